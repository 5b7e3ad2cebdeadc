"""RMSprop: each parameter's step is scaled by the root of its average squared gradient."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import Case, Exercise, accepted, also_right, call, close, wrong

from .common import NO_GRADIENTS, QUANTITIES, SLOPES, network, slopes, squares, steps_astray, zeros

CHECK = close(keys="exact", names=["parameters", "s"])


def rmsprop_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(*sizes: int) -> tuple[Any, Any, Any]:
        parameters = network(rng, sizes)
        return parameters, slopes(rng, parameters), squares(rng, parameters)

    def between(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 3)

    rate = between(0.2, 0.6)
    yield call(*drawn(3, 4, 1), 0.9, rate, 1e-8, check=CHECK, label="2 layers, beta2 = 0.9")
    parameters, grads, _ = drawn(4, 2)
    first = (parameters, grads, zeros(parameters), between(0.6, 0.8), between(0.2, 0.6), 1e-8)
    yield call(*first, check=CHECK, label="the first step")
    beta2, rate = between(0.3, 0.45), between(0.6, 1.4)
    yield call(*drawn(2, 5, 4, 3), beta2, rate, epsilon=0.2, check=CHECK, label="3 layers, a large epsilon")
    yield call(*drawn(*[2, 3] * 6), 0.8, between(0.2, 0.6), 1e-6, check=CHECK, label="11 layers")
    parameters = network(rng, (3, 2))
    flat = {name: value * (rng.random(value.shape) < 0.5) for name, value in slopes(rng, parameters).items()}
    flat["dW1"][0, 1] = 0.0
    still = (parameters, flat, zeros(parameters), 0.99, between(0.05, 0.1), 1e-6)
    yield call(*still, check=CHECK, label="some gradients are 0, and always were")


SQUARES = 'squares["d" + name] = beta2 * s["d" + name] + (1 - beta2) * grads["d" + name] ** 2'
STEP = 'grads["d" + name] / (np.sqrt(squares["d" + name]) + epsilon)'
UPDATE = f"updated[name] = parameters[name] - learning_rate * {STEP}"
BACK = "return updated, squares"

RMSPROP = Exercise(
    name="update_parameters_with_rmsprop",
    cases=rmsprop_cases,
    quantities=(*SLOPES, *QUANTITIES),
    no_gradients=NO_GRADIENTS,
    hints=(
        "There are two lines for each parameter: the average of its squared gradients, then a step of the gradient "
        "over the root of that average.",
        "Squares and roots are taken entry by entry, so every parameter has its own scale: `grads[...] ** 2`, "
        "`np.sqrt(...)`.",
        "The step is `learning_rate * grad / (np.sqrt(s_new) + epsilon)`: epsilon is added to the root, not under it.",
    ),
    variants=(
        *steps_astray(UPDATE, STEP, BACK, "squares"),
        wrong(
            "not_squared",
            "The gradient in the average is not squared, so positive and negative ones cancel, and you may take the "
            "root of a negative number.",
            (SQUARES, SQUARES.replace(" ** 2", "")),
        ),
        wrong(
            "sizes_averaged",
            "The average is of the gradients' absolute values, not their squares.",
            (SQUARES, SQUARES.replace('grads["d" + name] ** 2', 'np.abs(grads["d" + name])')),
        ),
        wrong(
            "root_forgotten",
            "The root is missing: the step is the gradient over the *root* of s. Without it, large gradients give tiny "
            "steps.",
            ('np.sqrt(squares["d" + name])', 'squares["d" + name]'),
        ),
        wrong(
            "epsilon_inside",
            "epsilon is under the root. Add it to the root: sqrt(s) + epsilon. (Keras puts it inside; the root of 1e-8 "
            "is 1e-4, which is much larger.)",
            ('(np.sqrt(squares["d" + name]) + epsilon)', 'np.sqrt(squares["d" + name] + epsilon)'),
        ),
        wrong(
            "epsilon_forgotten",
            "epsilon is missing. Where the gradients have always been 0, this computes 0 / 0.",
            (" + epsilon", ""),
        ),
        wrong(
            "epsilon_outside_of_the_brackets",
            "epsilon is added to the quotient. Add it to the root, in the denominator: check the brackets.",
            ('(np.sqrt(squares["d" + name]) + epsilon)', 'np.sqrt(squares["d" + name]) + epsilon'),
        ),
        wrong("epsilon_fixed", "epsilon is hard-coded. Use the argument.", ("+ epsilon", "+ 1e-8")),
        wrong(
            "old_squares",
            "The step divides by the root of the average from before this gradient. Update the average first, then "
            "step.",
            ('np.sqrt(squares["d" + name])', 'np.sqrt(s["d" + name])'),
        ),
        wrong(
            "s_not_stored",
            "s is returned unchanged, so nothing is remembered for the next step. Return the new averages.",
            (BACK, "return updated, s"),
        ),
        wrong(
            "starts_anew",
            "The old s is not used, so every step starts from zero.",
            (SQUARES, 'squares["d" + name] = (1 - beta2) * grads["d" + name] ** 2'),
        ),
        wrong(
            "sum_of_squares",
            "The squared gradient has weight 1. Its weight should be 1 - beta2; otherwise s is a sum and not an "
            "average.",
            ("(1 - beta2) * grads", "grads"),
        ),
        wrong(
            "weights_exchanged",
            "The weights are swapped: beta2 is the weight of the old average.",
            (SQUARES, SQUARES.replace("beta2 * s", "(1 - beta2) * s").replace("+ (1 - beta2) *", "+ beta2 *")),
        ),
        wrong(
            "weight_squared_too",
            "Only the gradient is squared, not its weight 1 - beta2: check the brackets.",
            (
                SQUARES,
                SQUARES.replace('(1 - beta2) * grads["d" + name] ** 2', '((1 - beta2) * grads["d" + name]) ** 2'),
            ),
        ),
        wrong(
            "one_ruler_for_a_layer",
            "The squares are reduced to one number for the whole array. Each parameter has its own average: no sum and "
            "no mean.",
            (SQUARES, SQUARES.replace('grads["d" + name] ** 2', 'np.mean(grads["d" + name] ** 2)')),
        ),
        wrong(
            "squares_in_the_step",
            "The numerator has the squared gradient, so the step loses its sign. Use the gradient itself.",
            (UPDATE, UPDATE.replace('* grads["d" + name] /', '* grads["d" + name] ** 2 /')),
        ),
        wrong(
            "average_in_the_step",
            "The numerator has s. Use the gradient.",
            (UPDATE, UPDATE.replace('* grads["d" + name] /', '* squares["d" + name] /')),
        ),
        wrong(
            "multiplied_by_the_root",
            "The step is multiplied by the root, so steep directions take even longer steps. Divide.",
            ('grads["d" + name] / (', 'grads["d" + name] * ('),
        ),
        wrong(
            "corrected",
            "s is corrected for starting at 0. That belongs to Adam; RMSprop does not do it.",
            ('np.sqrt(squares["d" + name])', 'np.sqrt(squares["d" + name] / (1 - beta2))'),
        ),
        wrong(
            "beta2_fixed",
            "beta2 is hard-coded. Use the argument.",
            (SQUARES, SQUARES.replace("beta2", "0.9")),
        ),
        wrong("s_forgotten", "s is missing: return parameters and s.", (BACK, "return updated")),
        wrong("order_exchanged", "Return the parameters first, then s.", (BACK, "return squares, updated")),
    ),
    stores_into=("parameters", "s"),
    accepted=(
        accepted(
            "stored_in_place",
            "Your function stores the new values in the dictionaries it was given, so the caller cannot compare before "
            "and after. Start with new ones.",
            ("updated, squares = {}, {}", "updated, squares = parameters, s"),
        ),
    ),
    alternatives=(
        also_right(
            "layer_by_layer",
            "a loop over the layers, on copies",
            code="""
def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    parameters, s = dict(parameters), dict(s)
    for l in range(1, len(parameters) // 2 + 1):
        for kind in ("W", "b"):
            key = kind + str(l)
            g = grads["d" + key]
            s["d" + key] = beta2 * s["d" + key] + (1 - beta2) * np.square(g)
            parameters[key] = parameters[key] - learning_rate * (g / (s["d" + key] ** 0.5 + epsilon))
    return parameters, s
""",
        ),
        also_right(
            "towards_the_square",
            "the average moves towards the square; two comprehensions",
            code="""
def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    new = {key: old - (1 - beta2) * (old - grads[key] * grads[key]) for key, old in s.items()}
    rulers = {key: epsilon + np.sqrt(value) for key, value in new.items()}
    return {k: p - learning_rate / rulers["d" + k] * grads["d" + k] for k, p in parameters.items()}, new
""",
        ),
    ),
)
