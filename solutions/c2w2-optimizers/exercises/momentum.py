"""Momentum: steps along an average of the gradients."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import Case, Exercise, accepted, also_right, call, close, wrong

from .common import NO_GRADIENTS, QUANTITIES, SLOPES, network, slopes, steps_astray, zeros

CHECK = close(keys="exact", names=["parameters", "v"])


def momentum_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(*sizes: int) -> tuple[Any, Any, Any]:
        parameters = network(rng, sizes)
        return parameters, slopes(rng, parameters), slopes(rng, parameters)

    def between(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 3)

    yield call(*drawn(3, 4, 1), 0.9, between(0.2, 0.6), check=CHECK, label="2 layers, beta = 0.9")
    parameters, grads, _ = drawn(4, 2)
    yield call(
        parameters, grads, zeros(parameters), between(0.6, 0.8), between(0.2, 0.6), check=CHECK, label="the first step"
    )
    yield call(
        *drawn(2, 5, 4, 3),
        beta=between(0.3, 0.45),
        learning_rate=between(0.6, 1.4),
        check=CHECK,
        label="3 layers, a short memory",
    )
    yield call(*drawn(*[2, 3] * 6), 0.8, between(0.2, 0.6), check=CHECK, label="11 layers")


AVERAGE = 'velocity["d" + name] = beta * v["d" + name] + (1 - beta) * grads["d" + name]'
UPDATE = 'updated[name] = parameters[name] - learning_rate * velocity["d" + name]'
BACK = "return updated, velocity"

MOMENTUM = Exercise(
    name="update_parameters_with_momentum",
    cases=momentum_cases,
    quantities=(*SLOPES, *QUANTITIES),
    no_gradients=NO_GRADIENTS,
    hints=(
        "There are two lines for each parameter: first the new average of its gradients, then a step along that "
        "average.",
        "The average is the one from section 2, with the gradient as the new value.",
        '`v_new = beta * v["d" + name] + (1 - beta) * grads["d" + name]`, then `parameters[name] - learning_rate * '
        "v_new`.",
    ),
    variants=(
        *steps_astray(UPDATE, 'velocity["d" + name]', BACK, "velocity"),
        wrong(
            "sum_not_average",
            "The gradient has weight 1: v := beta v + grad. Many libraries do this, which makes steps 1 / (1 - beta) "
            "times as long. Here v is an average: the weight is 1 - beta.",
            ("(1 - beta) * grads", "grads"),
        ),
        wrong(
            "weights_exchanged",
            "The weights are swapped: the old average has weight beta, the gradient 1 - beta.",
            (AVERAGE, 'velocity["d" + name] = (1 - beta) * v["d" + name] + beta * grads["d" + name]'),
        ),
        wrong(
            "raw_gradient",
            "v is updated but not used: the step follows the raw gradient. Step along v.",
            (UPDATE, UPDATE.replace("velocity", "grads")),
        ),
        wrong(
            "old_velocity",
            "The step uses the average from before this gradient. Update the average first, then step.",
            (UPDATE, UPDATE.replace("velocity", "v")),
        ),
        wrong(
            "nothing_remembered",
            "v is returned unchanged, so nothing is remembered for the next step. Return the new averages.",
            (BACK, "return updated, v"),
        ),
        wrong(
            "starts_anew",
            "The old v is not used, so every step starts from zero.",
            (AVERAGE, 'velocity["d" + name] = (1 - beta) * grads["d" + name]'),
        ),
        wrong(
            "minus_the_gradient",
            "The gradient is subtracted in the average, and the average is subtracted from the parameters. Two minus "
            "signs go uphill; use one.",
            (AVERAGE, AVERAGE.replace("+ (1", "- (1")),
        ),
        wrong(
            "rate_in_the_average",
            "The learning rate is part of the average. Here v averages the gradients only, and the learning rate "
            "multiplies the step.",
            (AVERAGE, AVERAGE.replace("* grads", "* learning_rate * grads")),
            (UPDATE, UPDATE.replace("learning_rate * ", "")),
        ),
        wrong(
            "beta_fixed",
            "beta is hard-coded. Use the argument.",
            (AVERAGE, AVERAGE.replace("beta", "0.9")),
        ),
        wrong(
            "biases_without_momentum",
            'The biases step along their raw gradients. They have averages too: v["db1"] and so on.',
            (AVERAGE, AVERAGE + ' if name[0] == "W" else grads["d" + name]'),
        ),
        wrong(
            "corrected",
            "Dividing v by 1 - beta is not bias correction, and momentum needs none here.",
            (UPDATE, UPDATE + " / (1 - beta)"),
        ),
        wrong("v_forgotten", "v is missing: return parameters and v.", (BACK, "return updated")),
        wrong("order_exchanged", "Return the parameters first, then v.", (BACK, "return velocity, updated")),
    ),
    stores_into=("parameters", "v"),
    accepted=(
        accepted(
            "stored_in_place",
            "Your function stores the new values in the dictionaries it was given, so the caller cannot compare before "
            "and after. Start with new ones.",
            ("updated, velocity = {}, {}", "updated, velocity = parameters, v"),
        ),
    ),
    alternatives=(
        also_right(
            "layer_by_layer",
            "a loop over the layers, on copies",
            code="""
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    parameters, v = parameters.copy(), v.copy()
    L = len(parameters) // 2
    for l in range(1, L + 1):
        v["dW" + str(l)] = beta * v["dW" + str(l)] + (1 - beta) * grads["dW" + str(l)]
        v["db" + str(l)] = beta * v["db" + str(l)] + (1 - beta) * grads["db" + str(l)]
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * v["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * v["db" + str(l)]
    return parameters, v
""",
        ),
        also_right(
            "towards_the_gradient",
            "the average moves part of the way towards the gradient",
            code="""
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    new = {key: old + (1 - beta) * (grads[key] - old) for key, old in v.items()}
    return {key: value - learning_rate * new[f"d{key}"] for key, value in parameters.items()}, new
""",
        ),
    ),
)
