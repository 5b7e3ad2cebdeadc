"""What several exercises of c2w2 share: random networks with gradients, and mistakes common to all update steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Variant, wrong

Arrays = dict[str, np.ndarray]

NO_GRADIENTS = "an optimizer uses gradients; it does not compute any"
QUANTITIES = tuple(f"{kind}{layer}" for layer in range(1, 12) for kind in "Wb")
SLOPES = tuple("d" + name for name in QUANTITIES)


def network(rng: np.random.Generator, sizes: Sequence[int]) -> Arrays:
    """Parameters with biases as far from 0 as the weights."""
    drawn: Arrays = {}
    for layer, (n_prev, n) in enumerate(pairwise(sizes), start=1):
        drawn[f"W{layer}"] = rng.normal(size=(n, n_prev))
        drawn[f"b{layer}"] = rng.normal(size=(n, 1))
    return drawn


def slopes(rng: np.random.Generator, parameters: Arrays, scale: float = 1.0) -> Arrays:
    """Gradients, or averages of gradients: both signs, none near 0."""
    return {"d" + name: scale * _far_from_zero(rng, value.shape) for name, value in parameters.items()}


def squares(rng: np.random.Generator, parameters: Arrays) -> Arrays:
    """Averages of squared gradients: positive."""
    return {"d" + name: rng.uniform(0.2, 2.0, value.shape) for name, value in parameters.items()}


def zeros(parameters: Arrays) -> Arrays:
    return {"d" + name: np.zeros(value.shape) for name, value in parameters.items()}


def _far_from_zero(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return rng.choice([-1.0, 1.0], shape) * rng.uniform(0.2, 1.8, shape)


def steps_astray(update: str, step: str, all_back: str, returned: str) -> tuple[Variant, ...]:
    """Mistakes common to all update steps. `update`: the reference's line for the new parameters; `step`: what it
    subtracts, without the learning rate; `all_back`: its return statement; `returned`: what it returns besides the
    parameters.
    """
    old = "parameters[name]"
    whole = f"updated[name] = {old} - learning_rate * {step}"
    assert update == whole
    beside = f", {returned}" if returned else ""
    return (
        wrong(
            "uphill",
            "The step goes uphill. Subtract it.",
            (update, f"updated[name] = {old} + learning_rate * {step}"),
        ),
        wrong(
            "learning_rate_forgotten",
            "The step is not multiplied by the learning rate.",
            (update, f"updated[name] = {old} - {step}"),
        ),
        wrong(
            "learning_rate_fixed",
            "The learning rate is hard-coded. Use the argument `learning_rate`.",
            (update, update.replace("learning_rate", "0.01")),
        ),
        wrong(
            "step_alone",
            "The step is returned instead of the parameters. Subtract it from them.",
            (update, f"updated[name] = learning_rate * {step}"),
        ),
        wrong(
            "biases_not_updated",
            "The biases are not updated. They need a step too.",
            (update, f"{update} if name[0] == 'W' else {old}"),
        ),
        wrong(
            "weights_not_updated",
            "The weights are not updated. They need a step too.",
            (update, f"{update} if name[0] == 'b' else {old}"),
        ),
        wrong(
            "last_layer_left_out",
            "The last layer is missing: a loop stops one too early. `range(1, n)` stops before n; there are "
            "`len(parameters) // 2` layers.",
            ("for name in parameters:", "for name in list(parameters)[:-2]:"),
        ),
        wrong(
            "two_layers_written_in",
            "The number of layers is hard-coded. There are `len(parameters) // 2` of them.",
            ("for name in parameters:", 'for name in ("W1", "b1", "W2", "b2"):'),
        ),
        wrong(
            "nothing_moved",
            "The parameters are returned unchanged. Return them after the step.",
            (all_back, f"return parameters{beside}"),
        ),
        wrong(
            "keys_of_gradients",
            'The new parameters have the keys "dW1", "db1", and so on. Their keys should be "W1", "b1".',
            (update, update.replace("updated[name]", 'updated["d" + name]')),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("in parameters:", "in params:")),
    )
