"""Exhausting: end the process while the module is loaded."""

import os

os._exit(0)
