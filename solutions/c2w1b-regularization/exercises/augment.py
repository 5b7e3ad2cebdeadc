"""New pictures from old ones, by chance."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, also_right, script, wrong
from autograder.script import Recipe, Step

CALLS = 30  # whoever tosses one coin for all pictures of a call gets the same side in all calls once in 2 ** 29


def windows(images: np.ndarray) -> np.ndarray:
    """All that may become of each picture, (m, 18, h - 2, w - 2, c)."""
    h, w = images.shape[1:3]
    sides = (images, images[:, :, ::-1])
    return np.stack([s[:, y : y + h - 2, x : x + w - 2] for s in sides for y in range(3) for x in range(3)], axis=1)


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def generators(n: int) -> list[Recipe]:
        return [Recipe("generator", {"seed": int(seed)}) for seed in rng.integers(1, 1 << 30, n)]

    few = rng.normal(size=(12, 6, 5, 3))
    check = Check("drawn_from", {"outcomes": windows(few), "what": "picture", "dtype": "exact"})
    # So many calls that mirrored pictures which went wrong are not taken for all pictures but one.
    label = "12 pictures of 6 by 5 in colour"
    yield script(*(Step("", (few, one)) for one in generators(12)), check=check, label=label)
    picture = rng.integers(0, 256, (1, 4, 5, 1)).astype(np.uint8)
    many = np.repeat(picture, 200, axis=0)
    check = Check("drawn_from", {"outcomes": windows(picture.astype(float)), "what": "picture", "dtype": "exact"})
    yield script(
        *(Step("", (many, one)) for one in generators(CALLS)), check=check, label="one grey picture 200 times, in bytes"
    )
    (generator,) = generators(1)
    check = Check("drawn_from", {"outcomes": windows(few), "what": "picture", "dtype": "exact"})
    yield script(*(Step("", (few, generator)) for _ in range(2)), check=check, label="the same seed twice")


MIRROR = "picture[:, ::-1]"
CUT = "picture[top : top + h - 2, left : left + w - 2]"
PLACE = "top, left = rng.integers(0, 3), rng.integers(0, 3)"

AUGMENT = Exercise(
    name="augment",
    cases=cases,
    hints=(
        "For each picture chance is asked three times: mirror it or not, where the window begins from the top, where "
        "from the left.",
        "Mirroring left to right turns the order of the columns round: of axes (h, w, c) it is the second one.",
        "A window of h - 2 rows can begin at row 0, 1 or 2: `rng.integers(0, 3)`. And `rng.random() < 0.5` is heads or "
        "tails.",
    ),
    equivalent={
        "if rng.random() <= 0.5:": "a drawn number is never just one half",
        "if rng.random() > 0.5:": "the other half is one half too",
        "augmented = np.ones((m, h - 2, w - 2, c), dtype=images.dtype)": "every entry is written over",
    },
    variants=(
        wrong(
            "upside_down",
            "The pictures are turned upside down. Left to right is the second axis of a picture.",
            (MIRROR, "picture[::-1]"),
        ),
        wrong("colours_reversed", "The colours change places, not left and right.", (MIRROR, "picture[:, :, ::-1]")),
        wrong("never_mirrored", "No picture is ever mirrored.", ("rng.random() < 0.5", "False")),
        wrong("always_mirrored", "Every picture is mirrored: toss a coin for each.", ("rng.random() < 0.5", "True")),
        wrong(
            "seldom_mirrored",
            "A picture is not mirrored as often as not.",
            ("rng.random() < 0.5", "rng.random() < 0.25"),
        ),
        wrong(
            "one_window_for_all",
            "All pictures share one draw. Chance should decide for each picture alone: draw inside the loop.",
            (
                "    for i in range(m):",
                "    turn = rng.random() < 0.5\n    top, left = rng.integers(0, 3, 2)\n    for i in range(m):",
            ),
            ("if rng.random() < 0.5", "if turn"),
            (PLACE, "pass"),
        ),
        wrong(
            "window_stays_in_corner", "The window always begins in the upper left corner.", (PLACE, "top, left = 0, 0")
        ),
        wrong("window_in_the_middle", "The window is always in the middle.", (PLACE, "top, left = 1, 1")),
        wrong(
            "window_never_last",
            "The last place never comes: the upper end of `rng.integers` is left out, so it is 3.",
            (PLACE, PLACE.replace("(0, 3)", "(0, 2)")),
        ),
        wrong(
            "window_on_a_diagonal",
            "The window moves along a diagonal: draw its place from the top and from the left apart.",
            (PLACE, "top = left = rng.integers(0, 3)"),
        ),
        wrong(
            "window_too_small",
            "The window has the wrong size: h - 2 by w - 2.",
            ("np.zeros((m, h - 2, w - 2, c)", "np.zeros((m, h - 3, w - 3, c)"),
            (CUT, "picture[top : top + h - 3, left : left + w - 3]"),
        ),
        wrong(
            "not_cut",
            "The pictures are not cut.",
            ("np.zeros((m, h - 2, w - 2, c)", "np.zeros((m, h, w, c)"),
            (CUT, "picture"),
        ),
        wrong(
            "axes_swapped",
            "Height and width are exchanged.",
            ("m, h, w, c = images.shape", "m, w, h, c = images.shape"),
        ),
        wrong(
            "zeros_left",
            "The window is cut, but not put into the result.",
            ("augmented[i] = picture", "window = picture"),
        ),
        wrong("first_picture_always", "Every result comes from the first picture.", ("images[i]", "images[0]")),
        wrong(
            "own_generator",
            "Chance comes from another generator than the one that was given: then nobody can repeat it.",
            ("    m, h, w, c", "    rng = np.random.default_rng()\n    m, h, w, c"),
        ),
        wrong(
            "own_seed",
            "A seed is set inside: every call gives the same. Draw from the generator that was given.",
            ("    m, h, w, c", "    rng = np.random.default_rng(0)\n    m, h, w, c"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("images[i]", "pictures[i]")),
    ),
    alternatives=(
        also_right(
            "all_at_once",
            "draws for all pictures, a list of windows",
            code="""
def augment(images, rng):
    m, h, w = images.shape[:3]
    turn = rng.integers(0, 2, m).astype(bool)
    places = rng.integers(3, size=(m, 2))
    turned = np.where(turn[:, None, None, None], np.flip(images, axis=2), images)
    return np.stack([p[y : y + h - 2, x : x + w - 2] for p, (y, x) in zip(turned, places)])
""",
        ),
        also_right(
            "cut_first",
            "the window first, then the mirror",
            code="""
def augment(images, rng):
    out = []
    for picture in images:
        y = rng.choice([0, 1, 2])
        x = rng.choice([0, 1, 2])
        window = picture[y : picture.shape[0] - 2 + y, x : picture.shape[1] - 2 + x, :]
        if rng.uniform() >= 0.5:
            window = np.fliplr(window)
        out.append(window)
    return np.array(out)
""",
        ),
    ),
)
