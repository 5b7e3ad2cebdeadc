"""From a trained network, of any depth, to decisions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, equal, wrong

from .common import ALONE


def trained(rng: np.random.Generator, layers_dims: tuple[int, ...], m: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Inputs (n_x, m) and parameters for which half of the examples are in class 1, none of them near the threshold.

    The scores nearest to 0 are +0.3 and -0.3: far enough for rounding not to matter, and near enough for a threshold of
    0.5 on the score to show.
    """
    while True:
        X = rng.normal(0, 1, (layers_dims[0], m))
        parameters, A = {}, X
        for layer, (n_prev, n) in enumerate(pairwise(layers_dims), 1):
            W = rng.normal(0, 1, (n, n_prev))
            b = rng.choice([-1, 1], (n, 1)) * rng.uniform(0.3, 0.8, (n, 1))
            parameters.update({f"W{layer}": W, f"b{layer}": b})
            scores, A = W @ A, np.maximum(W @ A + b, 0)
        below, above = np.sort(scores[0])[[m // 2 - 1, m // 2]]
        if above - below > 0.05:
            break
    stretch = 0.6 / (above - below)
    parameters.update({f"W{layer}": stretch * W, f"b{layer}": np.full((1, 1), -stretch * (above + below) / 2)})
    return X, parameters


def predict_cases(rng: np.random.Generator) -> Iterable[Case]:
    def asked(layers_dims: tuple[int, ...], m: int, known: bool = True) -> tuple[np.ndarray, np.ndarray | None, dict]:
        X, parameters = trained(rng, layers_dims, m)
        return X, rng.permutation(np.arange(m) % 2).reshape(1, m) if known else None, parameters

    yield call(*asked((4, 5, 1), 6), check=equal(), label="two layers")
    yield call(*asked((3, 6, 5, 1), 8), check=equal(), label="three layers")
    yield call(*asked((5, 1), 4), check=equal(), label="a single layer")
    yield call(*asked((2, 6, 4, 3, 1), 10, known=False), check=equal(), label="four layers, no labels")
    # Exactly 0.5: with zero weights, every order of summation gives a score of exactly 0.
    zeros = {"W1": np.zeros((3, 2)), "b1": np.zeros((3, 1)), "W2": np.zeros((1, 3)), "b2": np.zeros((1, 1))}
    yield call(rng.normal(0, 1, (2, 4)), np.array([[1, 0, 0, 1]]), zeros, check=equal(), label="exactly 0.5")


FORWARD = 'A, _ = layer_forward(A, parameters[f"W{layer}"], parameters[f"b{layer}"], activation)'
WHICH = 'activation = "sigmoid" if layer == L else "relu"'
DECIDE = "p = (A > 0.5).astype(float)"
RETURN = "return p"

PREDICT = Exercise(
    name="predict",
    unavoidable={
        "`X` never has a single column": "both models have one, and both classes must occur here",
        "`parameters` has at most 4 layers": "a deep network would decide by rounding",
    },
    cases=predict_cases,
    rules=(ALONE,),
    hints=(
        "A network of L layers has 2 L entries in its dictionary, so the dictionary tells you how deep it is.",
        "Use one name, A, for the values as they go through the layers: A starts as X, and each layer computes "
        "the next A from it.",
        'You can make the names "W1", "W2", ... in the loop: f"W{layer}". The activation is the sigmoid only '
        "when layer is L.",
        "Comparing an array with a number gives an array of True and False. At exactly one half the answer is 0. "
        "y is only for the printed line, and may be None.",
    ),
    variants=(
        wrong(
            "sigmoid_everywhere",
            "You used the sigmoid in every layer. All but the last use the ReLU, as in training.",
            (WHICH, 'activation = "sigmoid"'),
        ),
        wrong(
            "relu_everywhere",
            "You used the ReLU in every layer. The last layer uses the sigmoid, which gives a probability.",
            (WHICH, 'activation = "relu"'),
        ),
        wrong(
            "activations_exchanged",
            "The activations are swapped: the last layer uses the sigmoid, all others the ReLU.",
            ("layer == L", "layer < L"),
        ),
        wrong(
            "first_layer_sigmoid",
            "The sigmoid is for the last layer, not the first.",
            ("layer == L", "layer == 1"),
        ),
        wrong(
            "last_layer_missing",
            "The last layer was left out: `range(1, L)` ends at L - 1.",
            ("range(1, L + 1)", "range(1, L)"),
        ),
        wrong(
            "always_two_layers",
            "You assume that the network has two layers. Its dictionary tells you how many there are.",
            ("len(parameters) // 2", "2"),
        ),
        wrong(
            "no_such_layer",
            "Your code asks for a layer that does not exist. Layers are numbered from 1 to L, and L is half the "
            "length of the dictionary: each layer has two entries.",
            ("len(parameters) // 2", "len(parameters)"),
        ),
        wrong(
            "input_again",
            "Every layer takes X. From the second on, a layer takes the output of the previous one.",
            (FORWARD, FORWARD.replace("(A,", "(X,")),
        ),
        wrong(
            "pair_kept",
            "`layer_forward` returns a pair: the output, and a cache. Pass only the output on.",
            (FORWARD, FORWARD.replace("A, _", "A")),
        ),
        wrong(
            "tie_gives_one",
            "Only one thing is wrong: a probability of exactly 0.5 should give 0, so the comparison is `>`, not `>=`.",
            ("A > 0.5", "A >= 0.5"),
        ),
        wrong(
            "probabilities",
            "These are the probabilities. Return 1 for each one above one half, and 0 otherwise.",
            (DECIDE, "p = A"),
        ),
        wrong(
            "always_one",
            "Every example came out as 1. A probability is always above 0, so compare it with 0.5.",
            ("A > 0.5", "A > 0"),
        ),
        wrong(
            "inverted",
            "The two classes are swapped: return 1 where the probability is *above* one half.",
            ("A > 0.5", "A < 0.5"),
        ),
        wrong(
            "minus_one",
            "The classes are called 0 and 1 here, not -1 and 1.",
            (DECIDE, "p = np.where(A > 0.5, 1.0, -1.0)"),
        ),
        wrong(
            "accuracy_returned",
            "You returned the accuracy. Print it, and return the predictions.",
            (RETURN, "return np.mean(p == y)"),
        ),
        wrong(
            "right_or_wrong_returned",
            "You returned whether each prediction is right. Return the predictions themselves; y does not affect them.",
            (RETURN, "return (p == (0 if y is None else y)).astype(float)"),
        ),
        wrong(
            "labels_returned", "You returned the labels. Return the predictions of the network.", (RETURN, "return y")
        ),
        wrong(
            "labels_always_there",
            "y may be None if nobody knows the labels. Use it only if it is not None.",
            ("if y is not None:", "if len(y):"),
        ),
        wrong(
            "without_first_axis",
            "An axis is missing: the shape should be (1, m).",
            (RETURN, "return p[0]"),
        ),
        wrong("as_column", "The predictions form a column. They should form a row, (1, m).", (RETURN, "return p.T")),
        wrong(
            "one_answer_for_all",
            "You returned one answer for all examples together. Decide for each example.",
            (DECIDE, "p = np.array([[float(np.mean(A) > 0.5)]])"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("A = X\n", "A = X_test\n")),
    ),
    accepted=(
        accepted("booleans", "You returned True and False; please return 1 and 0.", (DECIDE, "p = A > 0.5")),
        accepted("as_list", "You returned a list; please return an array.", (RETURN, "return p.tolist()")),
    ),
    alternatives=(
        also_right(
            "own_layers",
            "matrix products written out; the sigmoid is above one half where the score is above 0",
            code="""
def predict(X, y, parameters):
    L = len([name for name in parameters if name.startswith("W")])
    for layer in range(1, L + 1):
        Z = parameters["W" + str(layer)] @ X + parameters["b" + str(layer)]
        X = np.maximum(0, Z)
    return np.where(Z > 0, 1, 0)
""",
        ),
        also_right(
            "loop_over_examples",
            "one example at a time, layers called by keyword",
            code="""
def predict(X, y, parameters):
    m = X.shape[1]
    n = len(parameters) // 2
    p = np.zeros((1, m))
    probas = X
    for l in range(n - 1):
        probas, cache = layer_forward(A_prev=probas, W=parameters[f"W{l + 1}"], b=parameters[f"b{l + 1}"],
                                      activation="relu")
    probas, cache = layer_forward(A_prev=probas, W=parameters["W" + str(n)], b=parameters["b" + str(n)],
                                  activation="sigmoid")
    for i in range(0, probas.shape[1]):
        if probas[0, i] > 0.5:
            p[0, i] = 1
        else:
            p[0, i] = 0
    if y is not None:
        print("Accuracy: " + str(np.sum((p == y) / m)))
    return p
""",
        ),
    ),
)
