"""Adam: momentum and RMSprop in one step, both averages corrected for starting at zero."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import Case, Exercise, accepted, also_right, call, close

from .adam_mistakes import AVERAGES, BACK, CORRECTIONS, STEP, STEPS, UPDATE
from .common import NO_GRADIENTS, network, slopes, squares, steps_astray, zeros

NAMES = ("parameters", "v", "s", "v_corrected", "s_corrected")
CHECK = close(keys="exact", names=list(NAMES))


def adam_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(*sizes: int) -> tuple[Any, Any, Any, Any]:
        parameters = network(rng, sizes)
        return parameters, slopes(rng, parameters), slopes(rng, parameters), squares(rng, parameters)

    def between(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 3)

    rate, beta1, beta2 = between(0.2, 0.6), between(0.3, 0.7), between(0.8, 0.97)
    yield call(*drawn(3, 4, 1), 2, rate, beta1, beta2, 1e-2, check=CHECK, label="2 layers, step 2, a large epsilon")
    # Gradients as small as epsilon, so that its default matters, like the other defaults.
    parameters = network(rng, (4, 2))
    small = slopes(rng, parameters, 1e-8)
    yield call(parameters, small, zeros(parameters), zeros(parameters), 1, check=CHECK, label="step 1, tiny gradients")
    parameters, grads, v, s = drawn(2, 5, 4, 3)
    later = {"beta1": between(0.85, 0.95), "beta2": between(0.95, 0.99), "epsilon": between(0.2, 0.4)}
    yield call(
        parameters, grads, v, s, 5, learning_rate=between(0.6, 1.4), **later, check=CHECK, label="3 layers, step 5"
    )
    yield call(*drawn(5, 3), 400, between(0.1, 0.3), check=CHECK, label="step 400, the default betas and epsilon")
    yield call(*drawn(*[2, 3] * 6), 3, between(0.2, 0.6), check=CHECK, label="11 layers")


ADAM = Exercise(
    name="update_parameters_with_adam",
    cases=adam_cases,
    quantities=("v", "s", "v_corrected", "s_corrected", "parameters"),
    no_gradients=NO_GRADIENTS,
    hints=(
        "There are five lines for each parameter, and you know them all: momentum's average, RMSprop's average, the "
        "correction of each, and the step.",
        "Return v and s uncorrected. The corrected ones, v / (1 - beta1**t) and s / (1 - beta2**t), are used in this "
        "step only.",
        "The step is `learning_rate * v_corrected / (np.sqrt(s_corrected) + epsilon)`. Return five dictionaries.",
    ),
    variants=(
        *steps_astray(UPDATE, STEP, BACK, "new_v, new_s, v_corrected, s_corrected"),
        *AVERAGES,
        *CORRECTIONS,
        *STEPS,
    ),
    stores_into=("parameters", "v", "s"),
    accepted=(
        accepted(
            "stored_in_place",
            "Your function stores the new values in the dictionaries it was given, so the caller cannot compare before "
            "and after. Start with new ones.",
            (
                "updated, new_v, new_s, v_corrected, s_corrected = {}, {}, {}, {}, {}",
                "updated, new_v, new_s, v_corrected, s_corrected = parameters, v, s, {}, {}",
            ),
        ),
        accepted(
            "three_values",
            "You return three dictionaries, as this course asked until 2021. Now the corrected ones are returned as "
            "well: parameters, v, s, v_corrected, s_corrected.",
            (BACK, "return updated, new_v, new_s"),
        ),
    ),
    alternatives=(
        also_right(
            "layer_by_layer",
            "a loop over the layers, weights and biases separately, on copies",
            code="""
def update_parameters_with_adam(
    parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    L = len(parameters) // 2
    parameters, v, s = dict(parameters), dict(v), dict(s)
    v_corrected, s_corrected = {}, {}
    for l in range(1, L + 1):
        for kind in ("W", "b"):
            key, dkey = kind + str(l), "d" + kind + str(l)
            v[dkey] = np.multiply(beta1, v[dkey]) + np.multiply(1 - beta1, grads[dkey])
            v_corrected[dkey] = np.divide(v[dkey], 1 - np.power(beta1, t))
            s[dkey] = np.multiply(beta2, s[dkey]) + np.multiply(1 - beta2, np.square(grads[dkey]))
            s_corrected[dkey] = np.divide(s[dkey], 1 - np.power(beta2, t))
            step = np.divide(v_corrected[dkey], np.sqrt(s_corrected[dkey]) + epsilon)
            parameters[key] = parameters[key] - learning_rate * step
    return parameters, v, s, v_corrected, s_corrected
""",
        ),
        also_right(
            "dictionary_by_dictionary",
            "each quantity for all parameters at once, one after the other",
            code="""
def update_parameters_with_adam(
    parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    v = {d: old + (1 - beta1) * (grads[d] - old) for d, old in v.items()}
    s = {d: old + (1 - beta2) * (grads[d] * grads[d] - old) for d, old in s.items()}
    v_hat = {d: value / (1 - beta1**t) for d, value in v.items()}
    s_hat = {d: value / (1 - beta2**t) for d, value in s.items()}
    steps = {d: learning_rate * v_hat[d] / (s_hat[d] ** 0.5 + epsilon) for d in v}
    return {name: value - steps["d" + name] for name, value in parameters.items()}, v, s, v_hat, s_hat
""",
        ),
    ),
)
