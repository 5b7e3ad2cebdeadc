"""Intersection over union of two boxes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import IOU_STAND_IN


def box(corner: np.ndarray, size: np.ndarray) -> tuple[float, ...]:
    return (*map(float, corner), *map(float, corner + size))


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def sizes() -> np.ndarray:
        return rng.uniform((2.0, 4.0), (3.5, 6.0))  # never a square box

    first, size, other = rng.uniform(-3, 3, 2), sizes(), sizes()[::-1]
    yield call(box(first, size), box(first + 0.45 * size, other), label="the boxes overlap")
    yield call(box(first, size), box(first - 0.6 * other, other), label="the second starts further left and higher up")
    inner = size * rng.uniform(0.3, 0.6, 2)
    yield call(box(first, size), box(first + 0.2 * size, inner), label="the second inside the first")
    yield call(box(first + 0.25 * other, 0.5 * other), box(first, other), label="the first inside the second")
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
    yield call(flat + 0.5, flat + 0.5, label="two identical boxes")


WIDTH = "min(box1[2], box2[2]) - max(box1[0], box2[0])"
HEIGHT = "min(box1[3], box2[3]) - max(box1[1], box2[1])"
SHARED = "max(width, 0) * max(height, 0)"
AREA1 = "(box1[2] - box1[0]) * (box1[3] - box1[1])"
AREA2 = "(box2[2] - box2[0]) * (box2[3] - box2[1])"
UNION = "(area1 + area2 - intersection)"

SMALLER = "min and max do not depend on the order"

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
        "The intersection of two boxes is a box again, or empty. Where does it start, and where does it end?",
        "It starts at the larger of the two left edges and ends at the smaller of the two right edges; likewise from "
        "top to bottom. If it would end before it starts, it is empty.",
        "Each side of the intersection is max(end - start, 0). The union is area1 + area2 - intersection, since both "
        "areas include the intersection.",
    ),
    variants=(
        wrong(
            "not_clamped",
            "For boxes that are apart, a side of the intersection is negative, and two negative sides even give a "
            "positive area. Clamp each side at 0.",
            (SHARED, "width * height"),
        ),
        wrong(
            "clamped_afterwards",
            "Boxes that are apart in both directions have two negative sides, whose product is positive. Clamp each "
            "side at 0, not the product.",
            (SHARED, "max(width * height, 0)"),
        ),
        wrong(
            "one_side_clamped",
            "Only the width of the intersection was clamped at 0. Clamp the height as well.",
            (SHARED, "max(width, 0) * height"),
        ),
        wrong(
            "other_side_clamped",
            "Only the height of the intersection was clamped at 0. Clamp the width as well.",
            (SHARED, "width * max(height, 0)"),
        ),
        wrong(
            "area_by_addition",
            "Width and height were added. An area is their product. (A box of 2 by 2 hides the mistake: both are 4.)",
            (AREA1, AREA1.replace(") * (", ") + (")),
            (AREA2, AREA2.replace(") * (", ") + (")),
        ),
        wrong(
            "shared_by_addition",
            "The sides of the intersection were added. An area is their product.",
            (SHARED, "max(width, 0) + max(height, 0)"),
        ),
        wrong(
            "counted_twice",
            "The sum of the two areas counts the intersection twice. Subtract it once.",
            (UNION, "(area1 + area2)"),
        ),
        wrong(
            "union_too_small",
            "The intersection was subtracted twice. That leaves the area covered by exactly one of the boxes.",
            (UNION, "(area1 + area2 - 2 * intersection + 1e-9)"),
        ),
        wrong("over_first", "This is the fraction of the first box. Divide by the union of both.", (UNION, "area1")),
        wrong("over_second", "This is the fraction of the second box. Divide by the union of both.", (UNION, "area2")),
        wrong(
            "over_smaller",
            "This is the fraction of the smaller box: 1 for every box inside another. Divide by the union.",
            (UNION, "min(area1, area2)"),
        ),
        wrong(
            "over_larger", "This is the fraction of the larger box. Divide by the union.", (UNION, "max(area1, area2)")
        ),
        wrong(
            "dice",
            "This is twice the intersection over the sum of both areas, which is the Dice coefficient. Divide the "
            "intersection by the union.",
            (f"intersection / {UNION}", "2 * intersection / (area1 + area2)"),
        ),
        wrong(
            "min_and_max_swapped",
            "min and max were swapped: this is the box around both. The intersection starts at the *larger* left edge "
            "and ends at the *smaller* right edge.",
            (WIDTH, "max(box1[2], box2[2]) - min(box1[0], box2[0])"),
            (HEIGHT, "max(box1[3], box2[3]) - min(box1[1], box2[1])"),
        ),
        wrong(
            "pixels_counted",
            "1 was added to each side, as if the corners were pixels inside the box. They are coordinates: a box from "
            "0 to 4 has width 4.",
            (WIDTH, WIDTH + " + 1"),
            (HEIGHT, HEIGHT + " + 1"),
            (AREA1, AREA1.replace("0])", "0] + 1)").replace("[1])", "[1] + 1)")),
            (AREA2, AREA2.replace("0])", "0] + 1)").replace("[1])", "[1] + 1)")),
        ),
        wrong(
            "sizes_not_corners",
            "The last two numbers were used as width and height. They are the bottom right corner.",
            (AREA1, "box1[2] * box1[3]"),
            (AREA2, "box2[2] * box2[3]"),
        ),
        wrong("same_area_twice", "The area of the first box was used for the second as well.", (AREA2, AREA1)),
        wrong(
            "mixed_axes",
            "The height was computed from x. It goes from y1 to y2, the second and the fourth number.",
            (HEIGHT, WIDTH),
        ),
        wrong(
            "only_intersection", "This is the area of the intersection. Divide it by the union.", (f" / {UNION}", "")
        ),
        wrong(
            "upside_down",
            "This is union over intersection. Take the inverse.",
            (f"intersection / {UNION}", f"{UNION} / (intersection + 1e-9)"),
        ),
        wrong(
            "one_added_to_the_width",
            "The boxes are coordinates, not pixels: the width is a difference, without + 1.",
            (WIDTH, f"{WIDTH} + 1"),
        ),
        wrong(
            "one_added_to_all",
            "The boxes are coordinates, not pixels: widths and heights are differences, without + 1.",
            (WIDTH, f"{WIDTH} + 1"),
            (HEIGHT, f"{HEIGHT} + 1"),
        ),
        wrong(
            "whole_numbers",
            "The sides were cut to integers. Coordinates may be fractions.",
            (SHARED, "int(max(width, 0)) * int(max(height, 0))"),
        ),
        wrong(
            "percent",
            "This is a percentage. IoU is a number from 0 to 1.",
            ("return intersection", "return 100 * intersection"),
        ),
        wrong(
            "distance",
            "This is 1 - IoU, a distance. Return the IoU.",
            ("return intersection / ", "return 1 - intersection / "),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("intersection / ", "inter / ")),
    ),
    stand_in=IOU_STAND_IN,
    alternatives=(
        also_right(
            "early_return",
            "disjoint boxes handled first",
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
            "the overlap of two intervals is the sum of their lengths minus their span",
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
