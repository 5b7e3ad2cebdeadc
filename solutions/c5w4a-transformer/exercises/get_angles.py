"""The angles of the positional encoding."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(pos: np.ndarray, d: int):
        return pos.reshape(-1, 1), np.arange(d).reshape(1, -1), d

    yield call(*drawn(np.arange(5), 6), label="5 positions, encodings of length 6")
    yield call(*drawn(rng.integers(1, 60, 3), 8), label="several positions, length 8")
    yield call(*drawn(rng.integers(100, 2000, 4), 7), label="distant positions, an odd length")
    places = np.array([[6, 8, 9]])
    yield call(rng.integers(500, 999, (4, 1)), places, 10, label="only slow waves")


RETURN = "pos / np.power(10000, 2 * i / d)"

GET_ANGLES = Exercise(
    name="get_angles",
    cases=cases,
    hints=(
        "A sine and a cosine are next to each other and have the same angle: columns 0 and 1, 2 and 3, and so on. "
        "Which number i groups the k into pairs?",
        "`i = k // 2`. Then divide the position by 10000 to the power of 2i / d. A column divided by a row gives a "
        "table, by broadcasting.",
    ),
    variants=(
        wrong(
            "a_thousand",
            "The base is 10000. (A lecture slide shows 1000, which is a misprint.)",
            ("10000", "1000"),
        ),
        wrong(
            "pairs_forgotten",
            "The exponent increases in every column. Two neighbouring columns share an angle: i = k // 2.",
            ("i = k // 2", "i = k / 2"),
        ),
        wrong(
            "not_halved",
            "The exponent is 2k / d, which runs up to 2. Halve k first: i = k // 2.",
            ("i = k // 2", "i = k"),
        ),
        wrong(
            "factor_2_missing",
            "The exponent is i / d. It should be 2i / d, which runs from 0 to nearly 1.",
            ("2 * i / d", "i / d"),
        ),
        wrong(
            "whole_division",
            "2i // d is 0 in nearly all columns, because `//` rounds down. The exponent is a fraction.",
            ("2 * i / d", "2 * i // d"),
        ),
        wrong(
            "multiplied",
            "The angle increases from column to column. It should decrease: *divide* the position by the power.",
            ("pos / np", "pos * np"),
        ),
        wrong("base_alone", "The power is missing: all columns are the same.", (RETURN, "pos / 10000 + 0 * i")),
        wrong(
            "e_for_base",
            "The base is e. It should be 10000.",
            ("np.power(10000, 2 * i / d)", "np.exp(2 * i / d)"),
        ),
        wrong(
            "sine_too_early",
            "The sine was already applied. Return only the angles; positional_encoding applies sine and cosine.",
            (RETURN, f"np.sin({RETURN})"),
        ),
        wrong("transposed", "Positions should be in rows, columns should be k: (p, d).", (RETURN, f"({RETURN}).T")),
        wrong("not_returned", "Nothing is returned: is a `return` missing?", ("return pos", "angles = pos")),
        wrong("unknown_name", UNKNOWN_NAME, ("pos / np", "positions / np")),
    ),
    stand_in="""
def get_angles(pos, k, d):
    return 0.3 * pos - 0.2 * k + 0.05 * d
""",
    alternatives=(
        also_right(
            "rates",
            "a factor for each column, then a product",
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
            "the exponential of a logarithm, and pairs by the remainder",
            code="""
def get_angles(pos, k, d):
    even = k - k % 2
    return pos * np.exp(-np.log(10000.0) * even / d)
""",
        ),
    ),
)
