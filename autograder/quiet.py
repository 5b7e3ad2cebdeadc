"""Keeps TensorFlow's messages to itself: what it tells as it starts is meant for its makers, not for learners."""

from __future__ import annotations

import logging
import os


def quiet_tensorflow() -> None:
    """Call it before TensorFlow is imported for the first time: its libraries read these settings once.

    The second setting does without oneDNN's kernels, which also speak up, and whose sums differ in the last digits from
    machine to machine. A setting that is made already stays. Errors are still told.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # silences, among others, the advice on retracing
