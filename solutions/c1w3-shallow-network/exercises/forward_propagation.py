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
        "Four lines, one each for Z1, A1, Z2 and A2, from left to right. Each uses the one before it.",
        "Each layer does two things: first a weighted sum plus a bias, then its activation function. What is the "
        "input of the second layer?",
        "W1 is (n_h, n_x) and X is (n_x, m), so the matrix product needs no transpose. NumPy adds the bias (n_h, "
        "1) to every column.",
        'The activation of the hidden layer is "tanh", that of the output layer is "sigmoid".',
    ),
    variants=(
        wrong(
            "score_returned",
            "You returned the score Z2. Return the probability A2.",
            (f"return A2, {CACHE}", f"return Z2, {CACHE}"),
        ),
        wrong(
            "hidden_returned",
            "You returned A1, the hidden layer. Return A2.",
            (f"return A2, {CACHE}", f"return A1, {CACHE}"),
        ),
        wrong(
            "hidden_leaky_relu",
            "The hidden layer uses tanh here, not the leaky ReLU.",
            (A1, A1.replace("tanh", "leaky_relu")),
        ),
        wrong(
            "b1_transposed",
            "b1 is a column, one bias a neuron. Do not transpose it: NumPy adds it to every column.",
            (Z1, Z1 + ".T"),
        ),
        wrong("cache_Z2_is_A2", 'The cache has A2 under "Z2". Z2 is the score.', ('"Z2": Z2', '"Z2": A2')),
        wrong("cache_Z1_is_A1", 'The cache has A1 under "Z1". Z1 is the score.', ('"Z1": Z1', '"Z1": A1')),
        wrong("b1_forgotten", "b1 is not added.", (Z1, Z1.removesuffix(' + parameters["b1"]'))),
        wrong("b2_forgotten", "b2 is not added.", (Z2, Z2.removesuffix(' + parameters["b2"]'))),
        wrong(
            "biases_forgotten",
            "Neither b1 nor b2 is added.",
            (Z1, Z1.removesuffix(' + parameters["b1"]')),
            (Z2, Z2.removesuffix(' + parameters["b2"]')),
        ),
        wrong("b1_subtracted", "b1 is subtracted. Add it instead.", (Z1, Z1.replace(" + ", " - "))),
        wrong("b2_subtracted", "b2 is subtracted. Add it instead.", (Z2, Z2.replace(" + ", " - "))),
        wrong(
            "hidden_sigmoid",
            "The hidden layer uses tanh here, not the sigmoid.",
            (A1, A1.replace("tanh", "sigmoid")),
        ),
        wrong("hidden_relu", "The hidden layer uses tanh here, not the ReLU.", (A1, A1.replace("tanh", "relu"))),
        wrong(
            "output_tanh",
            "The output layer uses the sigmoid. tanh runs from -1 to 1, and a probability is never negative.",
            (A2, A2.replace("sigmoid", "tanh")),
        ),
        wrong(
            "exchanged_activations",
            "The activation functions are swapped: tanh is for the hidden layer, the sigmoid for the output layer.",
            (A1, A1.replace("tanh", "sigmoid")),
            (A2, A2.replace("sigmoid", "tanh")),
        ),
        wrong(
            "hidden_not_bent",
            "The hidden layer has no activation function: A1 equals Z1. Without one, two layers can do no more "
            "than one layer.",
            (A1, "A1 = Z1"),
        ),
        wrong(
            "output_not_bent", "A2 is the score Z2. Apply the sigmoid to turn it into a probability.", (A2, "A2 = Z2")
        ),
        wrong(
            "Z2_from_Z1",
            "Z2 was computed from Z1. The input of the second layer is A1.",
            (Z2, Z2.replace("A1", "Z1")),
        ),
        wrong(
            "A2_from_A1",
            "A2 was computed from A1. Apply the sigmoid to Z2.",
            (A2, A2.replace("Z2", "A1")),
        ),
        wrong(
            "A2_from_Z1",
            "A2 was computed from Z1. Apply the sigmoid to Z2.",
            (A2, A2.replace("Z2", "Z1")),
        ),
        wrong(
            "entry_by_entry",
            "`*` multiplies entry by entry and adds nothing up. A layer needs a matrix product, `@` or `np.dot`.",
            (Z1, Z1.replace('np.dot(parameters["W1"], X)', 'parameters["W1"] * X')),
        ),
        wrong(
            "product_does_not_fit",
            "The shapes of a matrix product do not fit. W1 is (n_h, n_x) and X is (n_x, m); W2 is (1, n_h) and "
            "A1 is (n_h, m). Put the weights first and transpose nothing.",
            (Z1, Z1.replace('np.dot(parameters["W1"], X)', 'np.dot(X, parameters["W1"])')),
        ),
        wrong(
            "biases_summed",
            "b1 was summed to one number. Each neuron has its own bias.",
            (Z1, Z1.replace('+ parameters["b1"]', '+ np.sum(parameters["b1"])')),
        ),
        wrong("order", "Return A2 first, then the cache.", (f"return A2, {CACHE}", f"return {CACHE}, A2")),
        wrong("cache_missing", "You returned only A2. Return the cache too.", (f"return A2, {CACHE}", "return A2")),
        wrong("cache_without_Z", "Z1 and Z2 are missing from the cache.", (CACHE, '{"A1": A1, "A2": A2}')),
        wrong(
            "cache_as_tuple",
            'The cache should be a dictionary with the keys "Z1", "A1", "Z2", "A2".',
            (CACHE, "(Z1, A1, Z2, A2)"),
        ),
        wrong(
            "cache_exchanged",
            "Z and A are stored under each other's keys in the cache: Z is before the activation function, A after it.",
            (CACHE, '{"Z1": A1, "A1": Z1, "Z2": A2, "A2": Z2}'),
        ),
        wrong(
            "decided",
            "A2 contains only 0 and 1. Return the probabilities; `predict` makes the decisions later.",
            ("return A2, {", "A2 = (A2 > 0.5).astype(float)\n    return A2, {"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (Z1, Z1.replace('parameters["W1"]', "W1"))),
    ),
    accepted=(
        accepted(
            "as_list", "You returned a list; please return a tuple.", (f"return A2, {CACHE}", f"return [A2, {CACHE}]")
        ),
        accepted(
            "more_in_the_cache",
            "The cache contains more than the exercise asks for.",
            (CACHE, CACHE.replace("}", ', "X": X}')),
        ),
    ),
    alternatives=(
        also_right(
            "unpacked",
            "a name for each parameter; np.tanh, and the sigmoid from the module",
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
    # The same keys and shapes, other curves; exactly 0.5 where all parameters are 0.
    stand_in="""
def forward_propagation(X, parameters):
    Z1 = np.dot(parameters["W1"], X) + parameters["b1"]
    A1 = Z1 / (1 + np.abs(Z1))
    Z2 = 0.9 * np.dot(parameters["W2"], A1) + parameters["b2"]
    A2 = 0.5 + 0.45 * Z2 / (1 + np.abs(Z2))
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
""",
)
