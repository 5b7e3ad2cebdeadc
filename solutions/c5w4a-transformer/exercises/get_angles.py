"""The angles of the positional encoding."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(pos: np.ndarray, d: int):
        return pos.reshape(-1, 1), np.arange(d).reshape(1, -1), d

    yield call(*drawn(np.arange(5), 6), label="5 positions, encodings of length 6")
    yield call(*drawn(rng.integers(1, 60, 3), 8), label="some positions, length 8")
    yield call(*drawn(rng.integers(100, 2000, 4), 7), label="far positions, an odd length")
    places = np.array([[6, 8, 9]])
    yield call(rng.integers(500, 999, (4, 1)), places, 10, label="slow waves alone")


RETURN = "pos / np.power(10000, 2 * i / d)"

GET_ANGLES = Exercise(
    name="get_angles",
    cases=cases,
    hints=(
        "A sine and a cosine stand side by side and have the same angle: places 0 and 1, 2 and 3, and so on. Which "
        "number i makes pairs of the k?",
        "`i = k // 2`. Then the position is divided by 10000 to the power of 2i / d. A column divided by a row gives a "
        "table, by broadcasting.",
    ),
    variants=(
        wrong(
            "a_thousand",
            "The base is 10000. A slide of the lecture prints 1000, which is a slip.",
            ("10000", "1000"),
        ),
        wrong(
            "pairs_forgotten",
            "The exponent grows with every place. Two neighbours share an angle: i = k // 2.",
            ("i = k // 2", "i = k / 2"),
        ),
        wrong(
            "not_halved",
            "The exponent is 2k / d, so it runs to 2. Halve the places first: i = k // 2.",
            ("i = k // 2", "i = k"),
        ),
        wrong(
            "factor_2_missing",
            "The exponent is i / d. It should be 2i / d, which runs from 0 to nearly 1.",
            ("2 * i / d", "i / d"),
        ),
        wrong(
            "whole_division",
            "2i // d is 0 for nearly all places: `//` cuts off what makes the waves differ. The exponent is a "
            "fraction.",
            ("2 * i / d", "2 * i // d"),
        ),
        wrong(
            "multiplied",
            "The angle grows with the place: it should shrink. The position is *divided* by the power.",
            ("pos / np", "pos * np"),
        ),
        wrong("base_alone", "The power is missing: the place does not matter here.", (RETURN, "pos / 10000 + 0 * i")),
        wrong(
            "e_for_base",
            "The base here is e. It should be 10000.",
            ("np.power(10000, 2 * i / d)", "np.exp(2 * i / d)"),
        ),
        wrong(
            "sine_too_early",
            "The sine was taken already. The angles alone are wanted; positional_encoding takes sine and cosine.",
            (RETURN, f"np.sin({RETURN})"),
        ),
        wrong("transposed", "Positions go down, places go across: (p, d).", (RETURN, f"({RETURN}).T")),
        wrong("not_returned", "Nothing comes back: is a `return` missing?", ("return pos", "angles = pos")),
        wrong("unknown_name", UNKNOWN_NAME, ("pos / np", "positions / np")),
    ),
    stand_in="""
def get_angles(pos, k, d):
    return 0.3 * pos - 0.2 * k + 0.05 * d
""",
    alternatives=(
        also_right(
            "rates",
            "a factor for each place, then a product",
            code="""
def get_angles(pos, k, d):
    rates = 1 / np.power(10000.0, (2 * (k // 2)) / np.float32(d))
    return pos * rates
""",
        ),
        also_right(
            "loop",
            "entry by entry",
            code="""
def get_angles(pos, k, d):
    angles = np.zeros((pos.shape[0], k.shape[1]))
    for row in range(pos.shape[0]):
        for column in range(k.shape[1]):
            i = int(k[0, column]) // 2
            angles[row, column] = pos[row, 0] / 10000 ** (2 * i / d)
    return angles
""",
        ),
        also_right(
            "logarithms",
            "exp of a logarithm, and the pair by the remainder",
            code="""
def get_angles(pos, k, d):
    even = k - k % 2
    return pos * np.exp(-np.log(10000.0) * even / d)
""",
        ),
    ),
)
