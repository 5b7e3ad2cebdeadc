"""One step downhill."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import NAMES, network


def update_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(n_x: int, n_h: int, n_y: int) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
        parameters = network(rng, n_x, n_h, n_y)
        return parameters, {f"d{name}": rng.normal(0, 0.5, parameters[name].shape) for name in NAMES}

    yield call(*drawn(2, 4, 1), label="default learning rate")
    yield call(*drawn(3, 5, 2), learning_rate=round(float(rng.uniform(0.05, 0.5)), 3), label="a small learning rate")
    yield call(*drawn(4, 3, 1), round(float(rng.uniform(2.0, 4.0)), 3), label="a large learning rate")


LINES = {name: f'{name} = parameters["{name}"] - learning_rate * grads["d{name}"]' for name in NAMES}
RESULT = '{"W1": W1, "b1": b1, "W2": W2, "b2": b2}'


def every(old: str, new: str) -> list[tuple[str, str]]:
    """The same edit in all four lines."""
    return [(line, line.replace(old, new)) for line in LINES.values()]


UPDATE = Exercise(
    name="update_parameters",
    cases=update_cases,
    no_gradients="it takes a step along the gradients it is given and has no slope of its own",
    quantities=NAMES,
    credit={"W1": 0.25, "b1": 0.25, "W2": 0.25, "b2": 0.25},
    hints=(
        "The gradient points to where the cost rises. Which way is down, and what determines the length of the step?",
        'Four similar lines, one for each parameter. The gradient of "W1" is under "dW1".',
        "`W1 = W1 - ...` makes a new array. `W1 -= ...` changes the array that was passed in, which belongs to "
        "the caller.",
    ),
    variants=(
        wrong("default_half", "The default learning rate is 1.2, not 0.5.", ("learning_rate=1.2", "learning_rate=0.5")),
        *(
            wrong(
                f"rate_forgotten_for_{name}",
                f"The step of {name} leaves out the learning rate.",
                (line, line.replace("learning_rate * ", "")),
            )
            for name, line in LINES.items()
        ),
        *(
            wrong(f"{name}_uphill", f"The step of {name} goes uphill. Subtract it.", (line, line.replace(" - ", " + ")))
            for name, line in LINES.items()
        ),
        wrong(
            "W2_from_W1",
            "W2 is computed from W1. Each parameter starts from its own value.",
            (LINES["W2"], LINES["W2"].replace('parameters["W2"]', "W1")),
        ),
        wrong(
            "first_key",
            'W1 is stored under "dW1". The keys should be those of the parameters.',
            ('{"W1": W1', '{"dW1": W1'),
        ),
        wrong(
            "gradients_returned",
            "You returned the gradients. Return the new parameters.",
            (f"return {RESULT}", "return grads"),
        ),
        wrong(
            "divided_by_gradient",
            "The learning rate is divided by the gradient. Multiply.",
            (LINES["W1"], LINES["W1"].replace("learning_rate *", "learning_rate /")),
        ),
        wrong(
            "uphill",
            "The step goes uphill. Gradients point to where the cost rises, so subtract them.",
            *every(" - ", " + "),
        ),
        wrong(
            "learning_rate_forgotten",
            "The whole gradient is subtracted. Multiply it by the learning rate first.",
            *every("learning_rate * ", ""),
        ),
        wrong(
            "learning_rate_fixed",
            "The learning rate is a fixed number in your code. Use the argument `learning_rate`.",
            *every("learning_rate", "1.2"),
        ),
        wrong(
            "divided",
            "The gradient is divided by the learning rate. Multiply instead.",
            *every("learning_rate * ", "1 / learning_rate * "),
        ),
        wrong(
            "only_the_step",
            "This is the step alone, the learning rate times the gradient. Subtract it from the parameter.",
            *[(line, f'{name} = learning_rate * grads["d{name}"]') for name, line in LINES.items()],
        ),
        wrong(
            "default_changed",
            "The default learning rate in the first line of `update_parameters` was changed. It should be 1.2.",
            ("learning_rate=1.2", "learning_rate=0.01"),
        ),
        *(
            wrong(
                f"{name}_not_updated",
                f"{name} did not change. Return the updated one.",
                (line, f'{name} = parameters["{name}"]'),
            )
            for name, line in LINES.items()
        ),
        wrong(
            "biases_not_updated",
            "The biases did not change. Update them too.",
            *[(LINES[name], f'{name} = parameters["{name}"]') for name in ("b1", "b2")],
        ),
        wrong(
            "nothing_updated",
            "You returned the old parameters. Return the new ones.",
            (f"return {RESULT}", "return parameters"),
        ),
        wrong(
            "layers_exchanged",
            'The layers are swapped in the result: W1 is stored under "W2", and the other way round.',
            (RESULT, '{"W1": W2, "b1": b2, "W2": W1, "b2": b1}'),
        ),
        wrong(
            "same_gradient_for_biases",
            'The step of b1 uses db2. Each parameter has its own gradient: "db1".',
            (LINES["b1"], LINES["b1"].replace("db1", "db2")),
        ),
        wrong(
            "averaged",
            "The same number, the mean of the gradient, was subtracted from every entry. Each entry has its own slope.",
            *[(line, line.replace(f'grads["d{name}"]', f'np.mean(grads["d{name}"])')) for name, line in LINES.items()],
        ),
        wrong(
            "scaled_down",
            "The parameter was multiplied by the learning rate too. Multiply only the gradient by it.",
            *[
                (line, f'{name} = learning_rate * (parameters["{name}"] - grads["d{name}"])')
                for name, line in LINES.items()
            ],
        ),
        wrong(
            "tuple",
            'You returned four arrays without names. Return a dictionary with the keys "W1", "b1", "W2", "b2".',
            (RESULT, "W1, b1, W2, b2"),
        ),
        wrong(
            "keys_of_gradients",
            'The keys should be "W1", "b1", "W2" and "b2": these are parameters, not gradients.',
            (RESULT, '{"dW1": W1, "db1": b1, "dW2": W2, "db2": b2}'),
        ),
        wrong(
            "gradients_looked_up_wrongly",
            'In `grads` the keys begin with a d: "dW1", "db1", "dW2", "db2".',
            *every('grads["d', 'grads["'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (LINES["W1"], LINES["W1"].replace('grads["dW1"]', "dW1"))),
    ),
    alternatives=(
        also_right(
            "deep_copies",
            "copies first, then in place",
            code="""
def update_parameters(parameters, grads, learning_rate = 1.2):
    import copy
    W1 = copy.deepcopy(parameters["W1"])
    b1 = copy.deepcopy(parameters["b1"])
    W2 = copy.deepcopy(parameters["W2"])
    b2 = copy.deepcopy(parameters["b2"])
    W1 -= learning_rate * grads["dW1"]
    b1 -= learning_rate * grads["db1"]
    W2 -= learning_rate * grads["dW2"]
    b2 -= learning_rate * grads["db2"]
    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return parameters
""",
        ),
        also_right(
            "all_in_one_line",
            "a loop over the names",
            code="""
def update_parameters(parameters, grads, learning_rate=1.2):
    return {name: value - learning_rate * grads["d" + name] for name, value in parameters.items()}
""",
        ),
        also_right(
            "negative_step",
            "adding the negative step",
            code="""
def update_parameters(parameters, grads, learning_rate=1.2):
    new = dict()
    for layer in range(1, len(parameters) // 2 + 1):
        for letter in "bW":
            key = f"{letter}{layer}"
            new[key] = np.add(parameters[key], -learning_rate * grads["d" + key])
    return new
""",
        ),
    ),
    # A shorter step.
    stand_in="""
def update_parameters(parameters, grads, learning_rate=1.2):
    return {name: parameters[name] - 0.7 * learning_rate * grads["d" + name] for name in parameters}
""",
)
