"""Exponentially weighted averages: the idea behind momentum, RMSprop and Adam."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, close, wrong


def ewma_cases(rng: np.random.Generator) -> Iterable[Case]:
    def series(n: int) -> np.ndarray:
        return rng.uniform(8, 30, n).round(1)

    check = close(operations=200)
    yield call(series(7), 0.9, False, check=check, label="7 days, not corrected")
    yield call(series(7), 0.9, True, check=check, label="7 days, corrected")
    yield call(series(40), 0.98, bias_correction=True, check=check, label="40 days, a long memory, corrected")
    yield call(series(30), 0.5, False, check=check, label="30 days, a short memory, not corrected")
    cold = -series(12)
    yield call(cold, round(float(rng.uniform(0.6, 0.8)), 2), True, check=check, label="12 days below zero, corrected")


STEP = "v = beta * v + (1 - beta) * value"
SAY = "averages.append(v / (1 - beta**t) if bias_correction else v)"

EWMA = Exercise(
    name="ewma",
    cases=ewma_cases,
    hints=(
        "You only need to remember one number, v. Each day it keeps a part of its old value and takes in a part of the "
        "day's value.",
        "v := beta v + (1 - beta) theta. With bias_correction, store v / (1 - beta^t) in the result, but go on with v "
        "itself.",
        "`for t, value in enumerate(theta, start=1):` counts the days from 1, as the correction requires.",
    ),
    variants=(
        wrong(
            "sum_not_average",
            "The new value has weight 1. Its weight should be 1 - beta; otherwise v is a sum and not an average.",
            ("(1 - beta) * value", "value"),
        ),
        wrong(
            "weights_exchanged",
            "The weights are swapped: beta is the weight of the *old* average.",
            (STEP, "v = (1 - beta) * v + beta * value"),
        ),
        wrong("never_corrected", "The bias correction is missing.", ("if bias_correction", "if False")),
        wrong(
            "always_corrected",
            "The averages are always corrected. Correct them only when `bias_correction` is true.",
            ("if bias_correction", "if True"),
        ),
        wrong(
            "flag_turned_round",
            "The condition is reversed: the averages are corrected when `bias_correction` is false.",
            ("if bias_correction", "if not bias_correction"),
        ),
        wrong(
            "beta_times_t",
            "The correction uses beta times t. Use beta to the power t: `beta**t`.",
            ("beta**t", "beta * t"),
        ),
        wrong(
            "correction_without_t",
            "The correction is missing t: every day is divided by 1 - beta. The weights in v add up to 1 - beta^t, "
            "which grows from day to day.",
            ("beta**t", "beta"),
        ),
        wrong(
            "correction_compounds",
            "The corrected value goes into the next average, so it is corrected again and again. Go on with v itself, "
            "and correct only what you return.",
            (SAY, "v = v / (1 - beta**t) if bias_correction else v\n        averages.append(v)"),
        ),
        wrong(
            "correction_multiplied",
            "The averages are multiplied by 1 - beta^t, which makes small values even smaller. Divide.",
            ("v / (1", "v * (1"),
        ),
        wrong(
            "first_value_raw",
            "The average starts at the first value instead of 0. This gives the first day too much weight.",
            ("v = 0.0", "v = theta[0]"),
        ),
        wrong(
            "days_from_zero",
            "The days are counted from 0, so the first correction divides by 1 - beta^0 = 0. Count from 1.",
            ("start=1", "start=0"),
        ),
        wrong(
            "one_day_ahead",
            "The days are counted one too high: the first day is day 1.",
            ("start=1", "start=2"),
        ),
        wrong(
            "starts_with_zero",
            "The result starts with v_0 = 0. Return one average for each value, starting with v_1.",
            ("averages = []", "averages = [v]"),
            ("return np.array(averages)", "return np.array(averages[:-1])"),
        ),
        wrong(
            "one_too_many",
            "There is one average too many: leave out v_0 = 0 and return v_1, v_2, and so on.",
            ("averages = []", "averages = [v]"),
        ),
        wrong(
            "last_alone",
            "Only the last average is returned. Return one for each value.",
            ("return np.array(averages)", "return averages[-1]"),
        ),
        wrong(
            "beta_fixed",
            "beta is hard-coded. Use the argument.",
            (STEP, STEP.replace("beta", "0.9")),
            ("beta**t", "0.9**t"),
        ),
        wrong(
            "plain_mean",
            "This is the plain mean of all values so far, which never forgets. The weights should fall by the factor "
            "beta every day.",
            (STEP, "v = v + (value - v) / t"),
            ("v / (1 - beta**t)", "v"),
        ),
        wrong(
            "window",
            "This is the mean over the last 1 / (1 - beta) values. That is the rule of thumb, not the formula.",
            code="""
def ewma(theta, beta, bias_correction):
    width = round(1 / (1 - beta))
    return np.array([np.mean(theta[max(0, i + 1 - width) : i + 1]) for i in range(len(theta))])
""",
        ),
        wrong(
            "memory_of_the_series",
            "The old part uses yesterday's value instead of yesterday's average. Remember v.",
            code="""
def ewma(theta, beta, bias_correction):
    before = np.concatenate([[0.0], theta[:-1]])
    v = beta * before + (1 - beta) * theta
    return v / (1 - beta ** np.arange(1, len(theta) + 1)) if bias_correction else v
""",
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("enumerate(theta", "enumerate(temperatures")),
    ),
    accepted=(
        accepted(
            "list",
            "You return a list. Return an array, `np.array(averages)`, which supports arithmetic.",
            ("np.array(averages)", "averages"),
        ),
    ),
    alternatives=(
        also_right(
            "all_weights_at_once",
            "a triangular matrix of weights, without a loop",
            code="""
def ewma(theta, beta, bias_correction):
    day = np.arange(len(theta))
    weights = np.tril((1 - beta) * beta ** np.abs(day[:, None] - day[None, :]))
    return weights @ theta / (weights.sum(axis=1) if bias_correction else 1)
""",
        ),
        also_right(
            "into_an_array",
            "all averages first, corrected together at the end",
            code="""
def ewma(theta, beta, bias_correction):
    v = np.zeros(len(theta) + 1)
    for t in range(1, len(v)):
        v[t] = v[t - 1] + (1 - beta) * (theta[t - 1] - v[t - 1])
    v = v[1:]
    if bias_correction:
        v = v / (1 - np.power(beta, np.arange(len(v)) + 1))
    return v
""",
        ),
    ),
)
