"""How much two boxes have in common of what they cover together."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import IOU_STAND_IN


def box(corner: np.ndarray, size: np.ndarray) -> tuple[float, ...]:
    return (*map(float, corner), *map(float, corner + size))


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def sizes() -> np.ndarray:
        return rng.uniform((2.0, 4.0), (3.5, 6.0))  # never as wide as high

    first, size, other = rng.uniform(-3, 3, 2), sizes(), sizes()[::-1]
    yield call(box(first, size), box(first + 0.45 * size, other), label="they overlap")
    yield call(box(first, size), box(first - 0.6 * other, other), label="the second begins further left and above")
    inner = size * rng.uniform(0.3, 0.6, 2)
    yield call(box(first, size), box(first + 0.2 * size, inner), label="one within the other")
    yield call(box(first + 0.25 * other, 0.5 * other), box(first, other), label="the first within the second")
    away = size * rng.uniform(1.2, 1.9, 2)
    yield call(box(first, size), box(first + away, other), label="apart in both directions")
    yield call(box(first, size), box(first + away * (1, 0.1), other), label="side by side, apart")
    yield call(box(first, size), box(first + away * (0.1, 1), other), label="one below the other, apart")
    corner = rng.integers(0, 4, 2)
    wide, high = int(rng.integers(2, 4)), int(rng.integers(4, 7))
    flat = np.array([corner[0], corner[1], corner[0] + wide, corner[1] + high])
    yield call(flat, flat + np.array([wide, 1, wide, 1]), label="they touch along a side")
    yield call(
        tuple(flat.tolist()),
        tuple((flat + np.array([wide, high, wide, high])).tolist()),
        label="they touch at a corner",
    )
    yield call(flat + 0.5, flat + 0.5, label="twice the same box")


WIDTH = "min(box1[2], box2[2]) - max(box1[0], box2[0])"
HEIGHT = "min(box1[3], box2[3]) - max(box1[1], box2[1])"
SHARED = "max(width, 0) * max(height, 0)"
AREA1 = "(box1[2] - box1[0]) * (box1[3] - box1[1])"
AREA2 = "(box2[2] - box2[0]) * (box2[3] - box2[1])"
UNION = "(area1 + area2 - intersection)"

SMALLER = "min and max do not mind the order"

IOU = Exercise(
    name="iou",
    cases=cases,
    equivalent={
        "width = min(box2[2], box1[2]) - max(box1[0], box2[0])": SMALLER,
        "width = min(box1[2], box2[2]) - max(box2[0], box1[0])": SMALLER,
        "height = min(box2[3], box1[3]) - max(box1[1], box2[1])": SMALLER,
        "height = min(box1[3], box2[3]) - max(box2[1], box1[1])": SMALLER,
        "intersection = max(0, width) * max(height, 0)": SMALLER,
        "intersection = max(width, 0) * max(0, height)": SMALLER,
    },
    hints=(
        "What two boxes have in common is a box again, or nothing. Where does it begin, and where does it end?",
        "It begins at the larger of the two left edges and ends at the smaller of the two right edges; the same from "
        "top to bottom. Where it would end before it begins, there is nothing in common.",
        "Each side of the common box is max(end - begin, 0). The union is area1 + area2 - intersection, since "
        "the common part lies in both areas.",
    ),
    variants=(
        wrong(
            "not_clamped",
            "For boxes that are apart, a side of the common part is negative, and two negative sides even make a "
            "positive area. Each side must be at least 0.",
            (SHARED, "width * height"),
        ),
        wrong(
            "clamped_afterwards",
            "Boxes that are apart in both directions have two negative sides, and minus times minus is plus. Clamp "
            "each side at 0, not the product.",
            (SHARED, "max(width * height, 0)"),
        ),
        wrong(
            "one_side_clamped",
            "Only one side of the common part was kept from being negative. Both must be.",
            (SHARED, "max(width, 0) * height"),
        ),
        wrong(
            "other_side_clamped",
            "Only the height of the common part was kept from being negative. The width must be as well.",
            (SHARED, "width * max(height, 0)"),
        ),
        wrong(
            "area_by_addition",
            "Width and height were added up. An area is their product. (For boxes of 2 by 2 both are 4, so such boxes "
            "do not show it.)",
            (AREA1, AREA1.replace(") * (", ") + (")),
            (AREA2, AREA2.replace(") * (", ") + (")),
        ),
        wrong(
            "shared_by_addition",
            "The common part's sides were added up. An area is their product.",
            (SHARED, "max(width, 0) + max(height, 0)"),
        ),
        wrong(
            "counted_twice",
            "The common part lies in both areas, so in their sum it counts twice. Take it away once.",
            (UNION, "(area1 + area2)"),
        ),
        wrong(
            "union_too_small",
            "The common part was taken away twice. That leaves what lies in only one of the boxes.",
            (UNION, "(area1 + area2 - 2 * intersection + 1e-9)"),
        ),
        wrong("over_first", "This is the share of the first box. Divide by the union of both.", (UNION, "area1")),
        wrong("over_second", "This is the share of the second box. Divide by the union of both.", (UNION, "area2")),
        wrong(
            "over_smaller",
            "This is the share of the smaller box: 1 for every box within another. Divide by the union.",
            (UNION, "min(area1, area2)"),
        ),
        wrong("over_larger", "This is the share of the larger box. Divide by the union.", (UNION, "max(area1, area2)")),
        wrong(
            "dice",
            "This is twice the common part over the sum of both areas, another measure (Dice's). Divide the "
            "common part by the union.",
            (f"intersection / {UNION}", "2 * intersection / (area1 + area2)"),
        ),
        wrong(
            "min_and_max_swapped",
            "min and max have changed places: this is the box around both. The common part begins at the *larger* "
            "left edge and ends at the *smaller* right edge.",
            (WIDTH, "max(box1[2], box2[2]) - min(box1[0], box2[0])"),
            (HEIGHT, "max(box1[3], box2[3]) - min(box1[1], box2[1])"),
        ),
        wrong(
            "pixels_counted",
            "1 was added to each side, as if corners were pixels that belong to the box. Here they are places: a box "
            "from 0 to 4 is 4 wide.",
            (WIDTH, WIDTH + " + 1"),
            (HEIGHT, HEIGHT + " + 1"),
            (AREA1, AREA1.replace("0])", "0] + 1)").replace("[1])", "[1] + 1)")),
            (AREA2, AREA2.replace("0])", "0] + 1)").replace("[1])", "[1] + 1)")),
        ),
        wrong(
            "sizes_not_corners",
            "The last two numbers were taken for width and height. They are the lower right corner.",
            (AREA1, "box1[2] * box1[3]"),
            (AREA2, "box2[2] * box2[3]"),
        ),
        wrong("same_area_twice", "The area of the first box was taken for the second as well.", (AREA2, AREA1)),
        wrong(
            "mixed_axes",
            "The height was worked out from x. It goes from y1 to y2, the second and the fourth number.",
            (HEIGHT, WIDTH),
        ),
        wrong("only_intersection", "This is the common area itself. Divide it by the union.", (f" / {UNION}", "")),
        wrong(
            "upside_down",
            "Union over intersection: it is the other way round.",
            (f"intersection / {UNION}", f"{UNION} / (intersection + 1e-9)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("intersection / ", "inter / ")),
    ),
    stand_in=IOU_STAND_IN,
    alternatives=(
        also_right(
            "early_return",
            "boxes that are apart first",
            code="""
def iou(box1, box2):
    (a1, b1, a2, b2), (c1, d1, c2, d2) = box1, box2
    left, top, right, bottom = max(a1, c1), max(b1, d1), min(a2, c2), min(b2, d2)
    if left >= right or top >= bottom:
        return 0.0
    shared = (right - left) * (bottom - top)
    return shared / ((a2 - a1) * (b2 - b1) + (c2 - c1) * (d2 - d1) - shared)
""",
        ),
        also_right(
            "arrays",
            "corners as arrays",
            code="""
def iou(box1, box2):
    one, two = np.array(box1, dtype=float), np.array(box2, dtype=float)
    sides = np.clip(np.minimum(one[2:], two[2:]) - np.maximum(one[:2], two[:2]), 0, None)
    shared = sides.prod()
    return shared / (np.prod(one[2:] - one[:2]) + np.prod(two[2:] - two[:2]) - shared)
""",
        ),
        also_right(
            "by_spans",
            "what two lengths have in common is their sum less what they span",
            code="""
def iou(box1, box2):
    shared, areas = 1.0, [1.0, 1.0]
    for low, high in ((0, 2), (1, 3)):
        first, second = box1[high] - box1[low], box2[high] - box2[low]
        span = max(box1[high], box2[high]) - min(box1[low], box2[low])
        shared *= max(first + second - span, 0)
        areas = [areas[0] * first, areas[1] * second]
    return shared / (sum(areas) - shared)
""",
        ),
    ),
)
