"""A whole layer, backward."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, also_right, call, wrong

from .common import forward, layer, network


def layer_backward_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(n: int, n_prev: int, m: int) -> tuple[np.ndarray, Any]:
        """A derivative with respect to a layer's output, and the cache of the layer's forward pass."""
        _, (cache, _) = forward(*network(rng, [n_prev, n, 1], m))
        return rng.normal(0, 1, (n, m)), cache

    yield call(*drawn(2, 3, 5), "sigmoid", label="sigmoid, 5 examples")
    yield call(*drawn(2, 4, 6), "relu", label="ReLU, 6 examples")
    yield call(*drawn(5, 4, 3), activation="relu", label="ReLU, activation by name")
    yield call(*drawn(4, 2, 3), activation="sigmoid", label="sigmoid, activation by name")
    yield call(*drawn(3, 3, 3), "relu", label="as many units, inputs and examples")
    yield call(*drawn(4, 2, 1), "relu", label="a single example")


def layer_backward_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    """Slopes of a weighted sum of the layer's output; those of the parameters are of a mean over the examples."""
    for kind, n, n_prev, m in (("sigmoid", 2, 3, 5), ("relu", 4, 2, 3)):
        A_prev, W, b = layer(rng, n, n_prev, m)
        dA = rng.normal(0, 1, (n, m))

        def total(A_prev=A_prev, W=W, b=b, dA=dA, kind=kind) -> float:
            return float(np.sum(dA * module.linear_activation_forward(A_prev, W, b, kind)[0]))

        _, cache = module.linear_activation_forward(A_prev, W, b, kind)
        dA_prev, dW, db = module.linear_activation_backward(dA, cache, kind)
        yield Gradient(of=total, at={"A_prev": A_prev}, claimed={"A_prev": dA_prev})
        yield Gradient(
            of=lambda W, b, total=total, m=m: total(W=W, b=b) / m, at={"W": W, "b": b}, claimed={"W": dW, "b": db}
        )


SIGMOID, RELU = "dZ = sigmoid_backward(dA, activation_cache)", "dZ = relu_backward(dA, activation_cache)"
APART = "linear_cache, activation_cache = cache"
LINEAR = "linear_backward(dZ, linear_cache)"
RETURN = "return dA_prev, dW, db"

LAYER_BACKWARD = Exercise(
    name="linear_activation_backward",
    cases=layer_backward_cases,
    quantities=("dW", "db", "dA_prev"),
    gradients=layer_backward_gradients,
    uses=("linear_backward",),
    hints=(
        "Going backward reverses the forward pass: first the activation, then the linear half.",
        "`cache` is a pair: the cache of the linear half first, then that of the activation. Each backward "
        "function takes a derivative and the cache of its own forward function.",
        "`sigmoid_backward(dA, ...)` and `relu_backward(dA, ...)` return dZ; `linear_backward(dZ, ...)` returns "
        "the three results.",
    ),
    variants=(
        wrong("sigmoid_always", "You always use the sigmoid, whatever `activation` says.", (RELU, SIGMOID)),
        wrong("relu_always", "You always use the ReLU, whatever `activation` says.", (SIGMOID, RELU)),
        wrong(
            "branches_exchanged",
            'The two activations are swapped: `sigmoid_backward` is for "sigmoid", `relu_backward` for "relu".',
            ('if activation == "sigmoid"', 'if activation == "relu"'),
            ('elif activation == "relu"', 'elif activation == "sigmoid"'),
        ),
        wrong(
            "other_spelling",
            'Your code did not recognise the activation, so it computed nothing. The texts are "sigmoid" and '
            '"relu", in lower case.',
            ('elif activation == "relu"', 'elif activation == "ReLU"'),
        ),
        wrong(
            "activation_skipped",
            "dA went straight into the linear half. First go back through the activation: dZ = dA * g'(Z).",
            (LINEAR, "linear_backward(dA, linear_cache)"),
        ),
        wrong(
            "caches_exchanged",
            "You unpacked the pair in the wrong order: the cache of the linear half comes first, then that of "
            "the activation.",
            (APART, "activation_cache, linear_cache = cache"),
        ),
        wrong(
            "whole_cache_to_the_linear_half",
            "You passed the whole pair to `linear_backward`. Pass only the cache of the linear half.",
            (LINEAR, "linear_backward(dZ, cache)"),
        ),
        wrong(
            "slope_at_the_output",
            "You took the slope at A, the layer's output. Take it at Z, which is in the cache.",
            (SIGMOID, "dZ = sigmoid_backward(dA, sigmoid(activation_cache)[0])"),
        ),
        wrong(
            "slope_alone",
            "This is the slope of the activation alone. By the chain rule, multiply it by dA.",
            (SIGMOID, "dZ = sigmoid_backward(1, activation_cache)"),
            (RELU, "dZ = relu_backward(1.0, activation_cache)"),
        ),
        wrong(
            "relu_of_the_derivative",
            "This keeps the entries where dA is positive. Keep those where Z is positive, whatever the sign of dA.",
            (RELU, "dZ = relu(dA)[0]"),
        ),
        wrong(
            "forward_for_backward",
            "You applied the activation to dA. Going backward, multiply dA by the slope of the activation instead.",
            (SIGMOID, "dZ = sigmoid(dA)[0]"),
            (RELU, "dZ = relu(dA)[0]"),
        ),
        wrong(
            "times_the_activation",
            "You multiplied dA by the activation itself. The chain rule needs its slope.",
            (SIGMOID, "dZ = dA * sigmoid(activation_cache)[0]"),
            (RELU, "dZ = dA * relu(activation_cache)[0]"),
        ),
        wrong(
            "arguments_exchanged",
            "The derivative comes first, then the cache: `sigmoid_backward(dA, activation_cache)`.",
            (SIGMOID, "dZ = sigmoid_backward(activation_cache, dA)"),
            (RELU, "dZ = relu_backward(activation_cache, dA)"),
        ),
        wrong(
            "relu_lets_everything_through",
            "You treated the ReLU as a straight line. It is flat where Z is negative, so dZ is 0 there.",
            (RELU, "dZ = dA"),
        ),
        wrong(
            "averaged_again",
            "The gradients were divided by m a second time. `linear_backward` has already taken the mean.",
            (RETURN, "m = dA.shape[1]\n    return dA_prev, dW / m, db / m"),
        ),
        wrong(
            "dz_averaged",
            "dZ was divided by m. `linear_backward` applies the factor 1/m, once, to dW and db only.",
            (LINEAR, "linear_backward(dZ / dZ.shape[1], linear_cache)"),
        ),
        wrong(
            "results_in_other_order",
            "`linear_backward` returns dA_prev first, then dW and db; you unpacked them in a different order.",
            (f"dA_prev, dW, db = {LINEAR}", f"dW, db, dA_prev = {LINEAR}"),
        ),
        wrong("da_missing", "dA_prev is not returned. Return dA_prev, dW, db.", (RETURN, "return dW, db")),
        wrong("unknown_name", UNKNOWN_NAME, (SIGMOID, "dZ = sigmoid_backward(dA, Z)")),
    ),
    alternatives=(
        also_right(
            "own_slopes",
            "the slopes written out; the linear half called by keyword",
            code="""
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    s = 1 / (1 + np.exp(-Z))
    slope = {"sigmoid": s * (1 - s), "relu": 1.0 * (Z > 0)}[activation]
    return linear_backward(dZ=dA * slope, cache=linear_cache)
""",
        ),
        also_right(
            "slope_from_the_linear_cache",
            "Z recomputed from the layer's input",
            code="""
def linear_activation_backward(dA, cache, activation):
    A_prev, W, b = cache[0]
    Z = np.dot(W, A_prev) + b
    dZ = np.array(dA, copy=True)
    if activation == "relu":
        dZ[Z <= 0] = 0
    else:
        dZ = sigmoid_backward(dZ, Z)
    return linear_backward(dZ, (A_prev, W, b))
""",
        ),
        also_right(
            "branch_by_branch",
            "linear_backward called in each branch, a common style",
            code="""
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db
""",
        ),
    ),
    equivalent={"if True: #2": "there are only two activations, and the code before this tests for the other one"},
    # Different for each activation. Uses both caches, and distinguishes dA from its size.
    stand_in="""
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    dZ = {"relu": 0.5 * dA * np.cos(Z), "sigmoid": 0.4 * dA - 0.2 * np.tanh(Z)}[activation]
    dW = np.dot(dZ, A_prev.T) + 0.3 * W
    return np.dot(W.T, dZ) - 0.1 * A_prev, dW, np.max(dZ, axis=1, keepdims=True) - 0.2 * b
""",
)
