"""Silences TensorFlow's start-up messages, which are meant for its developers, not for learners."""

from __future__ import annotations

import logging
import os


def quiet_tensorflow() -> None:
    """Call this before the first import of TensorFlow, because its libraries read these settings only once.

    The second setting turns off oneDNN's kernels, which also print messages, and whose sums differ in the last digits
    from machine to machine. Existing settings are not changed. Errors are still shown.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # also silences the warnings about retracing
