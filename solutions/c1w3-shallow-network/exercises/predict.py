"""From probabilities to decisions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, equal, wrong

from .common import cache_of, network


def predict_cases(rng: np.random.Generator) -> Iterable[Case]:
    def decided(n_x: int, n_h: int, m: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """Scores on both sides of 0, with 0 in the middle of a wide gap, so that rounding cannot decide.

        Some are between 0 and 0.5, so that a threshold on the score shows.
        """
        X, parameters = rng.normal(0, 1.5, (n_x, m)), network(rng, n_x, n_h, 1)
        scores = np.sort((cache_of(X, parameters)["Z2"] - parameters["b2"])[0])
        middle = scores[m // 4 : m - m // 4]
        widest = int(np.argmax(np.diff(middle)))
        parameters["b2"] = np.array([[-(middle[widest] + middle[widest + 1]) / 2]])
        return parameters, X

    yield call(*decided(2, 4, 19), check=equal(), label="2 inputs, 4 hidden neurons, 19 examples")
    yield call(*decided(5, 3, 17), check=equal(), label="more inputs than hidden neurons")
    parameters, X = decided(3, 6, 8)
    yield call(parameters, X[:, :1], check=equal(), label="a single example")
    # Exactly 0.5: with parameters of 0, every order of summation gives a score of exactly 0.
    zeros = {name: np.zeros_like(value) for name, value in network(rng, 3, 2, 1).items()}
    yield call(zeros, rng.normal(size=(3, 5)), check=equal(), label="probabilities of exactly 0.5")


DECIDE = "return A2 > 0.5"
CALL = "A2, _ = forward_propagation(X, parameters)"

PREDICT = Exercise(
    name="predict",
    cases=predict_cases,
    uses=("forward_propagation",),
    hints=(
        "Which of your functions turns inputs and parameters into probabilities? It returns a pair.",
        "Comparing an array with a number gives an array of True and False, and that is all you need.",
        "At exactly one half the answer is False. Which comparison does that?",
    ),
    variants=(
        *(
            wrong(
                f"threshold_{name}",
                f"The threshold is {number} here. It should be one half.",
                ("A2 > 0.5", f"A2 > {number}"),
            )
            for name, number in (("too_low", 0.4), ("too_high", 0.6))
        ),
        wrong(
            "largest_decides",
            "One answer for all: `np.max` looks at the whole row. Decide for each example.",
            ("A2 > 0.5", "np.max(A2) > 0.5"),
        ),
        wrong(
            "tie_gives_one",
            "Only one thing is wrong: a probability of exactly 0.5 should give False, so the comparison is `>`, "
            "not `>=`.",
            ("A2 > 0.5", "A2 >= 0.5"),
        ),
        wrong(
            "inverted",
            "The two classes are swapped: return True where the probability is *above* one half.",
            ("A2 > 0.5", "A2 < 0.5"),
        ),
        wrong(
            "probabilities",
            "These are the probabilities. Return True for each one above one half, and False otherwise.",
            (DECIDE, "return A2"),
        ),
        wrong(
            "always_one",
            "Every example came out as True. A probability is always above 0, so compare it with 0.5.",
            ("A2 > 0.5", "A2 > 0"),
        ),
        wrong(
            "threshold_on_score",
            "The threshold 0.5 is for the probability A2; you compared it with the score Z2.",
            (DECIDE, 'return forward_propagation(X, parameters)[1]["Z2"] > 0.5'),
        ),
        wrong(
            "hidden_layer_decides",
            "The result has one row per hidden neuron: you made the decision with A1. The output is A2.",
            (DECIDE, 'return forward_propagation(X, parameters)[1]["A1"] > 0.5'),
        ),
        wrong(
            "arguments_exchanged",
            "`forward_propagation` takes X first, then the parameters.",
            (CALL, "A2, _ = forward_propagation(parameters, X)"),
        ),
        wrong(
            "pair_not_unpacked",
            "`forward_propagation` returns two things, A2 and the cache. Use the first.",
            (CALL, "A2 = forward_propagation(X, parameters)"),
        ),
        wrong(
            "order_of_the_pair",
            "`forward_propagation` returns A2 first, then the cache.",
            (CALL, "_, A2 = forward_propagation(X, parameters)"),
        ),
        wrong(
            "minus_one",
            "The classes are True and False here, or 1 and 0, not 1 and -1.",
            (DECIDE, "return np.where(A2 > 0.5, 1, -1)"),
        ),
        wrong(
            "without_first_axis", "An axis is missing: the shape should be (1, m).", (DECIDE, "return (A2 > 0.5)[0]")
        ),
        wrong(
            "as_column",
            "The predictions form a column. They should form a row, (1, m).",
            (DECIDE, "return (A2 > 0.5).T"),
        ),
        wrong(
            "one_answer_for_all",
            "You returned one answer for all examples together. Decide for each example.",
            (DECIDE, "return np.array([[bool(np.mean(A2) > 0.5)]])"),
        ),
        wrong(
            "above_the_mean",
            "You used the mean of the probabilities as the threshold. The threshold is always one half.",
            ("A2 > 0.5", "A2 > np.mean(A2)"),
        ),
        wrong(
            "truncated",
            "`astype(int)` drops everything after the decimal point, so every probability becomes 0. Compare "
            "with one half.",
            (DECIDE, "return A2.astype(int)"),
        ),
        wrong(
            "positions",
            "These are the positions where the answer is True. Return an answer for every example.",
            (DECIDE, "return np.flatnonzero(A2 > 0.5)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (CALL, "A2, _ = forward_propagation(X_test, parameters)")),
    ),
    accepted=(
        accepted(
            "ones_and_zeros",
            "You returned 1 and 0, which is fine. True and False need no conversion.",
            (DECIDE, "return (A2 > 0.5).astype(int)"),
        ),
        accepted("as_list", "You returned a list; please return an array.", (DECIDE, "return (A2 > 0.5).tolist()")),
    ),
    alternatives=(
        also_right(
            "rounded", "np.round takes 0.5 to the even number, which is 0", (DECIDE, "return np.round(A2) == 1")
        ),
        also_right(
            "by_keyword",
            "forward_propagation called by keyword; the comparison reversed",
            code="""
def predict(parameters, X):
    probabilities = forward_propagation(X=X, parameters=parameters)[0]
    predictions = np.less(0.5, probabilities)
    return predictions
""",
        ),
        also_right(
            "loop",
            "one example at a time",
            code="""
def predict(parameters, X):
    A2, _ = forward_propagation(X, parameters)
    predictions = np.zeros((1, X.shape[1]), dtype=bool)
    for i in range(X.shape[1]):
        predictions[0, i] = A2[0, i] > 0.5
    return predictions
""",
        ),
    ),
)
