"""Normalize every set with the mean and standard deviation of the training set."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, wrong


def normalize_cases(rng: np.random.Generator) -> Iterable[Case]:
    def inputs(n_x: int, m: int, shift: float = 0.0) -> np.ndarray:
        """Features with different means and spreads."""
        return features[:n_x, :1] + shift + features[:n_x, 1:] * rng.normal(size=(n_x, m))

    features = np.column_stack([rng.choice([-1, 1], 5) * rng.uniform(1, 6, 5), rng.uniform(0.3, 5, 5)])
    check = close(scale=10.0)
    # The shift gives the dev set a mean and a standard deviation of its own.
    yield call(inputs(3, 7), inputs(3, 4, 1.5), check=check, label="a dev set with another mean")
    own = inputs(2, 5)
    yield call(own, own, check=check, label="the training set itself")
    same_train, same = inputs(4, 6), inputs(4, 3)
    same_train[2] = rng.integers(2, 9)  # an integer, so that the mean is exact
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
    unavoidable={
        "`X_train` never has a single column": "one example has no spread",
    },
    cases=normalize_cases,
    hints=(
        "Each feature needs two numbers: its mean and its spread. Which of the two arguments do you get them from? And "
        "which axis runs over the examples?",
        "`np.mean` and `np.std` along that axis, with `keepdims=True`, give columns that broadcast against X. Subtract "
        "first, then divide.",
        "A feature that never changes has sigma = 0. `np.where(condition, a, b)` chooses entry by entry: replace such "
        "a sigma with 1.",
    ),
    variants=(
        wrong(
            "divided_by_variance",
            "The features are divided by the variance. Divide by the standard deviation, its square root, which has "
            "the feature's own unit. (The lecture's slides have this slip: x / sigma squared.)",
            ("np.std(", "np.var("),
        ),
        wrong(
            "statistics_of_X",
            "Mean and standard deviation come from X. Take them from the training set: new data must be scaled exactly "
            "like the data the network learned from.",
            (MU, MU.replace("X_train", "X")),
            (SIGMA, SIGMA.replace("X_train", "X")),
        ),
        wrong(
            "mean_of_X",
            "The mean comes from X. Take it from the training set, like the standard deviation.",
            (MU, MU.replace("X_train", "X")),
        ),
        wrong(
            "deviation_of_X",
            "The standard deviation comes from X. Take it from the training set, like the mean.",
            (SIGMA, SIGMA.replace("X_train", "X")),
        ),
        wrong(
            "statistics_of_both",
            "Mean and standard deviation come from both sets together. Use the training set alone: the dev and test "
            "sets must stay unseen.",
            (MU, "np.mean(np.hstack([X_train, X]), axis=1, keepdims=True)"),
            (SIGMA, "np.std(np.hstack([X_train, X]), axis=1, keepdims=True)"),
        ),
        wrong(
            "training_set_returned",
            "The training set is normalized and returned. Normalize X and return it.",
            (SCALED, "(X_train - mu) / sigma"),
        ),
        wrong("not_centred", "The mean is not subtracted.", ("X - mu", "X")),
        wrong("mean_added", "The mean is added. Subtract it.", ("X - mu", "X + mu")),
        wrong("not_scaled", "The features are centred but not divided by their standard deviation.", (" / sigma", "")),
        wrong(
            "multiplied",
            "Divide by the standard deviation: multiplying makes wide features even wider.",
            ("/ sigma", "* sigma"),
        ),
        wrong(
            "missing_brackets",
            "Only the mean is divided by sigma. Put brackets around the difference.",
            (SCALED, "X - mu / sigma"),
        ),
        wrong(
            "one_mean_for_all",
            "There is one mean and one standard deviation for all features together. Each feature (row) has its own.",
            (MU, "np.mean(X_train)"),
            (SIGMA, "np.std(X_train)"),
        ),
        wrong(
            "over_features",
            "Mean and standard deviation are taken down the columns, over the features of one example. Take them along "
            "the rows, over the examples.",
            (MU, "np.mean(X_train, axis=0, keepdims=True)"),
            (SIGMA, "np.std(X_train, axis=0, keepdims=True)"),
        ),
        wrong(
            "axis_lost",
            "Mean and standard deviation have lost an axis and do not broadcast against X. `keepdims=True` keeps them "
            "as columns.",
            (MU, "np.mean(X_train, axis=1)"),
            (SIGMA, "np.std(X_train, axis=1)"),
        ),
        wrong(
            "zero_deviation",
            "A feature that never changes is divided by 0. Only centre it: use 1 as its sigma.",
            (GUARD, ""),
        ),
        wrong(
            "tiny_deviation_added",
            "A feature that never changes in the training set is divided by a tiny number, so a small change becomes a "
            "huge value. Only centre it: use 1 as its sigma.",
            (GUARD, "    sigma = sigma + 1e-8\n"),
        ),
        wrong(
            "constant_feature_erased",
            "A feature that never changes in the training set is set to 0. Only centre it: x - mu.",
            (GUARD, "    sigma = np.where(sigma == 0, np.inf, sigma)\n"),
        ),
        wrong(
            "m_minus_one",
            "This standard deviation divides by m - 1 (`ddof=1`). Use the default of `np.std`, which divides by m.",
            ("axis=1, keepdims=True)\n    sigma = np.where", "axis=1, keepdims=True, ddof=1)\n    sigma = np.where"),
        ),
        wrong(
            "to_zero_and_one",
            "The features are scaled to the range 0 to 1. They should have mean 0 and standard deviation 1.",
            (MU, "np.min(X_train, axis=1, keepdims=True)"),
            (SIGMA, "np.max(X_train, axis=1, keepdims=True) - mu"),
        ),
        wrong(
            "root_mean_square",
            "The squares are averaged without subtracting the mean first. The standard deviation measures the distance "
            "from the mean.",
            (SIGMA, "np.sqrt(np.mean(X_train**2, axis=1, keepdims=True))"),
        ),
        wrong(
            "more_returned",
            "You return more than the docstring asks for. Return only the normalized X.",
            ("return " + SCALED, "return (X - mu) / sigma, mu, sigma"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (MU, "np.mean(X_dev, axis=1, keepdims=True)")),
    ),
    alternatives=(
        also_right(
            "examples_as_rows",
            "transposed, so that NumPy broadcasts over rows without `keepdims`",
            code="""
def normalize_inputs(X_train, X):
    mean, deviation = X_train.T.mean(axis=0), X_train.T.std(axis=0)
    deviation[deviation == 0] = 1.0
    return ((X.T - mean) / deviation).T
""",
        ),
        also_right(
            "feature_by_feature",
            "a loop over the features, with the standard deviation written out",
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
            "no division where sigma is 0",
            (GUARD, ""),
            ("return " + SCALED, "Z = X - mu\n    return np.divide(Z, sigma, out=Z, where=sigma > 0)"),
        ),
    ),
)
