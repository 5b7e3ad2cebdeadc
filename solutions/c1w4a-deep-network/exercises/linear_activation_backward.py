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
        """A derivative with respect to a layer's output, and what the layer kept on the way forward."""
        _, (cache, _) = forward(*network(rng, [n_prev, n, 1], m))
        return rng.normal(0, 1, (n, m)), cache

    yield call(*drawn(2, 3, 5), "sigmoid", label="sigmoid, 5 examples")
    yield call(*drawn(2, 4, 6), "relu", label="ReLU, 6 examples")
    yield call(*drawn(5, 4, 3), activation="relu", label="ReLU, activation by name")
    yield call(*drawn(4, 2, 3), activation="sigmoid", label="sigmoid, activation by name")
    yield call(*drawn(3, 3, 3), "relu", label="as many units, inputs and examples")


def layer_backward_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    """Slopes of a weighted sum of what the layer gives; those of the parameters are of a mean over the examples."""
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
        "The way back is the way forward in reverse: first through the activation, then through the linear half.",
        "`cache` is a pair: the linear half's cache first, then the activation's. Each backward function takes a "
        "derivative and the cache that its forward half kept.",
        "`sigmoid_backward(dA, ...)` and `relu_backward(dA, ...)` give dZ; `linear_backward(dZ, ...)` gives the three "
        "results.",
    ),
    variants=(
        wrong("sigmoid_always", "The way back goes through a sigmoid whatever `activation` says.", (RELU, SIGMOID)),
        wrong("relu_always", "The way back goes through a ReLU whatever `activation` says.", (SIGMOID, RELU)),
        wrong(
            "branches_exchanged",
            'The two activations are exchanged: "sigmoid" belongs to `sigmoid_backward`, "relu" to `relu_backward`.',
            ('if activation == "sigmoid"', 'if activation == "relu"'),
            ('elif activation == "relu"', 'elif activation == "sigmoid"'),
        ),
        wrong(
            "other_spelling",
            'The activation was not recognised, so nothing was worked out. The texts are "sigmoid" and "relu", in '
            "small letters.",
            ('elif activation == "relu"', 'elif activation == "ReLU"'),
        ),
        wrong(
            "activation_skipped",
            "dA went into the linear half as it is. It has to go back through the activation first: dZ = dA * g'(Z).",
            (LINEAR, "linear_backward(dA, linear_cache)"),
        ),
        wrong(
            "caches_exchanged",
            "The pair was taken apart in the wrong order: the linear half's cache comes first, then the activation's.",
            (APART, "activation_cache, linear_cache = cache"),
        ),
        wrong(
            "whole_cache_to_the_linear_half",
            "`linear_backward` was given the whole pair. It takes the linear half's cache alone.",
            (LINEAR, "linear_backward(dZ, cache)"),
        ),
        wrong(
            "slope_at_the_output",
            "The slope was taken at A, the layer's output. The cache holds Z, and the slope is taken there.",
            (SIGMOID, "dZ = sigmoid_backward(dA, sigmoid(activation_cache)[0])"),
        ),
        wrong(
            "slope_alone",
            "This is the slope of the activation alone. By the chain rule it is multiplied by dA.",
            (SIGMOID, "dZ = sigmoid_backward(1, activation_cache)"),
            (RELU, "dZ = relu_backward(1.0, activation_cache)"),
        ),
        wrong(
            "relu_of_the_derivative",
            "This kept the positive entries of dA. Wanted are those where Z is positive, whatever the sign of dA.",
            (RELU, "dZ = relu(dA)[0]"),
        ),
        wrong(
            "forward_for_backward",
            "dA went forward through the activation. On the way back it is multiplied by the activation's slope.",
            (SIGMOID, "dZ = sigmoid(dA)[0]"),
            (RELU, "dZ = relu(dA)[0]"),
        ),
        wrong(
            "times_the_activation",
            "dA was multiplied by the activation itself. The chain rule asks for its slope.",
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
            "The ReLU was taken for a line: where Z is negative it is flat, so nothing comes back through it.",
            (RELU, "dZ = dA"),
        ),
        wrong(
            "averaged_again",
            "The gradients were divided by m once more. `linear_backward` has already taken the mean.",
            (RETURN, "m = dA.shape[1]\n    return dA_prev, dW / m, db / m"),
        ),
        wrong(
            "dz_averaged",
            "dZ was divided by m. The factor 1/m comes in once, in `linear_backward`, for dW and db alone.",
            (LINEAR, "linear_backward(dZ / dZ.shape[1], linear_cache)"),
        ),
        wrong(
            "results_in_other_order",
            "`linear_backward` gives dA_prev first, then dW and db; here they were taken in another order.",
            (f"dA_prev, dW, db = {LINEAR}", f"dW, db, dA_prev = {LINEAR}"),
        ),
        wrong("da_missing", "dA_prev is missing from what comes back: dA_prev, dW, db.", (RETURN, "return dW, db")),
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
            "Z worked out again from what came in",
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
            "the linear half in each branch, as many write it",
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
    equivalent={"if True: #2": "there are two activations, and the other one is asked for before"},
    # Other for each activation; uses both caches, and tells dA from its size.
    stand_in="""
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    dZ = {"relu": 0.5 * dA * np.cos(Z), "sigmoid": 0.4 * dA - 0.2 * np.tanh(Z)}[activation]
    dW = np.dot(dZ, A_prev.T) + 0.3 * W
    return np.dot(W.T, dZ) - 0.1 * A_prev, dW, np.max(dZ, axis=1, keepdims=True) - 0.2 * b
""",
)
