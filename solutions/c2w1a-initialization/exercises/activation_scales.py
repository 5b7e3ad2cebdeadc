"""How widely each layer's activations are spread."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong


def scales_cases(rng: np.random.Generator) -> Iterable[Case]:
    def network(*sizes: int) -> dict[str, np.ndarray]:
        """Weights that keep signals alive, and biases that matter."""
        parameters = {}
        for layer, (n_prev, n) in enumerate(itertools.pairwise(sizes), start=1):
            parameters[f"W{layer}"] = rng.normal(0, 1.2, (n, n_prev))
            parameters[f"b{layer}"] = rng.uniform(0.2, 1.0, (n, 1))
        return parameters

    yield call(rng.normal(0.5, 1, (3, 6)), network(3, 4, 2), "relu", label="two layers of ReLU")
    yield call(rng.normal(0.3, 1, (2, 7)), network(2, 5, 3, 4), "tanh", label="three layers of tanh")
    yield call(rng.normal(-1, 1, (4, 5)), network(4, 3), activation="linear", label="one layer without an activation")
    yield call(rng.normal(0, 1, (5, 4)), network(5, 2, 6, 3, 2), "relu", label="four layers of ReLU")


ROUNDS = "range(1, len(parameters) // 2 + 1)"
FORWARD = 'ACTIVATIONS[activation](parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])'
DEVIATION = "np.std(A)"

SCALES = Exercise(
    name="activation_scales",
    cases=scales_cases,
    hints=(
        "It is the forward pass that you know, with one more thing to do in every layer. What goes into layer 2?",
        "Keep one variable A that holds the last activations; it begins as X. In each round replace A by the next "
        "layer's activations and note its spread.",
        "There are len(parameters) // 2 layers, for each has a W and a b. `np.std(A)` is over all entries of A.",
    ),
    variants=(
        wrong(
            "always_from_the_inputs",
            "Every layer is fed with X. Layer 2 takes what layer 1 gave, and so on.",
            (
                FORWARD,
                'ACTIVATIONS[activation](parameters[f"W{layer}"] @ X + parameters[f"b{layer}"])',
            ),
        ),
        wrong(
            "biases_forgotten",
            "The biases were left out: Z = W A + b.",
            (' + parameters[f"b{layer}"]', ""),
        ),
        wrong(
            "biases_subtracted",
            "The biases were subtracted: Z = W A + b.",
            (' + parameters[f"b{layer}"]', ' - parameters[f"b{layer}"]'),
        ),
        wrong(
            "biases_after_the_activation",
            "The biases were added after the activation function. They belong to Z: A = g(W A + b).",
            (FORWARD, 'ACTIVATIONS[activation](parameters[f"W{layer}"] @ A) + parameters[f"b{layer}"]'),
        ),
        wrong(
            "before_the_activation",
            "The spread of Z was noted, before the activation function. It is that of A = g(Z) that counts.",
            (
                FORWARD,
                'parameters[f"W{layer}"] @ A + parameters[f"b{layer}"]',
            ),
            (f"scales.append({DEVIATION})", "scales.append(np.std(A))\n        A = ACTIVATIONS[activation](A)"),
        ),
        wrong(
            "no_activation",
            "The activation function was left out everywhere.",
            (FORWARD, 'parameters[f"W{layer}"] @ A + parameters[f"b{layer}"]'),
        ),
        wrong(
            "always_relu",
            "Every network is taken for one with ReLU. Which function it has stands in `activation`.",
            ("ACTIVATIONS[activation]", 'ACTIVATIONS["relu"]'),
        ),
        wrong(
            "always_tanh",
            "Every network is taken for one with tanh. Which function it has stands in `activation`.",
            ("ACTIVATIONS[activation]", 'ACTIVATIONS["tanh"]'),
        ),
        wrong(
            "variance",
            "This is the variance. The standard deviation is its root.",
            ("np.std(", "np.var("),
        ),
        wrong(
            "mean_square_root",
            "This is the root of the mean square. The standard deviation is measured from the mean.",
            (DEVIATION, "np.sqrt(np.mean(A**2))"),
        ),
        wrong(
            "mean", "This is the mean of the activations. How widely they are spread says `np.std`.", ("std", "mean")
        ),
        wrong(
            "mean_of_units",
            "Each unit's deviation was taken, then their mean. Take the deviation of all entries together: units that "
            "lie apart from each other count too.",
            (DEVIATION, "np.mean(np.std(A, axis=1))"),
        ),
        wrong(
            "mean_of_examples",
            "Each example's deviation was taken, then their mean. Take the deviation of all entries together.",
            (DEVIATION, "np.mean(np.std(A, axis=0))"),
        ),
        wrong(
            "one_for_each_unit",
            "There is one number for each unit. Wanted is one for the whole layer: no `axis`.",
            (DEVIATION, "np.std(A, axis=1)"),
        ),
        wrong(
            "m_minus_one",
            "This deviation divides by the number of entries less one (`ddof=1`). `np.std` as it stands was meant.",
            (DEVIATION, "np.std(A, ddof=1)"),
        ),
        wrong(
            "inputs_counted",
            "The inputs were counted as a layer: there is one number too many, the first.",
            ("scales = []", "scales = [np.std(X)]"),
        ),
        wrong(
            "last_layer_missing",
            "The last layer is missing: `range(1, n)` stops at n - 1.",
            (ROUNDS, "range(1, len(parameters) // 2)"),
        ),
        wrong(
            "last_layer_without_activation",
            "The last layer got no activation function. Here all layers have it.",
            (
                FORWARD,
                '(ACTIVATIONS[activation] if layer < len(parameters) // 2 else lambda Z: Z)(parameters[f"W{layer}"] @ A'
                ' + parameters[f"b{layer}"])',
            ),
        ),
        wrong(
            "inputs_of_each_layer",
            "Each number is the spread of what goes *into* a layer. Note it after the layer's forward step.",
            (
                f"A = {FORWARD}\n        scales.append({DEVIATION})",
                f"scales.append({DEVIATION})\n        A = {FORWARD}",
            ),
        ),
        wrong(
            "only_the_last",
            "One number comes back, the last layer's. Wanted is a list with one for every layer.",
            ("return scales", "return scales[-1]"),
        ),
        wrong(
            "activations_returned",
            "The activations themselves come back. Wanted is how widely they are spread, one number for each layer.",
            (DEVIATION, "A"),
        ),
        wrong(
            "transposed_weights",
            "The weights were transposed. Wl has one row per unit, so W A needs no transpose here.",
            ('parameters[f"W{layer}"] @ A', 'parameters[f"W{layer}"].T @ A'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (ROUNDS, "range(1, L + 1)")),
    ),
    accepted=(
        accepted(
            "as_array",
            "An array comes back; a list was meant.",
            ("return scales", "return np.array(scales)"),
        ),
    ),
    alternatives=(
        also_right(
            "written_out",
            "the deviation from its definition, the functions chosen by hand",
            code="""
def activation_scales(X, parameters, activation):
    L = len(parameters) // 2
    A, scales = X, []
    for layer in range(L):
        Z = np.dot(parameters["W" + str(layer + 1)], A) + parameters["b" + str(layer + 1)]
        if activation == "relu":
            A = Z * (Z > 0)
        elif activation == "tanh":
            A = np.tanh(Z)
        else:
            A = Z
        scales.append(float(np.sqrt(((A - A.mean()) ** 2).mean())))
    return scales
""",
        ),
        also_right(
            "all_activations_first",
            "a list of activations, then their deviations",
            code="""
def activation_scales(X, parameters, activation):
    g = ACTIVATIONS[activation]
    layers, layer = [X], 1
    while f"W{layer}" in parameters:
        layers.append(g(np.matmul(parameters[f"W{layer}"], layers[-1]) + parameters[f"b{layer}"]))
        layer += 1
    return [A.std() for A in layers[1:]]
""",
        ),
    ),
)
