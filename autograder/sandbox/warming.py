"""Preparation before a submission arrives: imports in the zygote, the first steps of TensorFlow in its child."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterable

from autograder.sandbox import SandboxError

# Parts that NumPy loads on first use.
_NUMPY = (
    "numpy", "numpy.random", "numpy.linalg", "numpy.ma", "numpy.fft", "numpy.polynomial", "numpy.testing", "numpy.rec",
    "numpy.char", "numpy.strings", "numpy.lib.stride_tricks", "numpy.lib.recfunctions", "numpy.lib.format",
    "numpy.lib.introspect", "numpy.ctypeslib", "numpy.typing", "numpy.dtypes", "numpy.exceptions",
)  # fmt: skip
_STANDARD = (
    "ast", "bisect", "collections", "copy", "csv", "ctypes", "dataclasses", "decimal", "enum", "fractions",
    "functools", "hashlib", "heapq", "importlib.util", "inspect", "io", "itertools", "json", "linecache", "math",
    "operator", "pathlib", "pprint", "random", "re", "resource", "select", "signal", "socket", "statistics",
    "string", "tempfile", "textwrap", "threading", "time", "traceback", "types", "typing", "unittest.mock",
    "warnings", "zipfile",
)  # fmt: skip
_TENSORFLOW = ("tensorflow", "keras", "keras.layers", "keras.models", "keras.optimizers", "keras.losses", "keras.ops")
_MORE = {
    "tensorflow": _TENSORFLOW,
    "keras": _TENSORFLOW,
    "matplotlib": ("matplotlib.pyplot",),
    "scipy": ("scipy.special", "scipy.stats"),
}


def warm(packages: Iterable[str]) -> None:
    """Import, and nothing else: after a single operation of TensorFlow, every forked child would hang."""
    for module in _STANDARD:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    for package in packages:
        try:
            importlib.import_module(package)
        except ImportError as error:
            raise SandboxError(f"the package `{package}` cannot be imported: {error}") from error
        for module in _NUMPY if package == "numpy" else _MORE.get(package, ()):
            with contextlib.suppress(ImportError):
                importlib.import_module(module)
        if package == "tensorflow":
            _touch_keras()
            _fill_tables()
    _touch_numpy()


def _touch_numpy() -> None:
    """Make the imports of `plain`, and those of NumPy's printing, which are lazy."""
    with contextlib.suppress(ImportError):
        import numpy as np

        str(np.zeros(1))


def _touch_keras() -> None:
    """TensorFlow loads Keras at the first access to a layer."""
    import tensorflow as tf

    for name in ("layers", "models", "optimizers", "losses", "metrics", "initializers", "activations", "utils"):
        getattr(tf.keras, name)
    assert tf.keras.layers.Dense and tf.keras.Sequential


def _fill_tables() -> None:
    """TensorFlow fills its lists of kernels and operations at the first query. This starts no thread."""
    with contextlib.suppress(Exception):  # internal names, which other versions may not have
        from tensorflow.python.framework import kernels, op_def_registry

        kernels.get_registered_kernels_for_op("MatMul")
        op_def_registry.get("no such operation")  # an unknown name makes it copy the whole list


def rehearse(packages: Iterable[str]) -> None:
    """In a fresh child: do what TensorFlow and Keras do only once, so that a learner's first steps need not wait.

    The zygote cannot do this (see `warm`). It leaves no trace: no layer name is used, no random number is drawn.
    """
    if {"tensorflow", "keras"}.isdisjoint(packages):
        return
    import keras
    import tensorflow as tf

    with contextlib.suppress(Exception):  # a learner's code will meet the same error and report it
        x = tf.ones((2, 2))
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = tf.reduce_mean((tf.matmul(x, x) - 1.0) ** 2)
        tape.gradient(loss, x)
        inputs = keras.Input((2,))
        outputs = keras.layers.Dense(1, kernel_initializer="zeros")(inputs)
        keras.Model(inputs, outputs)(x)
        keras.utils.clear_session(free_memory=False)
