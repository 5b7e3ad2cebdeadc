"""The standard deviation of each layer's activations."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong


def scales_cases(rng: np.random.Generator) -> Iterable[Case]:
    def network(*sizes: int) -> dict[str, np.ndarray]:
        """Weights that do not let the signal vanish, and biases large enough to matter."""
        parameters = {}
        for layer, (n_prev, n) in enumerate(itertools.pairwise(sizes), start=1):
            parameters[f"W{layer}"] = rng.normal(0, 1.2, (n, n_prev))
            parameters[f"b{layer}"] = rng.uniform(0.2, 1.0, (n, 1))
        return parameters

    yield call(rng.normal(0.5, 1, (3, 6)), network(3, 4, 2), "relu", label="two layers of ReLU")
    yield call(rng.normal(0.3, 1, (2, 7)), network(2, 5, 3, 4), "tanh", label="three layers of tanh")
    yield call(rng.normal(-1, 1, (4, 5)), network(4, 3), activation="linear", label="one layer without an activation")
    yield call(rng.normal(0, 1, (5, 4)), network(5, 2, 6, 3, 2), "relu", label="four layers of ReLU")
    # Sorted as text, W10 comes before W2.
    yield call(rng.normal(0, 1, (3, 4)), network(3, *[3] * 11, 2), "tanh", label="twelve layers of tanh")
    yield call(rng.normal(0, 1, (4, 1)), network(4, 5, 3), "tanh", label="a single example")


LOOP = "for layer in range(1, len(parameters) // 2 + 1):"
ROUNDS = "range(1, len(parameters) // 2 + 1)"
FORWARD = 'ACTIVATIONS[activation](parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])'
DEVIATION = "np.std(A)"

SCALES = Exercise(
    name="activation_scales",
    cases=scales_cases,
    hints=(
        "This is the forward pass you know, with one extra step in every layer. What is the input of layer 2?",
        "Keep one variable A for the latest activations; it starts as X. In each round, replace A with the next "
        "layer's activations and record their standard deviation.",
        "There are len(parameters) // 2 layers, because each has a W and a b. `np.std(A)` covers all entries of A.",
    ),
    variants=(
        wrong(
            "sorted_names",
            "The layers come in the order of the alphabet, where W10 is before W2. Count them with `range`.",
            (LOOP, 'for layer in [name[1:] for name in sorted(parameters) if name[0] == "W"]:'),
        ),
        wrong(
            "always_from_the_inputs",
            "Every layer gets X as its input. Layer 2 should get the activations of layer 1, and so on.",
            (
                FORWARD,
                'ACTIVATIONS[activation](parameters[f"W{layer}"] @ X + parameters[f"b{layer}"])',
            ),
        ),
        wrong(
            "biases_forgotten",
            "The biases are missing: Z = W A + b.",
            (' + parameters[f"b{layer}"]', ""),
        ),
        wrong(
            "biases_subtracted",
            "The biases are subtracted. Add them: Z = W A + b.",
            (' + parameters[f"b{layer}"]', ' - parameters[f"b{layer}"]'),
        ),
        wrong(
            "biases_after_the_activation",
            "The biases are added after the activation function. They are part of Z: A = g(W A + b).",
            (FORWARD, 'ACTIVATIONS[activation](parameters[f"W{layer}"] @ A) + parameters[f"b{layer}"]'),
        ),
        wrong(
            "before_the_activation",
            "This is the spread of Z, before the activation function. Measure A = g(Z) instead.",
            (
                FORWARD,
                'parameters[f"W{layer}"] @ A + parameters[f"b{layer}"]',
            ),
            (f"scales.append({DEVIATION})", "scales.append(np.std(A))\n        A = ACTIVATIONS[activation](A)"),
        ),
        wrong(
            "no_activation",
            "The activation function is missing in every layer.",
            (FORWARD, 'parameters[f"W{layer}"] @ A + parameters[f"b{layer}"]'),
        ),
        wrong(
            "always_relu",
            "ReLU is used for every network. The function to use is named in `activation`.",
            ("ACTIVATIONS[activation]", 'ACTIVATIONS["relu"]'),
        ),
        wrong(
            "always_tanh",
            "tanh is used for every network. The function to use is named in `activation`.",
            ("ACTIVATIONS[activation]", 'ACTIVATIONS["tanh"]'),
        ),
        wrong(
            "variance",
            "This is the variance. The standard deviation is its square root.",
            ("np.std(", "np.var("),
        ),
        wrong(
            "mean_square_root",
            "This is the root of the mean square. The standard deviation measures the distance from the mean.",
            (DEVIATION, "np.sqrt(np.mean(A**2))"),
        ),
        wrong("mean", "This is the mean of the activations. `np.std` measures their spread.", ("std", "mean")),
        wrong(
            "mean_of_units",
            "This is the mean of the units' standard deviations. Take one over all entries: differences between units "
            "count too.",
            (DEVIATION, "np.mean(np.std(A, axis=1))"),
        ),
        wrong(
            "mean_of_examples",
            "This is the mean of the examples' standard deviations. Take one standard deviation over all entries.",
            (DEVIATION, "np.mean(np.std(A, axis=0))"),
        ),
        wrong(
            "one_for_each_unit",
            "There is one number for each unit. Return one for the whole layer: no `axis`.",
            (DEVIATION, "np.std(A, axis=1)"),
        ),
        wrong(
            "m_minus_one",
            "This standard deviation divides by the number of entries minus one (`ddof=1`). Use the default of "
            "`np.std`.",
            (DEVIATION, "np.std(A, ddof=1)"),
        ),
        wrong(
            "inputs_counted",
            "The inputs are counted as a layer, so the list has an extra first number.",
            ("scales = []", "scales = [np.std(X)]"),
        ),
        wrong(
            "last_layer_missing",
            "The last layer is missing: `range(1, n)` stops at n - 1.",
            (ROUNDS, "range(1, len(parameters) // 2)"),
        ),
        wrong(
            "last_layer_without_activation",
            "The last layer has no activation function. Here every layer has one.",
            (
                FORWARD,
                '(ACTIVATIONS[activation] if layer < len(parameters) // 2 else lambda Z: Z)(parameters[f"W{layer}"] @ A'
                ' + parameters[f"b{layer}"])',
            ),
        ),
        wrong(
            "inputs_of_each_layer",
            "Each number is the spread of a layer's *input*. Record it after the layer's forward step.",
            (
                f"A = {FORWARD}\n        scales.append({DEVIATION})",
                f"scales.append({DEVIATION})\n        A = {FORWARD}",
            ),
        ),
        wrong(
            "only_the_last",
            "Only the last layer's number is returned. Return a list with one number for every layer.",
            ("return scales", "return scales[-1]"),
        ),
        wrong(
            "activations_returned",
            "The activations themselves are returned. Return their standard deviations, one number for each layer.",
            (DEVIATION, "A"),
        ),
        wrong(
            "transposed_weights",
            "The weights are transposed. Wl has one row per unit, so W A needs no transpose here.",
            ('parameters[f"W{layer}"] @ A', 'parameters[f"W{layer}"].T @ A'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (ROUNDS, "range(1, L + 1)")),
    ),
    accepted=(
        accepted(
            "as_array",
            "You return an array; the docstring asks for a list.",
            ("return scales", "return np.array(scales)"),
        ),
    ),
    alternatives=(
        also_right(
            "written_out",
            "the standard deviation from its definition, with the activation functions written out",
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
            "a list of all activations, then their standard deviations",
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
