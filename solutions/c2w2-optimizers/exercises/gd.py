"""One step of plain gradient descent, the baseline for the other optimizers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import Case, Exercise, accepted, also_right, call, close, wrong

from .common import NO_GRADIENTS, QUANTITIES, network, slopes, steps_astray

EXACT = close(keys="exact")  # other functions derive the number of layers from the number of entries


def gd_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(*sizes: int) -> tuple[Any, Any]:
        parameters = network(rng, sizes)
        return parameters, slopes(rng, parameters)

    def rate() -> float:
        return round(float(rng.uniform(0.1, 0.6)), 3)

    yield call(*drawn(3, 4, 1), rate(), check=EXACT, label="2 layers")
    yield call(
        *drawn(4, 2), learning_rate=rate(), check=EXACT, label="a single layer, learning rate as keyword argument"
    )
    parameters, grads = drawn(2, 5, 4, 3)
    more = {f"dA{layer}": rng.normal(size=(size, 6)) for layer, size in enumerate((2, 5, 4))}
    yield call(
        parameters, {**more, **grads}, rate(), check=EXACT, label="3 layers, additional gradients in the dictionary"
    )
    yield call(*drawn(5, 4, 2, 3, 2), rate(), check=EXACT, label="4 layers")
    yield call(*drawn(*[2, 3] * 6), rate(), check=EXACT, label="11 layers")


UPDATE = 'updated[name] = parameters[name] - learning_rate * grads["d" + name]'

GD = Exercise(
    name="update_parameters_with_gd",
    cases=gd_cases,
    quantities=QUANTITIES,
    no_gradients=NO_GRADIENTS,
    hints=(
        "Each parameter moves against its own gradient, by the learning rate times the gradient.",
        'The gradient of "W1" has the key "dW1": the same key with a d in front. So one loop over the keys is enough.',
        '`updated[name] = parameters[name] - learning_rate * grads["d" + name]`, stored in a new dictionary.',
    ),
    variants=(
        *steps_astray(UPDATE, 'grads["d" + name]', "return updated", ""),
        wrong(
            "divided_by_learning_rate",
            "The gradient is divided by the learning rate. Multiply.",
            (UPDATE, UPDATE.replace("learning_rate *", "1 / learning_rate *")),
        ),
        wrong(
            "shrinks_by_the_rate",
            "The learning rate multiplies the whole difference. It should multiply the gradient only: check the "
            "brackets.",
            (UPDATE, 'updated[name] = learning_rate * (parameters[name] - grads["d" + name])'),
        ),
        wrong(
            "gradients_come_back",
            "The gradients are returned. Return the parameters after the step.",
            ("return updated", "return grads"),
        ),
        wrong(
            "biases_by_gradients_of_weights",
            "The biases use the gradients of the weights. Their own are db1, db2, and so on.",
            ('grads["d" + name]', 'grads["d" + name.replace("b", "W")]'),
        ),
        wrong(
            "surplus_entries",
            "The dictionary contains more than the parameters. Other functions compute the number of layers from its "
            "length.",
            ("return updated", "return {**updated, **grads}"),
        ),
    ),
    stores_into=("parameters",),
    accepted=(
        accepted(
            "stored_in_place",
            "Your function stores the new values in the dictionary it was given, so the caller cannot compare before "
            "and after. Start with a new one.",
            ("updated = {}", "updated = parameters"),
        ),
    ),
    alternatives=(
        also_right(
            "layer_by_layer",
            "a loop over the layers, weights and then biases",
            code="""
def update_parameters_with_gd(parameters, grads, learning_rate):
    parameters = dict(parameters)
    L = len(parameters) // 2
    for l in range(1, L + 1):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters
""",
        ),
        also_right(
            "one_comprehension",
            "a single dictionary comprehension",
            code="""
def update_parameters_with_gd(parameters, grads, learning_rate):
    return {key: np.subtract(value, np.multiply(learning_rate, grads[f"d{key}"])) for key, value in parameters.items()}
""",
        ),
    ),
)
