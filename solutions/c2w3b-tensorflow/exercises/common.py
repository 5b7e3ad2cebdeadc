"""What the exercises share: tensors and variables as arguments, and checks of the type and gradient of a result."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercise import Case, Variant, close, script, wrong
from autograder.script import Recipe, Step

Parameters = dict[str, np.ndarray]


def tensor(value: Any) -> Recipe:
    """A float32 tensor."""
    return Recipe("tensor", {"value": np.asarray(value, np.float32)})


def variables(parameters: Parameters) -> Recipe:
    """A dictionary of TensorFlow variables."""
    items = {name: Recipe("variable", {"value": np.asarray(item, np.float32)}) for name, item in parameters.items()}
    return Recipe("dict_of", {"items": items})


def type_of(*args: Any, label: str) -> Case:
    """The type of the function's result (tensor, variable or array) and its dtype."""
    ask = Step("form", on="result", action="ask")
    return script(Step("", args, keep="result"), ask, check=close(names=("type",)), label=label)


def slopes(*args: Any, names: tuple[str, ...], label: str, operations: int = 400, places: Any = None) -> Case:
    """Gradients that a tape takes through the learner's function, for the arguments at `places` (default: all)."""
    function = Step("", keep="function", action="get")
    ask = Step("slopes", args, {} if places is None else {"places": places}, on="function", action="ask")
    return script(function, ask, check=close(operations, names=names), label=label)


def network(rng: np.random.Generator, sizes: tuple[int, int, int, int]) -> Parameters:
    """Parameters of three layers."""
    drawn: Parameters = {}
    for layer in (1, 2, 3):
        drawn[f"W{layer}"] = rng.normal(size=(sizes[layer], sizes[layer - 1]))
        drawn[f"b{layer}"] = rng.normal(size=(sizes[layer], 1))
    return drawn


def away_from_kinks(
    rng: np.random.Generator, sizes: tuple[int, int, int, int], m: int
) -> tuple[np.ndarray, Parameters]:
    """Inputs and parameters for which every ReLU is clearly on or off, and some units are on and some off."""
    while True:
        X, parameters = rng.normal(size=(sizes[0], m)), network(rng, sizes)
        Z1 = parameters["W1"] @ X + parameters["b1"]
        Z2 = parameters["W2"] @ np.maximum(0, Z1) + parameters["b2"]
        if all(np.abs(Z).min() > 0.02 and 0.25 < np.mean(Z > 0) < 0.8 for Z in (Z1, Z2)):
            return X, parameters


def one_hot(rng: np.random.Generator, classes: int, m: int) -> np.ndarray:
    """One-hot columns of random classes, not all the same."""
    labels = rng.permutation(np.arange(m) % classes)
    return np.eye(classes)[:, labels]


def leaves_tensorflow(name: str, *edits: tuple[str, str]) -> Variant:
    """The right numbers, but as a NumPy array, which a tape cannot follow."""
    return wrong(
        name,
        "The numbers are right, but they are a NumPy array. A tape only records TensorFlow operations: use "
        "TensorFlow's "
        "functions from the arguments to the result, without `.numpy()`.",
        *edits,
    )
