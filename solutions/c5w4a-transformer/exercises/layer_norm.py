"""Layer normalisation, in NumPy."""

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
    yield call(x[0, 0] * 1e-4, gamma, beta, 1e-6, label="numbers that hardly differ")
    x = rng.normal(size=(5, 3))
    x[2] = 1.25
    yield call(x, *drawn(0.2, 3)[1:], label="a word whose numbers are all alike")


RETURN = "gamma * (x - mean) / np.sqrt(variance + eps) + beta"
MEAN, VARIANCE = "np.mean(x, axis=-1, keepdims=True)", "np.var(x, axis=-1, keepdims=True)"

LAYER_NORM = Exercise(
    name="layer_norm",
    cases=cases,
    hints=(
        "Each word is normalised by itself: over which axis go mean and variance?",
        "`np.mean(x, axis=-1, keepdims=True)` keeps the axis, so that it can be subtracted. eps stands under the root: "
        "`np.sqrt(variance + eps)`.",
    ),
    variants=(
        wrong(
            "over_the_batch",
            "Mean and variance go over the first axis, as in batch normalisation. Here each word is normalised by "
            "itself: the last axis.",
            (MEAN, MEAN.replace("-1", "0")),
            (VARIANCE, VARIANCE.replace("-1", "0")),
        ),
        wrong(
            "over_the_words",
            "Mean and variance go over the words of a sentence: it should be over the numbers of one word, the last "
            "axis.",
            (MEAN, MEAN.replace("-1", "-2")),
            (VARIANCE, VARIANCE.replace("-1", "-2")),
        ),
        wrong(
            "over_everything",
            "There is one mean for everything. Each word has its own: axis=-1.",
            (MEAN, "np.mean(x)"),
            (VARIANCE, "np.var(x)"),
        ),
        wrong(
            "eps_outside",
            "eps stands under the root, with the variance.",
            ("np.sqrt(variance + eps)", "(np.sqrt(variance) + eps)"),
        ),
        wrong("eps_forgotten", "eps is missing under the root.", ("variance + eps", "variance")),
        wrong(
            "no_root",
            "Divided by the variance: it should be its square root.",
            ("np.sqrt(variance + eps)", "(variance + eps)"),
        ),
        wrong(
            "unbiased",
            "The variance was divided by d - 1. Here it is the plain mean of the squares: divided by d.",
            (VARIANCE, "np.var(x, axis=-1, keepdims=True, ddof=1)"),
        ),
        wrong("gamma_forgotten", "gamma is missing: it stretches the result.", ("gamma * (x", "(x")),
        wrong("beta_forgotten", "beta is missing: it moves the result.", (" + beta", "")),
        wrong(
            "beta_stretched",
            "gamma stretched beta as well. beta is added last.",
            (RETURN, "gamma * ((x - mean) / np.sqrt(variance + eps) + beta)"),
        ),
        wrong(
            "gamma_and_beta_exchanged",
            "gamma and beta changed places.",
            (RETURN, "beta * (x - mean) / np.sqrt(variance + eps) + gamma"),
        ),
        wrong("mean_left", "The mean was not subtracted.", ("(x - mean)", "x")),
        wrong("not_divided", "The result was not divided by the spread.", (" / np.sqrt(variance + eps)", "")),
        wrong(
            "std_for_variance",
            "`np.std` is the root already. Take the variance, add eps, then the root.",
            (VARIANCE, VARIANCE.replace("var", "std")),
        ),
        wrong(
            "axis_lost",
            "The axis is gone after the mean: `keepdims=True` keeps it.",
            (MEAN, "np.mean(x, axis=-1)"),
            (VARIANCE, "np.var(x, axis=-1)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("variance + eps", "variance + epsilon")),
    ),
    alternatives=(
        also_right(
            "by_hand",
            "sums in the place of mean and var",
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
