"""From probabilities to decisions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, equal, wrong

from .common import cache_of, network


def predict_cases(rng: np.random.Generator) -> Iterable[Case]:
    def decided(n_x: int, n_h: int, m: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """Scores on both sides of 0, in the middle of the widest gap between the middle ones: no rounding decides.

        Some lie between 0 and 0.5, so that a threshold put on the score shows.
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
    # Exactly 0.5: with parameters of 0 every way of adding up gives a score of exactly 0.
    zeros = {name: np.zeros_like(value) for name, value in network(rng, 3, 2, 1).items()}
    yield call(zeros, rng.normal(size=(3, 5)), check=equal(), label="probabilities of exactly 0.5")


DECIDE = "return A2 > 0.5"
CALL = "A2, _ = forward_propagation(X, parameters)"

PREDICT = Exercise(
    name="predict",
    cases=predict_cases,
    uses=("forward_propagation",),
    hints=(
        "Which function of yours turns inputs and parameters into probabilities? It gives back a pair.",
        "Comparing an array with a number gives an array of True and False, and that is all that is wanted.",
        "At exactly one half the answer is False. Which comparison says that?",
    ),
    variants=(
        wrong(
            "tie_gives_one",
            "Right but for one place: a probability of exactly 0.5 should give False, so the comparison is `>`, not "
            "`>=`.",
            ("A2 > 0.5", "A2 >= 0.5"),
        ),
        wrong(
            "inverted",
            "The two classes are exchanged: True where the probability is *above* one half.",
            ("A2 > 0.5", "A2 < 0.5"),
        ),
        wrong(
            "probabilities",
            "These are the probabilities. Decide for each whether it is above one half.",
            (DECIDE, "return A2"),
        ),
        wrong(
            "always_one",
            "Every example came out as True. A probability is always above 0: the border is 0.5.",
            ("A2 > 0.5", "A2 > 0"),
        ),
        wrong(
            "threshold_on_score",
            "The threshold 0.5 belongs to the probability A2; here it was put on the score Z2.",
            (DECIDE, 'return forward_propagation(X, parameters)[1]["Z2"] > 0.5'),
        ),
        wrong(
            "hidden_layer_decides",
            "There is one row per hidden neuron: the decision was made on A1. The output is A2.",
            (DECIDE, 'return forward_propagation(X, parameters)[1]["A1"] > 0.5'),
        ),
        wrong(
            "arguments_exchanged",
            "`forward_propagation` takes X first, then the parameters.",
            (CALL, "A2, _ = forward_propagation(parameters, X)"),
        ),
        wrong(
            "pair_not_unpacked",
            "`forward_propagation` gives back two things, A2 and the cache: take the first of them.",
            (CALL, "A2 = forward_propagation(X, parameters)"),
        ),
        wrong(
            "order_of_the_pair",
            "`forward_propagation` gives back A2 first, then the cache.",
            (CALL, "_, A2 = forward_propagation(X, parameters)"),
        ),
        wrong(
            "minus_one",
            "The classes are called True and False here, or 1 and 0, not 1 and -1.",
            (DECIDE, "return np.where(A2 > 0.5, 1, -1)"),
        ),
        wrong(
            "without_first_axis", "One axis is missing: the shape should be (1, m).", (DECIDE, "return (A2 > 0.5)[0]")
        ),
        wrong(
            "as_column",
            "The predictions stand in a column. They should lie in a row, (1, m).",
            (DECIDE, "return (A2 > 0.5).T"),
        ),
        wrong(
            "one_answer_for_all",
            "One answer came back for all examples together. Decide for each.",
            (DECIDE, "return np.array([[bool(np.mean(A2) > 0.5)]])"),
        ),
        wrong(
            "above_the_mean",
            "The border was put at the mean of the probabilities. It is one half, whatever the others are.",
            ("A2 > 0.5", "A2 > np.mean(A2)"),
        ),
        wrong(
            "truncated",
            "`astype(int)` cuts off what is behind the point, so every probability becomes 0. Compare with one half.",
            (DECIDE, "return A2.astype(int)"),
        ),
        wrong(
            "positions",
            "These are the places where the answer is True. An answer for every example is wanted.",
            (DECIDE, "return np.flatnonzero(A2 > 0.5)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (CALL, "A2, _ = forward_propagation(X_test, parameters)")),
    ),
    accepted=(
        accepted(
            "ones_and_zeros",
            "1 and 0 come back, which is fine; True and False say it without a conversion.",
            (DECIDE, "return (A2 > 0.5).astype(int)"),
        ),
        accepted("as_list", "A list comes back; an array was meant.", (DECIDE, "return (A2 > 0.5).tolist()")),
    ),
    alternatives=(
        also_right(
            "rounded", "np.round takes 0.5 to the even number, which is 0", (DECIDE, "return np.round(A2) == 1")
        ),
        also_right(
            "by_keyword",
            "the helper called by keyword; the comparison turned round",
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
