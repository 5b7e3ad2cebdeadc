"""One plain step of gradient descent, with which all others are compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import Case, Exercise, accepted, also_right, call, close, wrong

from .common import NO_GRADIENTS, QUANTITIES, network, slopes, steps_astray

EXACT = close(keys="exact")  # elsewhere the number of entries tells the number of layers


def gd_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(*sizes: int) -> tuple[Any, Any]:
        parameters = network(rng, sizes)
        return parameters, slopes(rng, parameters)

    def rate() -> float:
        return round(float(rng.uniform(0.1, 0.6)), 3)

    yield call(*drawn(3, 4, 1), rate(), check=EXACT, label="2 layers")
    yield call(*drawn(4, 2), learning_rate=rate(), check=EXACT, label="a single layer, learning rate by name")
    parameters, grads = drawn(2, 5, 4, 3)
    more = {f"dA{layer}": rng.normal(size=(size, 6)) for layer, size in enumerate((2, 5, 4))}
    yield call(parameters, {**more, **grads}, rate(), check=EXACT, label="3 layers, more among the gradients")
    yield call(*drawn(5, 4, 2, 3, 2), rate(), check=EXACT, label="4 layers")


UPDATE = 'updated[name] = parameters[name] - learning_rate * grads["d" + name]'

GD = Exercise(
    name="update_parameters_with_gd",
    cases=gd_cases,
    quantities=QUANTITIES,
    no_gradients=NO_GRADIENTS,
    hints=(
        "Each parameter moves against its own gradient, by the learning rate times it.",
        'The gradient of "W1" stands under "dW1": the key with a d before it. So one loop over the keys is enough.',
        '`updated[name] = parameters[name] - learning_rate * grads["d" + name]`, and a new dictionary to put it in.',
    ),
    variants=(
        *steps_astray(UPDATE, 'grads["d" + name]', "return updated", ""),
        wrong(
            "divided_by_learning_rate",
            "The gradient was divided by the learning rate. Multiply.",
            (UPDATE, UPDATE.replace("learning_rate *", "1 / learning_rate *")),
        ),
        wrong(
            "shrinks_by_the_rate",
            "Brackets: the learning rate multiplies the gradient alone, not the difference.",
            (UPDATE, 'updated[name] = learning_rate * (parameters[name] - grads["d" + name])'),
        ),
        wrong(
            "gradients_come_back",
            "The gradients come back. The parameters after the step are wanted.",
            ("return updated", "return grads"),
        ),
        wrong(
            "biases_by_gradients_of_weights",
            "The biases took the step of the weights. Their own gradients are under db1, db2, and so on.",
            ('grads["d" + name]', 'grads["d" + name.replace("b", "W")]'),
        ),
        wrong(
            "surplus_entries",
            "There is more in the dictionary than the parameters. Other functions take half the number of its entries "
            "for the number of layers.",
            ("return updated", "return {**updated, **grads}"),
        ),
    ),
    accepted=(
        accepted(
            "changed_in_place",
            "The parameters that came in were changed. `-=` works on the caller's own arrays, and a new entry in the "
            "dictionary that came in is seen by the caller as well. Begin with a new dictionary, and write `w - ...`.",
            ("updated = {}", "updated = parameters"),
            (UPDATE, 'updated[name] -= learning_rate * grads["d" + name]'),
        ),
    ),
    alternatives=(
        also_right(
            "layer_by_layer",
            "a loop over the layers, weights and biases one after the other",
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
            "every entry with its gradient in one expression",
            code="""
def update_parameters_with_gd(parameters, grads, learning_rate):
    return {key: np.subtract(value, np.multiply(learning_rate, grads[f"d{key}"])) for key, value in parameters.items()}
""",
        ),
    ),
)
