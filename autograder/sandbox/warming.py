"""What is done before a submission comes: imports in the zygote, first steps of TensorFlow in its child."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterable

from autograder.sandbox import SandboxError

# Parts that NumPy loads when they are first used.
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
    """Import, and do nothing else: one operation of TensorFlow, and every child forked after it hangs."""
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
    """The plain values' own imports, and NumPy's lazily made printing."""
    with contextlib.suppress(ImportError):
        import numpy as np

        str(np.zeros(1))


def _touch_keras() -> None:
    """TensorFlow finds Keras when somebody first asks for a layer."""
    import tensorflow as tf

    for name in ("layers", "models", "optimizers", "losses", "metrics", "initializers", "activations", "utils"):
        getattr(tf.keras, name)
    assert tf.keras.layers.Dense and tf.keras.Sequential


def _fill_tables() -> None:
    """TensorFlow's lists of kernels and operations, filled at the first question to them; no thread begins by it."""
    with contextlib.suppress(Exception):  # names of its inner parts, which another version may have elsewhere
        from tensorflow.python.framework import kernels, op_def_registry

        kernels.get_registered_kernels_for_op("MatMul")
        op_def_registry.get("no such operation")  # the first name that is not there has the whole list copied


def rehearse(packages: Iterable[str]) -> None:
    """In a fresh child: what TensorFlow and Keras do but once, and a learner's first steps would else wait for.

    The zygote cannot do it, see `warm`. Nothing of it is left: no layer's name is used up, no random number drawn.
    """
    if {"tensorflow", "keras"}.isdisjoint(packages):
        return
    import keras
    import tensorflow as tf

    with contextlib.suppress(Exception):  # whatever it is, the learner's code will meet it, and tell
        x = tf.ones((2, 2))
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = tf.reduce_mean((tf.matmul(x, x) - 1.0) ** 2)
        tape.gradient(loss, x)
        inputs = keras.Input((2,))
        outputs = keras.layers.Dense(1, kernel_initializer="zeros")(inputs)
        keras.Model(inputs, outputs)(x)
        keras.utils.clear_session(free_memory=False)
