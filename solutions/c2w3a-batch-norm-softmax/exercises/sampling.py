"""A random number on the right scale: judged by its bounds, the distribution of its logarithm, and its generator."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, also_right, script, wrong
from autograder.script import Recipe, Step

DRAWS = 450  # one generator each; a triangular distribution passes as uniform once in a million such cases
SAME = "Two generators with the same seed gave different results. Does every draw use the given `rng`?"
FRESH = "Two generators gave the same number. Is a seed set inside?"
BELOW, ABOVE = "Some numbers are below `low`.", "Some numbers are above `high`."


def draws(rng: np.random.Generator, count: int, low: float, high: float) -> list[Step]:
    seeds = rng.integers(1, 1 << 30, count)
    return [Step("", (Recipe("generator", {"seed": int(seed)}), low, high)) for seed in seeds]


def seeded_alike(rng: np.random.Generator, low: float, high: float) -> Case:
    """Two generators, then the first again, in a range that nobody would hard-code."""
    first, second = draws(rng, 2, low, high)
    relations = (
        ("maximum(first, low)", "first", "low", BELOW),
        ("minimum(first, high)", "first", "high", ABOVE),
        ("again", "first", "again", SAME),
        ("where(abs(second - first), 1, 0)", "1", "second", FRESH),
    )
    names, given = ("first", "second", "again"), {"low": low, "high": high}
    check = Check("relations", {"names": names, "given": given, "relations": relations})
    label = f"from {low:g} to {high:g}: two generators, then the first again"
    return script(first, second, first, check=check, label=label)


def even_exponents(rng: np.random.Generator, low: float, high: float, kind: str, label: str) -> Case:
    """Draws whose logarithms (or the logarithms of 1 minus them) are uniform.

    If `sample_beta` is judged with a stand-in for `sample_learning_rate`, the reference follows another distribution,
    and the draws are compared with draws of the reference.
    """
    check = Check("distribution", {"law": {"": (kind, low, high)}})
    return script(*draws(rng, DRAWS, low, high), check=check, label=label)


def rate_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield seeded_alike(rng, 2.0, float(rng.integers(15, 30)))
    yield even_exponents(rng, 1e-7, 0.0001, "log_uniform", f"{DRAWS} draws from 0.0000001 to 0.0001")


def beta_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield seeded_alike(rng, 0.5, round(float(rng.uniform(0.75, 0.85)), 2))
    yield even_exponents(rng, 0.9, 0.999, "one_minus_log_uniform", f"{DRAWS} draws from 0.9 to 0.999")


EXPONENT = "rng.uniform(np.log10(low), np.log10(high))"
RATE = f"10 ** {EXPONENT}"

SAMPLE_LEARNING_RATE = Exercise(
    name="sample_learning_rate",
    cases=rate_cases,
    hints=(
        "Draw the power of ten uniformly, not the learning rate itself: from 0.0001 = 10^-4 to 1 = 10^0, that is a "
        "number between -4 and 0.",
        "np.log10(low) and np.log10(high) are the ends for the exponent. Draw r uniformly between them with "
        "rng.uniform; what is the learning rate then?",
        "10 ** r.",
    ),
    variants=(
        wrong(
            "even",
            "The numbers are uniform between low and high. From 0.0001 to 1, nine out of ten are then above 0.1. Draw "
            "the exponent uniformly.",
            (RATE, "rng.uniform(low, high)"),
        ),
        wrong(
            "whole_exponents",
            "Only integer exponents are drawn, so only a handful of numbers can occur. Draw the exponent with "
            "rng.uniform.",
            (RATE, "float(10.0 ** rng.integers(np.floor(np.log10(low)), np.floor(np.log10(high)) + 1))"),
        ),
        wrong("exponent", "This is the exponent r. The learning rate is 10 ** r.", (RATE, EXPONENT)),
        wrong(
            "natural_for_ten",
            "np.log has base e, but you raise 10 to the result. Combine np.log10 with 10, or np.log with np.exp.",
            (RATE, RATE.replace("log10", "log")),
        ),
        wrong(
            "e_for_ten",
            "np.log10 has base 10, but you raise e to the result. Combine np.log10 with 10, or np.log with np.exp.",
            (RATE, f"np.exp({EXPONENT})"),
        ),
        wrong(
            "logarithm_forgotten",
            "low and high are used as exponents. Their logarithms are the exponents: np.log10(low).",
            (RATE, "10 ** rng.uniform(low, high)"),
        ),
        wrong(
            "ends_written_in",
            "The range from 0.0001 to 1 is hard-coded. Use low and high.",
            (RATE, "10 ** (-4 * rng.random())"),
        ),
        wrong(
            "normal_exponent",
            "The exponent has a normal distribution. Draw it uniformly.",
            (RATE, "10 ** rng.normal((np.log10(low) + np.log10(high)) / 2, (np.log10(high) - np.log10(low)) / 6)"),
        ),
        wrong(
            "own_generator",
            "The random numbers do not come from `rng`, so nobody could repeat your run.",
            (RATE, "10 ** np.random.default_rng().uniform(np.log10(low), np.log10(high))"),
        ),
        wrong(
            "own_seed",
            "A seed is set inside, so every call gives the same result. Draw from `rng`.",
            (RATE, "10 ** np.random.default_rng(3).uniform(np.log10(low), np.log10(high))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (RATE, "10 ** r")),
    ),
    alternatives=(
        also_right("base_e", "base e instead of 10", (RATE, "np.exp(rng.uniform(np.log(low), np.log(high)))")),
        also_right(
            "from_zero_to_one",
            "a number from 0 to 1, rescaled",
            code="""
def sample_learning_rate(rng, low, high):
    a, b = np.log10(low), np.log10(high)
    r = a + (b - a) * rng.random()
    return float(np.power(10.0, r))
""",
        ),
        also_right(
            "downwards",
            "from the upper end, with another draw",
            (RATE, "high * (low / high) ** rng.uniform(size=3)[2]"),
        ),
    ),
    stand_in="""
def sample_learning_rate(rng, low, high):
    return low * (high / low) ** (0.9 + 0.1 * rng.random())
""",
)

BETA = "1 - sample_learning_rate(rng, 1 - high, 1 - low)"

SAMPLE_BETA = Exercise(
    name="sample_beta",
    cases=beta_cases,
    uses=("sample_learning_rate",),
    hints=(
        "beta = 0.9 averages over 10 steps, 0.99 over 100, 0.999 over 1,000: over 1 / (1 - beta). So which number's "
        "powers of ten should be equally likely?",
        "1 - beta is distributed like a learning rate, and you already have a function for that. What is the range of "
        "1 - beta when beta is between low and high?",
        "Its lower end is 1 - high, its upper end 1 - low. Draw it and subtract it from 1.",
    ),
    variants=(
        wrong(
            "even",
            "beta itself is drawn uniformly or like a learning rate (nearly the same between 0.9 and 0.999), so nine "
            "out of ten are below 0.99. (Some lecture notes have this slip.) Draw the powers of ten of 1 - beta.",
            (BETA, "rng.uniform(low, high)"),
        ),
        wrong(
            "one_minus_forgotten",
            "This is 1 - beta. Subtract it from 1.",
            (BETA, "sample_learning_rate(rng, 1 - high, 1 - low)"),
        ),
        wrong(
            "window_evenly",
            "The number of steps, 1 / (1 - beta), is drawn uniformly. Its powers of ten should be uniform.",
            (BETA, "1 - 1 / rng.uniform(1 / (1 - low), 1 / (1 - high))"),
        ),
        wrong(
            "ends_written_in",
            "The range from 0.9 to 0.999 is hard-coded. Use low and high.",
            (BETA, "1 - sample_learning_rate(rng, 0.001, 0.1)"),
        ),
        wrong(
            "own_generator",
            "The random numbers do not come from `rng`, so nobody could repeat your run.",
            (BETA, BETA.replace("rng", "np.random.default_rng()")),
        ),
        wrong(
            "own_seed",
            "A seed is set inside, so every call gives the same result. Draw from `rng`.",
            (BETA, BETA.replace("rng", "np.random.default_rng(3)")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (BETA, "1 - 10 ** r")),
    ),
    alternatives=(
        also_right(
            "by_exponents",
            "explicit exponents",
            code="""
def sample_beta(rng, low, high):
    r = rng.uniform(np.log10(1 - high), np.log10(1 - low))
    return 1 - 10 ** r
""",
        ),
        also_right(
            "by_base_e",
            "base e, with the ends in reverse order",
            code="""
def sample_beta(rng, low, high):
    a, b = np.log1p(-low), np.log1p(-high)
    return -np.expm1(a + (b - a) * rng.random())
""",
        ),
    ),
    stand_in="""
def sample_beta(rng, low, high):
    return low + (high - low) * (0.55 + 0.2 * rng.random())
""",
)
