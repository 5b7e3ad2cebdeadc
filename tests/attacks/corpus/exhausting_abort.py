"""Exhausting: an abort, with a core to be written."""

import os
import resource

resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def sigmoid(z):
    os.abort()
