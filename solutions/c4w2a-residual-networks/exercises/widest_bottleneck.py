"""widest_bottleneck: the widest bottleneck within a budget."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Case, Exercise, also_right, call, equal, wrong

from .common import unknown_name


def _cost(channels: int, f: int, F: int) -> int:
    return 2 * channels * F + f * f * F * F


def cases(rng: np.random.Generator) -> Iterable[Case]:
    for f, name in ((3, "the budget fits exactly"), (5, "f = 5, the budget fits exactly")):
        channels, F = int(rng.integers(50, 200)), int(rng.integers(20, 60))
        yield call(channels, f, _cost(channels, f, F), check=equal(), label=name)
    channels, F = int(rng.integers(50, 200)), int(rng.integers(20, 60))
    yield call(
        channels, 3, _cost(channels, 3, F + 1) - 1, check=equal(), label="one multiplication too few for one more"
    )
    channels, F = int(rng.integers(200, 400)), int(rng.integers(300, 500))
    yield call(channels, 2, _cost(channels, 2, F) + 40, check=equal(), label="f = 2, more filters than channels")
    yield call(int(rng.integers(100, 200)), 3, 150, check=equal(), label="not even one filter")


PROJECTIONS = "channels * (F + 1) + (F + 1) * channels"
MIDDLE = "f * f * (F + 1) * (F + 1)"
SUM = "projections + middle"

WIDEST_BOTTLENECK = Exercise(
    name="widest_bottleneck",
    cases=cases,
    hints=(
        "Write down what each of the three convolutions needs at one position, as a formula in F. Then look for the "
        "largest F for which their sum is affordable.",
        "1 × 1: channels → F. f × f: F → F. 1 × 1: F → channels. A convolution from a to b channels with filters of "
        "f × f "
        "needs f · f · a · b multiplications at each position.",
        "If you are one too high or too low, look at the border: a block that costs exactly the budget is affordable. "
        "With a square root, rounding may be off by one; whole numbers are safe.",
        "Count F up from 0 as long as F + 1 filters are affordable, or solve the quadratic inequality and round down. "
        "F is in two of the three products once, and squared in the other.",
    ),
    equivalent={
        "F = -1": "0 filters cost nothing, so the loop reaches 0 anyway",
    },
    variants=(
        wrong(
            "one_projection",
            "Only one of the two 1 x 1 convolutions was counted. There is one before and one after.",
            (PROJECTIONS, "channels * (F + 1)"),
        ),
        wrong(
            "one_too_many",
            "This is the first F that is too expensive. Return the one before.",
            ("return F", "return F + 1"),
        ),
        wrong("one_too_few", "One filter more is still affordable.", ("return F", "return max(0, F - 1)")),
        wrong(
            "strictly_below", "A block that costs exactly the budget is affordable: `<=`.", ("> budget", ">= budget")
        ),
        wrong(
            "f_not_squared",
            "A filter of f x f has f · f weights per channel, not f.",
            (MIDDLE, "f * (F + 1) * (F + 1)"),
        ),
        wrong(
            "f_doubled",
            "A filter of f x f has f · f weights per channel, not 2 · f.",
            (MIDDLE, "2 * f * (F + 1) * (F + 1)"),
        ),
        wrong(
            "three_by_three",
            "The middle convolution was counted as 3 x 3. Its filters are f x f.",
            (MIDDLE, "9 * (F + 1) * (F + 1)"),
        ),
        wrong(
            "F_not_squared",
            "The middle convolution has F channels in and F filters: F · F.",
            (MIDDLE, "f * f * (F + 1)"),
        ),
        wrong(
            "middle_from_channels",
            "The middle convolution works on F channels, not on all channels: the first convolution has reduced them.",
            (MIDDLE, "f * f * channels * (F + 1)"),
        ),
        wrong(
            "all_f",
            "All three convolutions were counted as f x f. Two of them are 1 x 1.",
            (PROJECTIONS, f"f * f * ({PROJECTIONS})"),
        ),
        wrong(
            "back_from_channels",
            "The last convolution was counted from channels to channels. It goes from F to channels.",
            (PROJECTIONS, "channels * (F + 1) + channels * channels"),
        ),
        wrong(
            "no_projections",
            "The two 1 x 1 convolutions were left out. They cost channels · F each.",
            (SUM, "middle"),
        ),
        wrong("middle_missing", "The f x f convolution was left out.", (SUM, "projections")),
        wrong(
            "biases",
            "Biases were counted. They are additions, not multiplications.",
            (SUM, SUM + " + 2 * (F + 1) + channels"),
        ),
        wrong(
            "each_within",
            "Each part was compared with the budget on its own. Their sum must be affordable.",
            (SUM, "max(projections, middle)"),
        ),
        wrong(
            "at_most_channels",
            "F stops at the number of channels. A wide budget may allow more.",
            ("> budget:", "> budget or F == channels:"),
        ),
        wrong(
            "at_least_one", "If not even one filter is affordable, the answer is 0.", ("return F", "return max(F, 1)")
        ),
        wrong(
            "plain_pair",
            "This is the cost of a single f x f convolution on all channels. The block has three convolutions.",
            (SUM, "f * f * channels * (F + 1)"),
        ),
        wrong(
            "power_of_two",
            "Only powers of two were tried. Any whole number is allowed.",
            ("return F", "return 2 ** (F.bit_length() - 1) if F else 0"),
        ),
        wrong(
            "steps_of_eight",
            "Only every eighth number was tried. Any whole number is allowed.",
            ("return F", "return F - F % 8"),
        ),
        wrong(
            "rounded",
            "The quadratic's root was rounded to the nearest whole number. One above the root is too expensive.",
            (
                "    F = 0\n",
                "    F = max(0, round(((channels**2 + f * f * budget) ** 0.5 - channels) / (f * f)))\n    return F\n",
            ),
        ),
        wrong(
            "cost_returned",
            "This is the cost of the block. Return the number of filters.",
            ("return F", "return 2 * channels * F + f * f * F * F"),
        ),
        wrong("none_for_zero", "If not even one filter is affordable, return 0.", ("return F", "return F or None")),
        wrong("nothing_returned", "Nothing is returned.", ("return F", "return")),
        unknown_name(("> budget", "> limit")),
    ),
    alternatives=(
        also_right(
            "counted_down",
            "from the widest that could fit downwards",
            code="""
def widest_bottleneck(channels, f, budget):
    F = budget // (2 * channels)
    while F > 0 and F * (2 * channels + f**2 * F) > budget:
        F -= 1
    return F
""",
        ),
        also_right(
            "formula",
            "the root of the quadratic, in whole numbers",
            code="""
def widest_bottleneck(channels, f, budget):
    from math import isqrt

    return max(0, (isqrt(channels * channels + f * f * budget) - channels) // (f * f))
""",
        ),
        also_right(
            "search",
            "by halving an interval",
            code="""
def widest_bottleneck(channels, f, budget):
    low, high = 0, budget + 1
    while high - low > 1:
        F = (low + high) // 2
        if channels * F + F * F * f**2 + F * channels > budget:
            high = F
        else:
            low = F
    return low
""",
        ),
    ),
)
