"""From the inputs through the hidden layer to the output."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

from .common import network


def forward_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(n_x: int, n_h: int, m: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        return rng.normal(0, 1, (n_x, m)), network(rng, n_x, n_h, 1)

    yield call(*drawn(2, 4, 5), label="2 inputs, 4 hidden neurons, 5 examples")
    yield call(*drawn(5, 3, 2), label="more inputs than hidden neurons")
    yield call(*drawn(3, 6, 1), label="a single example")
    yield call(*drawn(1, 2, 7), label="a single input")


Z1 = 'Z1 = np.dot(parameters["W1"], X) + parameters["b1"]'
Z2 = 'Z2 = np.dot(parameters["W2"], A1) + parameters["b2"]'
A1, A2 = 'A1 = activation(Z1, "tanh")', 'A2 = activation(Z2, "sigmoid")'
CACHE = '{"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}'

FORWARD = Exercise(
    name="forward_propagation",
    cases=forward_cases,
    quantities=("Z1", "A1", "Z2", "A2"),
    uses=("activation",),
    hints=(
        "Four lines, one for each of Z1, A1, Z2, A2, from left to right. Each uses the one before it.",
        "Each layer does two things: a weighted sum plus a bias, and then its activation function. What goes *into* "
        "the second layer?",
        "W1 is (n_h, n_x) and X is (n_x, m): the matrix product needs no transpose. The bias (n_h, 1) is added to "
        "every column by itself.",
        'The hidden layer bends with "tanh", the output layer with "sigmoid".',
    ),
    variants=(
        wrong("b1_forgotten", "b1 is not added.", (Z1, Z1.removesuffix(' + parameters["b1"]'))),
        wrong("b2_forgotten", "b2 is not added.", (Z2, Z2.removesuffix(' + parameters["b2"]'))),
        wrong(
            "biases_forgotten",
            "The biases are not added, neither b1 nor b2.",
            (Z1, Z1.removesuffix(' + parameters["b1"]')),
            (Z2, Z2.removesuffix(' + parameters["b2"]')),
        ),
        wrong("b1_subtracted", "b1 is subtracted. It should be added.", (Z1, Z1.replace(" + ", " - "))),
        wrong("b2_subtracted", "b2 is subtracted. It should be added.", (Z2, Z2.replace(" + ", " - "))),
        wrong(
            "hidden_sigmoid",
            "The hidden layer bends with tanh here, not with the sigmoid.",
            (A1, A1.replace("tanh", "sigmoid")),
        ),
        wrong(
            "hidden_relu", "The hidden layer bends with tanh here, not with the ReLU.", (A1, A1.replace("tanh", "relu"))
        ),
        wrong(
            "output_tanh",
            "The output layer bends with the sigmoid: tanh runs from -1 to 1, and a probability is never negative.",
            (A2, A2.replace("sigmoid", "tanh")),
        ),
        wrong(
            "exchanged_activations",
            "The activation functions are exchanged: tanh belongs to the hidden layer, the sigmoid to the output.",
            (A1, A1.replace("tanh", "sigmoid")),
            (A2, A2.replace("sigmoid", "tanh")),
        ),
        wrong(
            "hidden_not_bent",
            "The hidden layer does not bend: A1 is Z1. Without an activation function two layers are no more than one.",
            (A1, "A1 = Z1"),
        ),
        wrong("output_not_bent", "A2 is the score Z2. The sigmoid makes a probability of it.", (A2, "A2 = Z2")),
        wrong(
            "Z2_from_Z1",
            "Z2 was worked out from Z1. The second layer takes what the first one gives, A1.",
            (Z2, Z2.replace("A1", "Z1")),
        ),
        wrong(
            "A2_from_A1",
            "A2 was worked out from A1. The output layer bends its own score, Z2.",
            (A2, A2.replace("Z2", "A1")),
        ),
        wrong(
            "A2_from_Z1",
            "A2 was worked out from Z1. The output layer bends its own score, Z2.",
            (A2, A2.replace("Z2", "Z1")),
        ),
        wrong(
            "entry_by_entry",
            "`*` multiplies entry by entry and adds nothing up. A layer needs the matrix product, `@` or `np.dot`.",
            (Z1, Z1.replace('np.dot(parameters["W1"], X)', 'parameters["W1"] * X')),
        ),
        wrong(
            "product_does_not_fit",
            "A matrix product does not fit. W1 is (n_h, n_x) and X is (n_x, m), W2 is (1, n_h) and A1 is (n_h, m): the "
            "weights stand first, nothing is transposed, and the second layer takes A1.",
            (Z1, Z1.replace('np.dot(parameters["W1"], X)', 'np.dot(X, parameters["W1"])')),
        ),
        wrong(
            "biases_summed",
            "b1 was added up before it was added. Each neuron has a bias of its own.",
            (Z1, Z1.replace('+ parameters["b1"]', '+ np.sum(parameters["b1"])')),
        ),
        wrong("order", "A2 comes first, then the cache.", (f"return A2, {CACHE}", f"return {CACHE}, A2")),
        wrong("cache_missing", "Only A2 comes back. The cache is wanted too.", (f"return A2, {CACHE}", "return A2")),
        wrong("cache_without_Z", "Z1 and Z2 are missing from the cache.", (CACHE, '{"A1": A1, "A2": A2}')),
        wrong(
            "cache_as_tuple",
            'The cache should be a dictionary with the keys "Z1", "A1", "Z2", "A2".',
            (CACHE, "(Z1, A1, Z2, A2)"),
        ),
        wrong(
            "cache_exchanged",
            "In the cache Z and A stand under each other's names: Z is before the activation function, A after it.",
            (CACHE, '{"Z1": A1, "A1": Z1, "Z2": A2, "A2": Z2}'),
        ),
        wrong(
            "decided",
            "A2 holds 0 and 1. Here the probabilities are wanted; deciding comes later.",
            ("return A2, {", "A2 = (A2 > 0.5).astype(float)\n    return A2, {"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (Z1, Z1.replace('parameters["W1"]', "W1"))),
    ),
    accepted=(
        accepted("as_list", "A list comes back; a pair was meant.", (f"return A2, {CACHE}", f"return [A2, {CACHE}]")),
        accepted(
            "more_in_the_cache",
            "There is more in the cache than was asked for.",
            (CACHE, CACHE.replace("}", ', "X": X}')),
        ),
    ),
    alternatives=(
        also_right(
            "unpacked",
            "parameters by name; np.tanh, and the sigmoid that is given",
            code="""
def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    b1 = parameters["b1"]
    W2 = parameters["W2"]
    b2 = parameters["b2"]
    Z1 = W1 @ X + b1
    A1 = np.tanh(Z1)
    Z2 = W2 @ A1 + b2
    A2 = sigmoid(z=Z2)
    assert(A2.shape == (1, X.shape[1]))
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
    return A2, cache
""",
        ),
        also_right(
            "one_example_at_a_time",
            "a loop over the columns",
            code="""
def forward_propagation(X, parameters):
    columns = {"Z1": [], "A1": [], "Z2": [], "A2": []}
    for x in X.T:
        z1 = parameters["W1"].dot(x) + parameters["b1"][:, 0]
        a1 = np.tanh(z1)
        z2 = parameters["W2"].dot(a1) + parameters["b2"][:, 0]
        for name, column in zip(columns, (z1, a1, z2, 1 / (1 + np.exp(-z2)))):
            columns[name].append(column)
    cache = {name: np.array(found).T for name, found in columns.items()}
    return cache["A2"], cache
""",
        ),
        also_right(
            "bias_as_weight",
            "the bias as the weight of an input that is always 1",
            code="""
def forward_propagation(X, parameters):
    cache, A = {}, X
    for layer, kind in enumerate(("tanh", "sigmoid"), start=1):
        W = np.hstack((parameters["W%d" % layer], parameters["b%d" % layer]))
        Z = np.matmul(W, np.vstack((A, np.ones((1, A.shape[1])))))
        A = activation(kind=kind, z=Z)
        cache["Z%d" % layer], cache["A%d" % layer] = Z, A
    return A, cache
""",
        ),
    ),
    # The same places and shapes, other curves; exactly 0.5 where all parameters are 0.
    stand_in="""
def forward_propagation(X, parameters):
    Z1 = np.dot(parameters["W1"], X) + parameters["b1"]
    A1 = Z1 / (1 + np.abs(Z1))
    Z2 = 0.9 * np.dot(parameters["W2"], A1) + parameters["b2"]
    A2 = 0.5 + 0.45 * Z2 / (1 + np.abs(Z2))
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
""",
)
