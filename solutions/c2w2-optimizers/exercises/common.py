"""What several exercises of c2w2 draw and say: networks with gradients, and mistakes that all steps share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Variant, wrong

Arrays = dict[str, np.ndarray]

NO_GRADIENTS = "an optimizer carries gradients on; it does not take any"
QUANTITIES = tuple(f"{kind}{layer}" for layer in range(1, 5) for kind in "Wb")
SLOPES = tuple("d" + name for name in QUANTITIES)


def network(rng: np.random.Generator, sizes: Sequence[int]) -> Arrays:
    """Parameters whose biases are as far from 0 as the weights."""
    drawn: Arrays = {}
    for layer, (n_prev, n) in enumerate(pairwise(sizes), start=1):
        drawn[f"W{layer}"] = rng.normal(size=(n, n_prev))
        drawn[f"b{layer}"] = rng.normal(size=(n, 1))
    return drawn


def slopes(rng: np.random.Generator, parameters: Arrays, scale: float = 1.0) -> Arrays:
    """Gradients, or averages of them: of both signs, none near 0."""
    return {"d" + name: scale * _far_from_zero(rng, value.shape) for name, value in parameters.items()}


def squares(rng: np.random.Generator, parameters: Arrays) -> Arrays:
    """Averages of squared gradients: positive."""
    return {"d" + name: rng.uniform(0.2, 2.0, value.shape) for name, value in parameters.items()}


def zeros(parameters: Arrays) -> Arrays:
    return {"d" + name: np.zeros(value.shape) for name, value in parameters.items()}


def _far_from_zero(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return rng.choice([-1.0, 1.0], shape) * rng.uniform(0.2, 1.8, shape)


def steps_astray(update: str, step: str, all_back: str, returned: str) -> tuple[Variant, ...]:
    """The mistakes of every step. `update`: the reference's line of the new parameters; `step`: what it subtracts,
    without the learning rate; `all_back`: its return statement, and `returned` what comes back beside the parameters.
    """
    old = "parameters[name]"
    whole = f"updated[name] = {old} - learning_rate * {step}"
    assert update == whole
    beside = f", {returned}" if returned else ""
    return (
        wrong(
            "uphill",
            "The step goes uphill: it has to be subtracted.",
            (update, f"updated[name] = {old} + learning_rate * {step}"),
        ),
        wrong(
            "learning_rate_forgotten",
            "The learning rate is missing from the step.",
            (update, f"updated[name] = {old} - {step}"),
        ),
        wrong(
            "learning_rate_fixed",
            "The learning rate is written into the function. Use the argument `learning_rate`.",
            (update, update.replace("learning_rate", "0.01")),
        ),
        wrong(
            "step_alone",
            "The step came back in the place of the parameters. Subtract it from them.",
            (update, f"updated[name] = learning_rate * {step}"),
        ),
        wrong(
            "biases_not_updated",
            "The biases stayed as they were. They take a step of their own.",
            (update, f"{update} if name[0] == 'W' else {old}"),
        ),
        wrong(
            "weights_not_updated",
            "The weights stayed as they were. They take a step of their own.",
            (update, f"{update} if name[0] == 'b' else {old}"),
        ),
        wrong(
            "last_layer_left_out",
            "The last layer is missing: a loop ends one too early. `range(1, n)` stops before n; there are "
            "`len(parameters) // 2` layers.",
            ("for name in parameters:", "for name in list(parameters)[:-2]:"),
        ),
        wrong(
            "two_layers_written_in",
            "The number of layers is written into the function. There are `len(parameters) // 2` of them.",
            ("for name in parameters:", 'for name in ("W1", "b1", "W2", "b2"):'),
        ),
        wrong(
            "nothing_moved",
            "The parameters came back as they were. Return those after the step.",
            (all_back, f"return parameters{beside}"),
        ),
        wrong(
            "keys_of_gradients",
            'The new parameters stand under "dW1", "db1", and so on. Their keys are "W1", "b1".',
            (update, update.replace("updated[name]", 'updated["d" + name]')),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("in parameters:", "in params:")),
    )
