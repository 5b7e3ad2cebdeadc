"""The training set's mean and deviation for every set."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, close, wrong


def normalize_cases(rng: np.random.Generator) -> Iterable[Case]:
    def inputs(n_x: int, m: int, shift: float = 0.0) -> np.ndarray:
        """Features of different centres and widths."""
        return features[:n_x, :1] + shift + features[:n_x, 1:] * rng.normal(size=(n_x, m))

    features = np.column_stack([rng.choice([-1, 1], 5) * rng.uniform(1, 6, 5), rng.uniform(0.3, 5, 5)])
    check = close(scale=10.0)
    # Another shift: a dev set of its own mean and deviation.
    yield call(inputs(3, 7), inputs(3, 4, 1.5), check=check, label="a dev set that lies elsewhere")
    own = inputs(2, 5)
    yield call(own, own, check=check, label="the training set itself")
    same_train, same = inputs(4, 6), inputs(4, 3)
    same_train[2] = rng.integers(2, 9)  # a whole number, whose mean is exact
    same[2] = same_train[2, 0] + np.array([0.0, 2.0, -1.0])
    yield call(same_train, same, check=check, label="a feature that never changes in the training set")
    yield call(inputs(5, 8), inputs(5, 1), check=check, label="a single new example")
    # A spread in millionths is small, and is one: whoever takes it for none only centres this feature.
    narrow = np.vstack([inputs(2, 7), 1e-6 * rng.normal(size=(1, 7))])
    yield call(narrow, narrow[:, ::-2] + [[1.0], [0.5], [1e-6]], check=check, label="a feature in millionths")


MU = "np.mean(X_train, axis=1, keepdims=True)"
SIGMA = "np.std(X_train, axis=1, keepdims=True)"
GUARD = "    sigma = np.where(sigma == 0, 1, sigma)\n"
SCALED = "(X - mu) / sigma"

NORMALIZE = Exercise(
    name="normalize_inputs",
    cases=normalize_cases,
    hints=(
        "Two numbers belong to each feature: where it lies and how wide it is. Which of the two arguments tells "
        "them? And which axis runs over the examples?",
        "`np.mean` and `np.std` along that axis, with `keepdims=True`, give columns that fit to X. Then subtract, "
        "then divide.",
        "A feature that never changes has sigma = 0. `np.where(condition, this, that)` chooses entry by entry: let "
        "such a sigma be 1.",
    ),
    variants=(
        wrong(
            "divided_by_variance",
            "The deviations were divided by the variance. It is the standard deviation, its root, that has the "
            "feature's own unit. (Slides of the lecture have this slip: x / sigma squared.)",
            ("np.std(", "np.var("),
        ),
        wrong(
            "statistics_of_X",
            "Mean and deviation were taken from X. Take them from the training set: a network that learned with one "
            "ruler must be asked with the same.",
            (MU, MU.replace("X_train", "X")),
            (SIGMA, SIGMA.replace("X_train", "X")),
        ),
        wrong(
            "mean_of_X",
            "The mean was taken from X. Take it from the training set, as the deviation.",
            (MU, MU.replace("X_train", "X")),
        ),
        wrong(
            "deviation_of_X",
            "The deviation was taken from X. Take it from the training set, as the mean.",
            (SIGMA, SIGMA.replace("X_train", "X")),
        ),
        wrong(
            "statistics_of_both",
            "Mean and deviation were taken from both sets together. The dev and test sets must stay unseen: take them "
            "from the training set alone.",
            (MU, "np.mean(np.hstack([X_train, X]), axis=1, keepdims=True)"),
            (SIGMA, "np.std(np.hstack([X_train, X]), axis=1, keepdims=True)"),
        ),
        wrong(
            "training_set_returned",
            "The training set was normalised. It is X that should come back normalised.",
            (SCALED, "(X_train - mu) / sigma"),
        ),
        wrong("not_centred", "The mean was not subtracted.", ("X - mu", "X")),
        wrong("mean_added", "The mean was added. Subtract it.", ("X - mu", "X + mu")),
        wrong("not_scaled", "The features were centred, and not divided by their deviation.", (" / sigma", "")),
        wrong("multiplied", "Divide by the deviation: multiplying makes wide features wider.", ("/ sigma", "* sigma")),
        wrong(
            "missing_brackets",
            "Only the mean was divided by sigma: put brackets around the difference.",
            (SCALED, "X - mu / sigma"),
        ),
        wrong(
            "one_mean_for_all",
            "One mean and one deviation were taken over all features. Each feature (row) has its own.",
            (MU, "np.mean(X_train)"),
            (SIGMA, "np.std(X_train)"),
        ),
        wrong(
            "over_features",
            "Mean and deviation were taken down the columns, over the features of one example. Take them along the "
            "rows, over the examples.",
            (MU, "np.mean(X_train, axis=0, keepdims=True)"),
            (SIGMA, "np.std(X_train, axis=0, keepdims=True)"),
        ),
        wrong(
            "axis_lost",
            "Mean and deviation lost an axis and do not fit to X: `keepdims=True` keeps them columns.",
            (MU, "np.mean(X_train, axis=1)"),
            (SIGMA, "np.std(X_train, axis=1)"),
        ),
        wrong(
            "zero_deviation",
            "A feature that never changes was divided by 0. Only centre it: let its sigma be 1.",
            (GUARD, ""),
        ),
        wrong(
            "tiny_deviation_added",
            "A feature that never changes in the training set was divided by almost nothing: a small change of it "
            "becomes a huge number. Only centre it: let its sigma be 1.",
            (GUARD, "    sigma = sigma + 1e-8\n"),
        ),
        wrong(
            "constant_feature_erased",
            "A feature that never changes in the training set was set to 0. Only centre it, x - mu.",
            (GUARD, "    sigma = np.where(sigma == 0, np.inf, sigma)\n"),
        ),
        wrong(
            "m_minus_one",
            "This deviation divides by m - 1 (`ddof=1`). Here `np.std` as it stands is meant, which divides by m.",
            ("axis=1, keepdims=True)\n    sigma = np.where", "axis=1, keepdims=True, ddof=1)\n    sigma = np.where"),
        ),
        wrong(
            "to_zero_and_one",
            "The features were stretched to run from 0 to 1. Here mean 0 and deviation 1 were meant.",
            (MU, "np.min(X_train, axis=1, keepdims=True)"),
            (SIGMA, "np.max(X_train, axis=1, keepdims=True) - mu"),
        ),
        wrong(
            "root_mean_square",
            "The mean of the squares was taken before the mean was subtracted. The deviation is measured from the "
            "mean.",
            (SIGMA, "np.sqrt(np.mean(X_train**2, axis=1, keepdims=True))"),
        ),
        wrong(
            "more_returned",
            "More comes back than was asked for. Return the normalised X alone.",
            ("return " + SCALED, "return (X - mu) / sigma, mu, sigma"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (MU, "np.mean(X_dev, axis=1, keepdims=True)")),
    ),
    accepted=(
        accepted(
            "changed_in_place",
            "The array that came in was changed: `-=` works on the caller's own array.",
            ("return " + SCALED, "X -= mu\n    X /= sigma\n    return X"),
        ),
    ),
    alternatives=(
        also_right(
            "examples_as_rows",
            "transposed, so that NumPy stretches rows by itself",
            code="""
def normalize_inputs(X_train, X):
    mean, deviation = X_train.T.mean(axis=0), X_train.T.std(axis=0)
    deviation[deviation == 0] = 1.0
    return ((X.T - mean) / deviation).T
""",
        ),
        also_right(
            "feature_by_feature",
            "a loop over the features, the deviation written out",
            code="""
def normalize_inputs(X_train, X):
    X_norm = np.empty(X.shape)
    for j in range(X.shape[0]):
        mu = X_train[j].sum() / X_train.shape[1]
        sigma = np.sqrt(((X_train[j] - mu) ** 2).mean())
        X_norm[j] = X[j] - mu if sigma == 0 else (X[j] - mu) / sigma
    return X_norm
""",
        ),
        also_right(
            "divided_where_possible",
            "division left out where sigma is 0",
            (GUARD, ""),
            ("return " + SCALED, "Z = X - mu\n    return np.divide(Z, sigma, out=Z, where=sigma > 0)"),
        ),
    ),
)
