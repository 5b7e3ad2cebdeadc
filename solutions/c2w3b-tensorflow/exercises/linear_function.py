"""WX + b in float32, for inputs of any type."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong
from autograder.script import Recipe

from .common import leaves_tensorflow, slopes, tensor, type_of


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(k: int, n: int, m: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return rng.normal(size=(n, m)), rng.normal(size=(k, n)), rng.normal(size=(k, 1))

    yield call(*drawn(4, 3, 1), label="NumPy arrays, float64")
    X, W, b = drawn(2, 5, 3)
    yield call(X, tensor(W), Recipe("tensor", {"value": b}), label="float64 and float32 mixed")
    whole = rng.integers(-4, 5, size=(3, 2))
    yield call(whole, rng.normal(size=(5, 3)), rng.integers(-4, 5, size=(5, 1)), label="some integer inputs")
    yield type_of(*drawn(3, 2, 4), label="the type of the result")
    yield slopes(*(tensor(item) for item in drawn(4, 2, 3)), names=("dX", "dW", "db"), label="gradients from a tape")
    yield type_of(label="called without arguments")


CASTS = "    X, W, b = tf.cast(X, tf.float32), tf.cast(W, tf.float32), tf.cast(b, tf.float32)\n"
PRODUCT = "tf.matmul(W, X)"

LINEAR = Exercise(
    name="linear_function",
    cases=cases,
    hints=(
        "There are two steps: convert all three to one type, then multiply and add. Which product do you need, the "
        "matrix product or the one entry by entry?",
        "`tf.cast(X, tf.float32)` gives a float32 tensor, whatever the type of X. `tf.matmul` is the matrix product.",
        "W has shape (k, n) and X (n, m). In which order can you multiply them?",
    ),
    variants=(
        wrong(
            "entry_by_entry",
            "W and X are multiplied entry by entry (`*` or `tf.multiply`). WX is the matrix product: `tf.matmul(W, "
            "X)`.",
            (PRODUCT, "tf.multiply(W, X)"),
        ),
        wrong(
            "swapped",
            "The shapes do not match: W and X are in the wrong order, or one of them is transposed. W is on the left, "
            "untransposed: `tf.matmul(W, X)`.",
            (PRODUCT, "tf.matmul(X, W)"),
        ),
        wrong(
            "not_cast",
            "float64 and float32 are mixed. TensorFlow does not convert automatically: cast X, W and b to float32 with "
            "`tf.cast` first.",
            (CASTS, ""),
        ),
        wrong(
            "float64",
            "The result is float64. NumPy's default is float64, TensorFlow's is float32: `tf.cast(..., tf.float32)`.",
            (CASTS, CASTS.replace("float32", "float64")),
        ),
        wrong(
            "b_not_cast",
            "b is not cast, and TensorFlow cannot add float64 to float32. Cast it as well.",
            ("tf.cast(b, tf.float32)", "b"),
        ),
        wrong("bias_forgotten", "b is missing: WX + b.", (" + b", "")),
        wrong("bias_subtracted", "b is subtracted: WX + b.", (" + b", " - b")),
        wrong(
            "cut_to_integers",
            "The numbers lose their fractional parts: the type is `tf.float32`, not `tf.int32`.",
            (CASTS, CASTS.replace("float32", "int32")),
        ),
        leaves_tensorflow(
            "numpy_result", (CASTS + f"    return {PRODUCT} + b", "    return np.float32(np.matmul(W, X) + b)")
        ),
        wrong(
            "as_in_the_lecture",
            "This is the older version of the exercise, without arguments. The function should start with `def "
            "linear_function(X=None, W=None, b=None):` and use its arguments.",
            code="""
def linear_function():
    np.random.seed(1)
    X = tf.constant(np.random.randn(3, 1), name="X")
    W = tf.constant(np.random.randn(4, 3), name="W")
    b = tf.constant(np.random.randn(4, 1), name="b")
    return tf.add(tf.matmul(W, X), b)
""",
        ),
        wrong(
            "result_transposed",
            "The result is transposed. It should have shape (4, 1).",
            (PRODUCT + " + b", f"tf.transpose({PRODUCT} + b)"),
        ),
        wrong(
            "weights_times_row",
            "`*` multiplies entry by entry. Use `tf.matmul`.",
            (PRODUCT, "W * tf.transpose(X)"),
        ),
        wrong(
            "flat",
            "The result lost an axis. It should have shape (4, 1).",
            (PRODUCT + " + b", f"tf.squeeze({PRODUCT} + b)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (PRODUCT, "tf.matmul(weights, X)")),
    ),
    alternatives=(
        also_right(
            "operators",
            "@ for the matrix product, and tf.convert_to_tensor, which would not convert types",
            code="""
def linear_function(X=None, W=None, b=None):
    if X is None:
        X, W, b = np.random.randn(3, 1), np.random.randn(4, 3), np.random.randn(4, 1)
    wide = [tf.cast(item, tf.float64) for item in (X, W, b)]
    return tf.cast(wide[1] @ wide[0] + wide[2], tf.float32)
""",
        ),
        also_right(
            "einsum",
            "the product written with its indices",
            code="""
def linear_function(X=None, W=None, b=None):
    if X is None:
        X, W, b = tf.random.normal((3, 1)), tf.random.normal((4, 3)), tf.random.normal((4, 1))
    cast = lambda item: tf.cast(item, "float32")
    Y = tf.einsum("kn,nm->km", cast(W), cast(X))
    return tf.add(Y, cast(b))
""",
        ),
        also_right(
            "keras_ops",
            "Keras's own functions",
            (PRODUCT, "tf.keras.ops.matmul(W, X)"),
        ),
    ),
)
