"""Data augmentation: random flips and crops."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, also_right, script, wrong
from autograder.script import Recipe, Step

CALLS = 30  # one coin for all pictures of a call shows the same side in all calls with probability 2 ** -29


def windows(images: np.ndarray) -> np.ndarray:
    """All possible results for each image, (m, 18, h - 2, w - 2, c)."""
    h, w = images.shape[1:3]
    sides = (images, images[:, :, ::-1])
    return np.stack([s[:, y : y + h - 2, x : x + w - 2] for s in sides for y in range(3) for x in range(3)], axis=1)


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def generators(n: int) -> list[Recipe]:
        return [Recipe("generator", {"seed": int(seed)}) for seed in rng.integers(1, 1 << 30, n)]

    few = rng.normal(size=(12, 6, 5, 3))
    check = Check("drawn_from", {"outcomes": windows(few), "what": "picture", "dtype": "exact"})
    # Enough calls to tell a mistake in mirroring from a mistake in one picture.
    label = "12 colour images of 6 by 5 pixels"
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
        "Each image needs three random choices: whether to flip it, how far from the top the window starts, and how "
        "far from the left.",
        "Flipping left to right reverses the order of the columns: the second of the axes (h, w, c).",
        "A window of h - 2 rows can start at row 0, 1 or 2: `rng.integers(0, 3)`. And `rng.random() < 0.5` is a coin "
        "toss.",
    ),
    equivalent={
        "if rng.random() <= 0.5:": "a random number is never exactly one half",
        "if rng.random() > 0.5:": "the probability is one half either way",
        "augmented = np.ones((m, h - 2, w - 2, c), dtype=images.dtype)": "every entry is overwritten",
    },
    variants=(
        wrong(
            "upside_down",
            "The images are flipped upside down. Left to right is the second axis of an image.",
            (MIRROR, "picture[::-1]"),
        ),
        wrong(
            "colours_reversed",
            "The colour channels are reversed instead of left and right.",
            (MIRROR, "picture[:, :, ::-1]"),
        ),
        wrong("never_mirrored", "No image is ever flipped.", ("rng.random() < 0.5", "False")),
        wrong("always_mirrored", "Every image is flipped: toss a coin for each.", ("rng.random() < 0.5", "True")),
        wrong(
            "seldom_mirrored",
            "Images are flipped too rarely: the probability should be one half.",
            ("rng.random() < 0.5", "rng.random() < 0.25"),
        ),
        wrong(
            "one_window_for_all",
            "All images share the same random choices. Choose for each image separately: draw inside the loop.",
            (
                "    for i in range(m):",
                "    turn = rng.random() < 0.5\n    top, left = rng.integers(0, 3, 2)\n    for i in range(m):",
            ),
            ("if rng.random() < 0.5", "if turn"),
            (PLACE, "pass"),
        ),
        wrong(
            "window_stays_in_corner", "The window always starts in the upper left corner.", (PLACE, "top, left = 0, 0")
        ),
        wrong("window_in_the_middle", "The window is always in the middle.", (PLACE, "top, left = 1, 1")),
        wrong(
            "window_never_last",
            "The window never reaches its last position: `rng.integers` excludes its upper end, so the end should be "
            "3.",
            (PLACE, PLACE.replace("(0, 3)", "(0, 2)")),
        ),
        wrong(
            "window_on_a_diagonal",
            "The window only moves along a diagonal: draw its top and left positions separately.",
            (PLACE, "top = left = rng.integers(0, 3)"),
        ),
        wrong(
            "window_too_small",
            "The window has the wrong size. It should be h - 2 by w - 2.",
            ("np.zeros((m, h - 2, w - 2, c)", "np.zeros((m, h - 3, w - 3, c)"),
            (CUT, "picture[top : top + h - 3, left : left + w - 3]"),
        ),
        wrong(
            "not_cut",
            "The images are not cropped.",
            ("np.zeros((m, h - 2, w - 2, c)", "np.zeros((m, h, w, c)"),
            (CUT, "picture"),
        ),
        wrong(
            "axes_swapped",
            "Height and width are swapped.",
            ("m, h, w, c = images.shape", "m, w, h, c = images.shape"),
        ),
        wrong(
            "zeros_left",
            "The window is cropped but not stored in the result.",
            ("augmented[i] = picture", "window = picture"),
        ),
        wrong("first_picture_always", "Every result comes from the first image.", ("images[i]", "images[0]")),
        wrong(
            "own_generator",
            "The random numbers do not come from `rng`, so nobody could repeat your run.",
            ("    m, h, w, c", "    rng = np.random.default_rng()\n    m, h, w, c"),
        ),
        wrong(
            "own_seed",
            "A seed is set inside, so every call gives the same result. Draw from `rng`.",
            ("    m, h, w, c", "    rng = np.random.default_rng(0)\n    m, h, w, c"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("images[i]", "pictures[i]")),
    ),
    alternatives=(
        also_right(
            "all_at_once",
            "random choices for all images at once, a list of windows",
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
            "crop first, then flip",
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
