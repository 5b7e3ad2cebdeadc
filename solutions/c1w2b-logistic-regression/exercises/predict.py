"""From probabilities to decisions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, equal, wrong


def predict_cases(rng: np.random.Generator) -> Iterable[Case]:
    def decided(n_x: int, m: int) -> tuple[np.ndarray, float, np.ndarray]:
        """Scores on both sides of 0, far enough from every threshold in use that rounding cannot decide.

        A few lie between 0 and 0.5, so that a threshold on the score shows. For some, w·x and w·x + b have different
        signs, so that a missing bias shows.
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
    # Exactly 0.5: with zero weights, every order of summation gives a score of exactly 0.
    X = rng.normal(0, 1, (2, 3))
    yield call(np.zeros((2, 1)), 0.0, X, check=equal(), label="probabilities of exactly 0.5")


DECIDE = "return (A > 0.5).astype(float)"

PREDICT = Exercise(
    name="predict",
    cases=predict_cases,
    uses=("sigmoid",),
    hints=(
        "Start as in `propagate`: compute a row of probabilities, one per example.",
        "Comparing an array with a number gives an array of True and False. How do you turn these into 1 and 0?",
        "At exactly one half the answer is 0. Which comparison does that?",
    ),
    variants=(
        wrong("bias_forgotten", "The scores leave out the bias.", ("np.dot(w.T, X) + b", "np.dot(w.T, X)")),
        wrong(
            "tie_gives_one",
            "Only one thing is wrong: a probability of exactly 0.5 should give 0, so the comparison is `>`, not `>=`.",
            ("A > 0.5", "A >= 0.5"),
        ),
        wrong(
            "probabilities",
            "These are the probabilities. Return 1 for each one above one half, and 0 otherwise.",
            (DECIDE, "return A"),
        ),
        wrong(
            "threshold_on_score",
            "The threshold 0.5 is for the probability; you compared it with the score, before the sigmoid.",
            ("sigmoid(np.dot(w.T, X) + b)", "np.dot(w.T, X) + b"),
        ),
        wrong(
            "always_one",
            "Every example came out as 1. A probability is always above 0, so compare it with 0.5. (Applying the "
            "sigmoid twice has the same effect.)",
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
            (DECIDE, "return np.where(A > 0.5, 1.0, -1.0)"),
        ),
        wrong(
            "without_first_axis",
            "An axis is missing: the shape should be (1, m).",
            (DECIDE, "return (A > 0.5).astype(float)[0]"),
        ),
        wrong(
            "as_column",
            "The predictions form a column. They should form a row, (1, m).",
            (DECIDE, "return (A > 0.5).astype(float).T"),
        ),
        wrong(
            "loop_over_inputs",
            "The loop runs over the inputs, `X.shape[0]`. It should run over the examples, `X.shape[1]`.",
            (
                DECIDE,
                "Y = np.zeros((1, X.shape[1]))\n    for i in range(X.shape[0]):\n"
                "        Y[0, i] = A[0, i] > 0.5\n    return Y",
            ),
        ),
        wrong(
            "one_answer_for_all",
            "You returned one answer for all examples together. Decide for each example.",
            (DECIDE, "return np.array([[float(np.mean(A) > 0.5)]])"),
        ),
        wrong(
            "first_example_alone",
            "Only the first example was decided; the rest stayed 0.",
            (DECIDE, "Y = np.zeros((1, X.shape[1]))\n    Y[0, 0] = A[0, 0] > 0.5\n    return Y"),
        ),
        wrong(
            "weights_not_transposed",
            "`np.dot(w, X)` has shapes that do not fit: (n_x, 1) times (n_x, m). For one score per example, "
            "transpose w.",
            ("np.dot(w.T, X)", "np.dot(w, X)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.dot(w.T, X)", 'np.dot(params["w"].T, X)')),
    ),
    accepted=(
        accepted("booleans", "You returned True and False; please return 1 and 0.", (DECIDE, "return A > 0.5")),
        accepted("as_list", "You returned a list; please return an array.", (DECIDE, DECIDE + ".tolist()")),
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
            "the sigmoid is above one half where the score is above 0",
            code="def predict(w, b, X):\n    return np.where(w.T @ X + b > 0, 1.0, 0.0)\n",
        ),
    ),
    # Real numbers instead of decisions: the result shows which parameters and inputs it was called with.
    stand_in="""
def predict(w, b, X):
    return np.dot(w.T, X) - 0.5 * b
""",
)
