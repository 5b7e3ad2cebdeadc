"""Three layers up to the logits, in operations that a tape can follow."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import away_from_kinks, leaves_tensorflow, slopes, tensor, variables


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(sizes: tuple[int, int, int, int], m: int):
        X, parameters = away_from_kinks(rng, sizes, m)
        return tensor(X), variables(parameters)

    yield call(*drawn((5, 4, 3, 2), 6), label="layers of 4, 3 and 2 units, 6 examples")
    yield call(*drawn((2, 6, 4, 3), 1), label="a single example")
    yield call(*drawn((4, 3, 5, 6), 3), label="each layer larger than the one before")
    names = ("dX", "parameters")
    yield slopes(*drawn((3, 4, 5, 2), 4), names=names, label="gradients from a tape", operations=1000)


FIRST = 'tf.nn.relu(tf.matmul(parameters["W1"], X) + parameters["b1"])'
SECOND = 'tf.nn.relu(tf.matmul(parameters["W2"], A1) + parameters["b2"])'
LAST = 'tf.matmul(parameters["W3"], A2) + parameters["b3"]'

FORWARD = Exercise(
    name="forward_propagation",
    cases=cases,
    hints=(
        "The last layer differs from the other two. What does the loss expect from it?",
        "Each layer is `tf.matmul(W, A) + b`; the first two apply `tf.nn.relu` to it, the third applies nothing.",
        "Use the variables directly. Anything that goes through `.numpy()`, `tf.constant` or a new `tf.Variable` "
        "cannot be differentiated.",
    ),
    variants=(
        wrong(
            "relu_at_the_end",
            "The last layer has a ReLU too. Logits may be negative: return the output of the linear step.",
            (LAST, f"tf.nn.relu({LAST})"),
        ),
        wrong(
            "softmax_at_the_end",
            "These are probabilities. The loss applies the softmax itself, so return the logits: nothing after the "
            "last linear step.",
            (LAST, f"tf.nn.softmax({LAST}, axis=0)"),
        ),
        wrong(
            "softmax_over_examples",
            "A softmax is applied, and over the examples. Return the logits: nothing after the last linear step.",
            (LAST, f"tf.nn.softmax({LAST})"),
        ),
        wrong(
            "first_layer_linear",
            "The ReLU is missing in the first layer.",
            (FIRST, 'tf.matmul(parameters["W1"], X) + parameters["b1"]'),
        ),
        wrong(
            "second_layer_linear",
            "The ReLU is missing in the second layer.",
            (SECOND, 'tf.matmul(parameters["W2"], A1) + parameters["b2"]'),
        ),
        wrong(
            "all_linear",
            "The ReLU is missing in both hidden layers, so the whole network is one linear step.",
            (FIRST, 'tf.matmul(parameters["W1"], X) + parameters["b1"]'),
            (SECOND, 'tf.matmul(parameters["W2"], A1) + parameters["b2"]'),
        ),
        wrong(
            "sigmoid_hidden",
            "The hidden layers use the sigmoid. They should use ReLU.",
            (FIRST, FIRST.replace("tf.nn.relu", "tf.sigmoid")),
            (SECOND, SECOND.replace("tf.nn.relu", "tf.sigmoid")),
        ),
        wrong(
            "tanh_hidden",
            "The hidden layers use tanh. They should use ReLU.",
            (FIRST, FIRST.replace("tf.nn.relu", "tf.tanh")),
            (SECOND, SECOND.replace("tf.nn.relu", "tf.tanh")),
        ),
        wrong(
            "from_the_first_layer",
            "The input of the third layer is A1. It should be A2.",
            (LAST, LAST.replace("A2", "A1")),
        ),
        wrong("bias_1_forgotten", "b1 is missing.", (FIRST, FIRST.replace(' + parameters["b1"]', ""))),
        wrong("bias_2_forgotten", "b2 is missing.", (SECOND, SECOND.replace(' + parameters["b2"]', ""))),
        wrong("bias_3_forgotten", "b3 is missing.", (LAST, LAST.replace(' + parameters["b3"]', ""))),
        wrong(
            "bias_after_relu",
            "The biases are added after the ReLU. They are part of the linear step: relu(WA + b).",
            (FIRST, 'tf.nn.relu(tf.matmul(parameters["W1"], X)) + parameters["b1"]'),
            (SECOND, 'tf.nn.relu(tf.matmul(parameters["W2"], A1)) + parameters["b2"]'),
        ),
        wrong(
            "operands_swapped",
            "The operands of the products are in the wrong order: W is on the left.",
            ('tf.matmul(parameters["W1"], X)', 'tf.matmul(X, parameters["W1"])'),
        ),
        wrong(
            "entry_by_entry",
            "W and A are multiplied entry by entry. `tf.matmul` is the matrix product.",
            ('tf.matmul(parameters["W1"], X)', 'parameters["W1"] * X'),
        ),
        wrong(
            "new_variables",
            "The parameters are copied into new variables or constants. The numbers are right, but the tape ends "
            "there, so the variables in `parameters` would never learn.",
            (
                "    A1 = ",
                "    parameters = {name: tf.Variable(value.numpy()) for name, value in parameters.items()}\n    A1 = ",
            ),
        ),
        leaves_tensorflow("numpy_result", (f"return {LAST}", f"return ({LAST}).numpy()")),
        wrong(
            "numpy_on_the_way",
            "A NumPy function interrupts the tape: use `tf.nn.relu`, not `np.maximum`.",
            (FIRST, FIRST.replace("tf.nn.relu(", "np.maximum(0, ")),
        ),
        wrong(
            "examples_in_rows",
            "The result is transposed. It should have classes in rows and examples in columns, shape (n_3, m).",
            (LAST, f"tf.transpose({LAST})"),
        ),
        wrong(
            "pair",
            "Return only the logits. No cache is needed, because the tape records everything.",
            (f"return {LAST}", f"return {LAST}, A2"),
        ),
        wrong(
            "second_leaky",
            "The second layer has a leaky ReLU. Use a plain one.",
            ("A2 = tf.nn.relu(", "A2 = tf.nn.leaky_relu("),
        ),
        wrong(
            "first_leaky",
            "The first layer has a leaky ReLU. Use a plain one.",
            ("A1 = tf.nn.relu(", "A1 = tf.nn.leaky_relu("),
        ),
        wrong(
            "sigmoid_at_the_end",
            "The last layer returns logits, without a sigmoid.",
            (
                'tf.matmul(parameters["W3"], A2) + parameters["b3"]',
                'tf.nn.sigmoid(tf.matmul(parameters["W3"], A2) + parameters["b3"])',
            ),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("A1 = ", "first = ")),
    ),
    stand_in="""
def forward_propagation(X, parameters):
    A = 0.5 * (parameters["W1"] @ X) + parameters["b1"]
    A = parameters["W2"] @ A - parameters["b2"]
    return parameters["W3"] @ A + 2.0 * parameters["b3"]
""",
    alternatives=(
        also_right(
            "loop",
            "a loop for any number of layers",
            code="""
def forward_propagation(X, parameters):
    L = len(parameters) // 2
    A = X
    for l in range(1, L + 1):
        Z = parameters["W" + str(l)] @ A + parameters["b" + str(l)]
        A = tf.maximum(Z, 0.0)
    return Z
""",
        ),
        also_right(
            "names_and_adds",
            "a name for each intermediate value",
            code="""
def forward_propagation(X, parameters):
    W1, b1, W2, b2, W3, b3 = [parameters[k] for k in ["W1", "b1", "W2", "b2", "W3", "b3"]]
    Z1 = tf.math.add(tf.linalg.matmul(W1, X), b1)
    A1 = tf.keras.activations.relu(Z1)
    Z2 = tf.math.add(tf.linalg.matmul(W2, A1), b2)
    A2 = tf.keras.activations.relu(Z2)
    Z3 = tf.math.add(tf.linalg.matmul(W3, A2), b3)
    return Z3
""",
        ),
    ),
)
