"""From probabilities to decisions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, equal, wrong


def predict_cases(rng: np.random.Generator) -> Iterable[Case]:
    def decided(n_x: int, m: int) -> tuple[np.ndarray, float, np.ndarray]:
        """Scores far enough from every threshold in use, on both sides of 0, that no rounding decides.

        A few lie between 0 and 0.5, so that a threshold put on the score shows; the signs of w·x and of w·x + b differ
        for some, so that the bias shows.
        """
        w = rng.normal(0, 1, (n_x, 1))
        b = float(rng.choice([-1, 1]) * rng.uniform(1.2, 1.8))
        wanted = rng.permutation(np.array([0.25, -0.25, b / 2, -b / 2, 2.5, -2.5, -0.3, 0.35, -3.0])[:m])
        X = rng.normal(0, 1, (n_x, m))
        X += w * ((wanted - b - w.T @ X) / np.sum(w**2))
        return w, b, X

    yield call(*decided(3, 7), check=equal(), label="3 inputs, 7 examples")
    yield call(*decided(6, 4), check=equal(), label="more inputs than examples")
    yield call(*decided(1, 5), check=equal(), label="a single input")
    yield call(*decided(4, 1), check=equal(), label="a single example")
    # Exactly 0.5: with zero weights every way of adding up gives a score of exactly 0.
    X = rng.normal(0, 1, (2, 3))
    yield call(np.zeros((2, 1)), 0.0, X, check=equal(), label="probabilities of exactly 0.5")


DECIDE = "return (A > 0.5).astype(float)"

PREDICT = Exercise(
    name="predict",
    cases=predict_cases,
    uses=("sigmoid",),
    hints=(
        "It begins as `propagate` does: a row of probabilities, one per example.",
        "Comparing an array with a number gives an array of True and False. What turns these into 1 and 0?",
        "At exactly one half the answer is 0. Which comparison says that?",
    ),
    variants=(
        wrong("bias_forgotten", "The bias does not enter the scores.", ("np.dot(w.T, X) + b", "np.dot(w.T, X)")),
        wrong(
            "tie_gives_one",
            "Right but for one place: a probability of exactly 0.5 should give 0, so the comparison is `>`, not `>=`.",
            ("A > 0.5", "A >= 0.5"),
        ),
        wrong(
            "probabilities",
            "These are the probabilities. Decide for each whether it is above one half.",
            (DECIDE, "return A"),
        ),
        wrong(
            "threshold_on_score",
            "The threshold 0.5 belongs to the probability; here it was put on the score, before the sigmoid.",
            ("sigmoid(np.dot(w.T, X) + b)", "np.dot(w.T, X) + b"),
        ),
        wrong(
            "always_one",
            "Every example came out as 1. A probability is always above 0: the border is 0.5. (Taking the sigmoid "
            "twice does the same.)",
            ("A > 0.5", "A > 0"),
        ),
        wrong(
            "inverted",
            "The two classes are exchanged: 1 where the probability is *above* one half.",
            ("A > 0.5", "A < 0.5"),
        ),
        wrong(
            "minus_one",
            "The classes are called 0 and 1 here, not -1 and 1.",
            (DECIDE, "return np.where(A > 0.5, 1.0, -1.0)"),
        ),
        wrong(
            "without_first_axis",
            "One axis is missing: the shape should be (1, m).",
            (DECIDE, "return (A > 0.5).astype(float)[0]"),
        ),
        wrong(
            "as_column",
            "The predictions stand in a column. They should lie in a row, (1, m).",
            (DECIDE, "return (A > 0.5).astype(float).T"),
        ),
        wrong(
            "loop_over_inputs",
            "The loop counts the inputs, `X.shape[0]`. It should count the examples, `X.shape[1]`.",
            (
                DECIDE,
                "Y = np.zeros((1, X.shape[1]))\n    for i in range(X.shape[0]):\n"
                "        Y[0, i] = A[0, i] > 0.5\n    return Y",
            ),
        ),
        wrong(
            "one_answer_for_all",
            "One answer came back for all examples together. Decide for each.",
            (DECIDE, "return np.array([[float(np.mean(A) > 0.5)]])"),
        ),
        wrong(
            "first_example_alone",
            "Only the first example was decided; the rest stayed 0.",
            (DECIDE, "Y = np.zeros((1, X.shape[1]))\n    Y[0, 0] = A[0, 0] > 0.5\n    return Y"),
        ),
        wrong(
            "weights_not_transposed",
            "`np.dot(w, X)` does not fit: (n_x, 1) times (n_x, m). One score per example needs w transposed.",
            ("np.dot(w.T, X)", "np.dot(w, X)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.dot(w.T, X)", 'np.dot(params["w"].T, X)')),
    ),
    accepted=(
        accepted("booleans", "True and False come back; 1 and 0 were meant.", (DECIDE, "return A > 0.5")),
        accepted("as_list", "A list comes back; an array was meant.", (DECIDE, DECIDE + ".tolist()")),
    ),
    alternatives=(
        also_right("integers", "whole numbers", (DECIDE, "return 1 * (A > 0.5)")),
        also_right("rounded", "np.round takes 0.5 to the even number, which is 0", (DECIDE, "return np.round(A)")),
        also_right(
            "loop",
            "one example at a time",
            code="""
def predict(w, b, X):
    m = X.shape[1]
    Y_prediction = np.zeros((1, m))
    w = w.reshape(X.shape[0], 1)
    A = sigmoid(w.T @ X + b)
    for i in range(A.shape[1]):
        if A[0, i] > 0.5:
            Y_prediction[0, i] = 1
        else:
            Y_prediction[0, i] = 0
    return Y_prediction
""",
        ),
        also_right(
            "by_score",
            "the sigmoid passes one half where the score passes 0",
            code="def predict(w, b, X):\n    return np.where(w.T @ X + b > 0, 1.0, 0.0)\n",
        ),
    ),
    # Real numbers, no decisions: whatever calls it shows with which parameters and inputs.
    stand_in="""
def predict(w, b, X):
    return np.dot(w.T, X) - 0.5 * b
""",
)
