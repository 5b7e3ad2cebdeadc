"""One step of gradient descent, for all layers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, close, wrong

from .common import parameters

EXACT = close(keys="exact")  # other functions take half the number of entries for the number of layers


def update_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(*sizes: int) -> tuple[dict[str, Any], dict[str, Any]]:
        before = parameters(rng, sizes)
        return before, {f"d{name}": rng.normal(0, 1, value.shape) for name, value in before.items()}

    def rate() -> float:
        return round(float(rng.uniform(0.05, 0.6)), 3)

    yield call(*drawn(3, 4, 1), rate(), check=EXACT, label="2 layers")
    yield call(*drawn(4, 1), learning_rate=rate(), check=EXACT, label="a single layer, learning rate by name")
    # The result of L_model_backward contains the derivatives dA as well.
    params, grads = drawn(2, 5, 4, 3)
    more = {f"dA{number}": rng.normal(0, 1, (size, 6)) for number, size in enumerate((2, 5, 4))}
    yield call(params, {**more, **grads}, rate(), check=EXACT, label="3 layers, extra entries in grads")
    yield call(*drawn(6, 5, 4, 3, 2), rate(), check=EXACT, label="4 layers")
    yield call(*drawn(*[2, 3] * 6, 1), rate(), check=EXACT, label="12 layers")


W = 'parameters["W" + str(layer)] = params["W" + str(layer)] - learning_rate * grads["dW" + str(layer)]'
B = 'parameters["b" + str(layer)] = params["b" + str(layer)] - learning_rate * grads["db" + str(layer)]'
START, LOOP, RETURN = "parameters = {}", "range(1, L + 1)", "return parameters"

UPDATE = Exercise(
    name="update_parameters",
    cases=update_cases,
    quantities=("W1", "b1", "W2", "b2", "W3", "b3", "W4", "b4"),
    hints=(
        "Two lines for each layer: its weights and its biases, each minus the learning rate times its own gradient.",
        "The layers are numbered from 1 to L, and L is half the number of entries of `params`. Which `range` "
        "gives these numbers?",
        "Put the new arrays into a new dictionary. `w = w - ...` makes a new array; `w -= ...` changes the caller's.",
    ),
    variants=(
        wrong(
            "uphill",
            "The step goes uphill. Gradients point to where the cost rises, so subtract them.",
            (W, W.replace(" - learning", " + learning")),
            (B, B.replace(" - learning", " + learning")),
        ),
        wrong(
            "weights_uphill",
            "The step of the weights goes uphill: subtract the gradient, do not add it.",
            (W, W.replace(" - learning", " + learning")),
        ),
        wrong(
            "biases_uphill",
            "The step of the biases goes uphill: subtract the gradient, do not add it.",
            (B, B.replace(" - learning", " + learning")),
        ),
        wrong(
            "step_alone",
            "You returned the step in place of the parameters. Subtract the step from the parameters.",
            (W, W.replace('params["W" + str(layer)] - ', "")),
            (B, B.replace('params["b" + str(layer)] - ', "")),
        ),
        wrong(
            "negative_step_alone",
            "You returned the negative step in place of the parameters. Subtract the step from the parameters.",
            (W, W.replace('params["W" + str(layer)] - ', "-")),
            (B, B.replace('params["b" + str(layer)] - ', "-")),
        ),
        wrong(
            "learning_rate_forgotten",
            "The whole gradient is subtracted. Multiply it by the learning rate first.",
            (W, W.replace("learning_rate * ", "")),
            (B, B.replace("learning_rate * ", "")),
        ),
        wrong(
            "learning_rate_fixed",
            "The learning rate is a fixed number in your code. Use the argument `learning_rate`.",
            (W, W.replace("learning_rate", "0.0075")),
            (B, B.replace("learning_rate", "0.0075")),
        ),
        wrong(
            "divided_by_learning_rate",
            "The gradient was divided by the learning rate. Multiply instead.",
            (W, W.replace("learning_rate * ", "1 / learning_rate * ")),
            (B, B.replace("learning_rate * ", "1 / learning_rate * ")),
        ),
        wrong(
            "shrinks_by_the_rate",
            "The brackets are in the wrong place: multiply only the gradient by the learning rate, not the difference.",
            (W, 'parameters["W" + str(layer)] = learning_rate * (params["W" + str(layer)] - grads["dW" + str(layer)])'),
            (B, 'parameters["b" + str(layer)] = learning_rate * (params["b" + str(layer)] - grads["db" + str(layer)])'),
        ),
        wrong(
            "biases_not_updated",
            "The biases did not change. Update them too.",
            (B, 'parameters["b" + str(layer)] = params["b" + str(layer)]'),
        ),
        wrong(
            "weights_not_updated",
            "The weights did not change. Update them too.",
            (W, 'parameters["W" + str(layer)] = params["W" + str(layer)]'),
        ),
        wrong(
            "biases_by_gradients_of_weights",
            'The biases were updated with the gradients of the weights. Their own gradients are under "db1", '
            '"db2" and so on.',
            (B, B.replace('grads["db"', 'grads["dW"')),
        ),
        wrong("biases_missing", "The biases are missing from the result.", (B, "pass")),
        wrong(
            "last_layer_left_out",
            "The last layer is missing because the loop ends one too early. `range(1, n)` stops before n.",
            (LOOP, "range(1, L)"),
        ),
        wrong(
            "last_layer_unchanged",
            "The last layer did not change because the loop ends one too early. `range(1, n)` stops before n.",
            (START, "parameters = dict(params)"),
            (LOOP, "range(1, L)"),
        ),
        wrong(
            "last_layer_alone",
            "Only the last layer changed. The loop should run over all layers.",
            (START, "parameters = dict(params)"),
            (LOOP, "range(L, L + 1)"),
        ),
        wrong(
            "first_layer_alone",
            "Only the first layer changed: `return` is inside the loop.",
            (START, "parameters = dict(params)"),
            ("    return parameters", "        return parameters"),
        ),
        wrong(
            "layers_that_are_not_there",
            "The loop asks for a layer that does not exist. The layers are numbered from 1 to L, and L is half "
            "of `len(params)`.",
            (LOOP, "range(L)"),
        ),
        wrong(
            "depth_from_the_gradients",
            "The number of layers was taken from `grads`, which may contain more than the gradients of the "
            "parameters. Take it from `params`.",
            ("len(params) // 2", "len(grads) // 2"),
        ),
        wrong(
            "depth_fixed",
            "The number of layers is a fixed number in your code. It is half the number of entries of `params`.",
            ("len(params) // 2", "2"),
        ),
        wrong(
            "surplus_entries",
            "The dictionary contains more than the parameters. Other functions take half the number of its "
            "entries for the number of layers.",
            (RETURN, "return {**parameters, **grads}"),
        ),
        wrong(
            "everything_comes_back_unchanged",
            "You returned the old parameters. Return the new ones.",
            (RETURN, "return params"),
        ),
        wrong(
            "gradients_come_back",
            "You returned the gradients. Return the parameters after the step.",
            (RETURN, "return grads"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (LOOP, "range(1, len(layer_dims))")),
    ),
    stores_into=("params",),
    accepted=(
        accepted(
            "stored_in_place",
            "Your function stores the new values in the dictionary it was given, so the caller cannot compare before "
            "and after. Start with a new one.",
            (START, "parameters = params"),
        ),
    ),
    alternatives=(
        also_right(
            "one_comprehension",
            "every entry with its gradient, whatever its name",
            code="""
def update_parameters(params, grads, learning_rate):
    return {name: value - learning_rate * grads["d" + name] for name, value in params.items()}
""",
        ),
        also_right(
            "copied_first",
            "a deep copy, then in place; the loop from 0",
            code="""
def update_parameters(params, grads, learning_rate):
    import copy
    parameters = copy.deepcopy(params)
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]
    return parameters
""",
        ),
        also_right(
            "shallow_copy",
            "new arrays in a copy of the dictionary; the argument under its old name",
            code="""
def update_parameters(parameters, grads, learning_rate):
    parameters, layer = parameters.copy(), 1
    while f"W{layer}" in parameters:
        for kind in "Wb":
            step = np.multiply(learning_rate, grads[f"d{kind}{layer}"])
            parameters[f"{kind}{layer}"] = np.subtract(parameters[f"{kind}{layer}"], step)
        layer += 1
    return parameters
""",
        ),
    ),
)
