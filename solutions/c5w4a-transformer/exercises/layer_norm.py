"""Layer normalization in NumPy."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(eps: float, *shape: int):
        x = rng.normal(2, 3, shape)
        return x, rng.uniform(0.5, 2, shape[-1:]), rng.normal(size=shape[-1:]), eps

    yield call(*drawn(1e-6, 3, 4, 5), label="3 sentences of 4 words")
    yield call(*drawn(0.7, 4, 6), label="a large eps")
    x, gamma, beta, _ = drawn(0.0, 2, 3, 4, 6)
    yield call(x, gamma, beta, 0.1, label="4 axes")
    yield call(x[0, 0] * 1e-4, gamma, beta, 1e-6, label="nearly constant numbers")
    x = rng.normal(size=(5, 3))
    x[2] = 1.25
    yield call(x, *drawn(0.2, 3)[1:], label="a word whose numbers are all equal")


RETURN = "gamma * (x - mean) / np.sqrt(variance + eps) + beta"
MEAN, VARIANCE = "np.mean(x, axis=-1, keepdims=True)", "np.var(x, axis=-1, keepdims=True)"

LAYER_NORM = Exercise(
    name="layer_norm",
    cases=cases,
    hints=(
        "Each word is normalized separately: over which axis do mean and variance run?",
        "`np.mean(x, axis=-1, keepdims=True)` keeps the axis, so that the mean can be subtracted. eps is inside the "
        "square root: `np.sqrt(variance + eps)`.",
    ),
    variants=(
        wrong(
            "over_the_batch",
            "Mean and variance run over the first axis, as in batch normalization. Layer normalization treats each "
            "word separately: use the last axis.",
            (MEAN, MEAN.replace("-1", "0")),
            (VARIANCE, VARIANCE.replace("-1", "0")),
        ),
        wrong(
            "over_the_words",
            "Mean and variance run over the words of a sentence. They should run over the features of one word, the "
            "last axis.",
            (MEAN, MEAN.replace("-1", "-2")),
            (VARIANCE, VARIANCE.replace("-1", "-2")),
        ),
        wrong(
            "over_everything",
            "There is one mean for the whole array. Each word has its own: axis=-1.",
            (MEAN, "np.mean(x)"),
            (VARIANCE, "np.var(x)"),
        ),
        wrong(
            "eps_outside",
            "eps should be inside the square root, added to the variance.",
            ("np.sqrt(variance + eps)", "(np.sqrt(variance) + eps)"),
        ),
        wrong("eps_forgotten", "eps is missing inside the square root.", ("variance + eps", "variance")),
        wrong(
            "no_root",
            "The result was divided by the variance. Divide by its square root.",
            ("np.sqrt(variance + eps)", "(variance + eps)"),
        ),
        wrong(
            "unbiased",
            "The variance was divided by d - 1. Here it is the mean of the squares: divide by d.",
            (VARIANCE, "np.var(x, axis=-1, keepdims=True, ddof=1)"),
        ),
        wrong("gamma_forgotten", "gamma is missing: it scales the result.", ("gamma * (x", "(x")),
        wrong("beta_forgotten", "beta is missing: it shifts the result.", (" + beta", "")),
        wrong(
            "beta_stretched",
            "gamma was applied to beta as well. Add beta last.",
            (RETURN, "gamma * ((x - mean) / np.sqrt(variance + eps) + beta)"),
        ),
        wrong(
            "gamma_and_beta_exchanged",
            "gamma and beta were swapped.",
            (RETURN, "beta * (x - mean) / np.sqrt(variance + eps) + gamma"),
        ),
        wrong("mean_left", "The mean was not subtracted.", ("(x - mean)", "x")),
        wrong(
            "not_divided", "The result was not divided by the standard deviation.", (" / np.sqrt(variance + eps)", "")
        ),
        wrong(
            "std_for_variance",
            "`np.std` is already the square root. Take the variance, add eps, then take the root.",
            (VARIANCE, VARIANCE.replace("var", "std")),
        ),
        wrong(
            "axis_lost",
            "The mean lost its axis: `keepdims=True` keeps it.",
            (MEAN, "np.mean(x, axis=-1)"),
            (VARIANCE, "np.var(x, axis=-1)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("variance + eps", "variance + epsilon")),
    ),
    alternatives=(
        also_right(
            "by_hand",
            "sums instead of mean and var",
            code="""
def layer_norm(x, gamma, beta, eps):
    d = x.shape[-1]
    centred = x - (x.sum(axis=-1) / d)[..., None]
    spread = np.sum(centred ** 2, axis=-1, keepdims=True) / d
    return centred * (spread + eps) ** -0.5 * gamma + beta
""",
        ),
        also_right(
            "rows",
            "word by word",
            code="""
def layer_norm(x, gamma, beta, eps):
    rows = x.reshape(-1, x.shape[-1])
    out = np.empty_like(rows)
    for i, row in enumerate(rows):
        out[i] = gamma * (row - row.mean()) / np.sqrt(row.var() + eps) + beta
    return out.reshape(x.shape)
""",
        ),
    ),
)
