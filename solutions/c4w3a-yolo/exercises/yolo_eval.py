"""From the four outputs of the network to the boxes that are drawn."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, wrong

from .common import Array, clear_of, kept, overlaps, tensor, until

NAMES = ("scores", "boxes", "classes")


def outputs(
    rng: np.random.Generator, shape: tuple[int, int, int], classes: int, score: float, overlap: float
) -> list[Array]:
    """box_xy, box_wh, box_confidence and box_class_probs: some boxes have low scores, some are suppressed."""

    def draw() -> list[Array]:
        low = (0.25, 0.1)  # wider than tall
        wh = rng.uniform(low, (0.6, 0.35), (*shape, 2))
        xy = rng.uniform((0.3, 0.35), (0.7, 0.65), (*shape, 2))
        return [xy, wh, rng.uniform(0.5, 1, (*shape, 1)), rng.uniform(0.3, 1, (*shape, classes))]

    def good(drawn: list[Array]) -> bool:
        xy, wh, confidence, probs = drawn
        best = (confidence * probs).max(axis=-1)
        if not clear_of(best, score) or not 4 <= np.sum(best > score) < best.size:
            return False
        if np.min(np.diff(np.sort(best[best > score]))) < 0.004:
            return False
        boxes = np.concatenate([xy - wh / 2, xy + wh / 2], axis=-1)[best > score]
        pairs = overlaps(boxes, boxes)[~np.eye(len(boxes), dtype=bool)]
        scores, near = best[best > score], overlaps(boxes, boxes)
        stay = kept(scores, near > overlap)
        strict = kept(scores, near > (0.6 if overlap == 0.5 else 0.5))
        return clear_of(pairs, overlap) and len(stay) < len(scores) and strict != stay

    return until(draw, good)


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(shape: tuple[int, int, int], classes: int, score: float, overlap: float):
        return tuple(tensor(part) for part in outputs(rng, shape, classes, score, overlap))

    check = close(operations=400, names=NAMES)
    yield call(drawn((2, 3, 2), 3, 0.6, 0.5), check=check, label="all defaults")
    yield call(
        drawn((3, 2, 1), 2, 0.4, 0.35), (90, 160), 10, 0.4, 0.35, check=check, label="a small picture, low limits"
    )
    yield call(
        drawn((2, 1, 4), 4, 0.5, 0.25),
        iou_threshold=0.25,
        score_threshold=0.5,
        check=check,
        label="limits as keyword arguments",
    )
    yield call(
        drawn((1, 3, 3), 2, 0.45, 0.5), (64, 96), 2, score_threshold=0.45, check=check, label="two boxes may be kept"
    )
    sides = np.array([0.02, 0.04])
    spots = np.stack(np.meshgrid(np.arange(4), np.arange(3)), axis=-1).reshape(3, 4, 1, 2) / 5 + 0.1
    sure = rng.permutation(np.linspace(0.7, 0.95, 12)).reshape(3, 4, 1, 1)
    apart = (spots, np.broadcast_to(sides, spots.shape), sure, np.tile([0.1, 0.98], (3, 4, 1, 1)))
    yield call(tuple(map(tensor, apart)), (50, 70), check=check, label="twelve disjoint boxes, ten may be kept")


UNPACK = "box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs"
FILTERED = "scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)"
SCALED = "    boxes = scale_boxes(boxes, image_shape)\n"
LAST = "return yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)"

EVAL = Exercise(
    name="yolo_eval",
    cases=cases,
    quantities=NAMES,
    uses=("yolo_filter_boxes", "yolo_non_max_suppression"),
    equivalent={
        "scores, boxes, classes = yolo_filter_boxes(boxes, box_class_probs, box_confidence, score_threshold)": (
            "the filter multiplies the two, so their order does not matter"
        ),
    },
    hints=(
        "Four steps, one line each; all four functions exist already. Which threshold goes to which function?",
        "Compute corners from box_xy and box_wh; filter with score_threshold; scale to pixels with image_shape; "
        "suppress with max_boxes and iou_threshold.",
        "Mind the order of the arguments: `yolo_filter_boxes(boxes, box_confidence, box_class_probs, "
        "score_threshold)`, and `yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)`.",
    ),
    variants=(
        wrong(
            "score_threshold_not_passed",
            "score_threshold was not passed to the filter, which used its default.",
            (FILTERED, FILTERED.replace(", score_threshold)", ")")),
        ),
        wrong(
            "iou_threshold_not_passed",
            "iou_threshold was not passed to the suppression, which used its default.",
            (LAST, LAST.replace(", iou_threshold)", ")")),
        ),
        wrong(
            "max_boxes_not_passed",
            "max_boxes was not passed to the suppression, which used its default.",
            (LAST, LAST.replace("max_boxes, iou_threshold", "iou_threshold=iou_threshold")),
        ),
        wrong(
            "thresholds_swapped",
            "The two thresholds were swapped: score_threshold is for the filter, iou_threshold for the suppression.",
            (FILTERED, FILTERED.replace("score_threshold", "iou_threshold")),
            (LAST, LAST.replace("iou_threshold", "score_threshold")),
        ),
        wrong(
            "not_scaled",
            "The boxes are still fractions of the picture. `scale_boxes` converts them to pixels.",
            (SCALED, ""),
        ),
        wrong(
            "scaled_twice",
            "The boxes were scaled twice.",
            (SCALED, SCALED + SCALED),
        ),
        wrong(
            "shape_written_in",
            "The picture always has 720 by 1280 pixels here. That is only the default: use image_shape.",
            ("scale_boxes(boxes, image_shape)", "scale_boxes(boxes, (720, 1280))"),
        ),
        wrong(
            "width_first",
            "Height and width of the picture were swapped. image_shape has the height first, and so does scale_boxes.",
            ("scale_boxes(boxes, image_shape)", "scale_boxes(boxes, (image_shape[1], image_shape[0]))"),
        ),
        wrong(
            "no_suppression",
            "The suppression is missing: several boxes on one object are returned.",
            (LAST, "return scores, boxes, classes"),
        ),
        wrong(
            "middles_as_corners",
            "Centres and sizes were used as corners. Convert them with `yolo_boxes_to_corners`.",
            ("yolo_boxes_to_corners(box_xy, box_wh)", "tf.concat([box_xy, box_wh], axis=-1)"),
        ),
        wrong(
            "sizes_and_middles_swapped",
            "box_xy and box_wh were swapped.",
            ("yolo_boxes_to_corners(box_xy, box_wh)", "yolo_boxes_to_corners(box_wh, box_xy)"),
        ),
        wrong(
            "x_first",
            "The corners are in the order (x1, y1, x2, y2). TensorFlow puts y first, as `yolo_boxes_to_corners` does.",
            (
                "yolo_boxes_to_corners(box_xy, box_wh)",
                "tf.concat([box_xy - box_wh / 2, box_xy + box_wh / 2], axis=-1)",
            ),
        ),
        wrong(
            "old_order_of_outputs",
            "yolo_outputs was unpacked in the order of 2017, with box_confidence first. The order is box_xy, box_wh, "
            "box_confidence, box_class_probs.",
            (UNPACK, "box_confidence, box_xy, box_wh, box_class_probs = yolo_outputs"),
        ),
        wrong(
            "default_shape",
            "The default of image_shape should be (720, 1280).",
            ("image_shape=(720, 1280)", "image_shape=(608, 608)"),
        ),
        wrong("default_boxes", "The default of max_boxes should be 10.", ("max_boxes=10", "max_boxes=20")),
        wrong(
            "default_score",
            "The default of score_threshold should be 0.6.",
            ("score_threshold=0.6", "score_threshold=0.5"),
        ),
        wrong("default_iou", "The default of iou_threshold should be 0.5.", ("iou_threshold=0.5", "iou_threshold=0.6")),
        wrong("unknown_name", UNKNOWN_NAME, ("= yolo_outputs", "= outputs")),
    ),
    alternatives=(
        also_right(
            "scaled_afterwards",
            "IoU is the same in pixels and in fractions, so scaling may come last",
            code="""
def yolo_eval(yolo_outputs, image_shape=(720, 1280), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    xy, wh, confidence, probs = yolo_outputs
    kept = yolo_filter_boxes(yolo_boxes_to_corners(xy, wh), confidence, probs, threshold=score_threshold)
    scores, boxes, classes = yolo_non_max_suppression(*kept, max_boxes=max_boxes, iou_threshold=iou_threshold)
    return scores, scale_boxes(boxes, image_shape), classes
""",
        ),
        also_right(
            "indexed",
            "the outputs by index, scaled before the filter",
            code="""
def yolo_eval(yolo_outputs, image_shape=(720, 1280), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    corners = scale_boxes(yolo_boxes_to_corners(yolo_outputs[0], yolo_outputs[1]), image_shape)
    s, b, c = yolo_filter_boxes(corners, yolo_outputs[2], yolo_outputs[3], score_threshold)
    s, b, c = yolo_non_max_suppression(s, b, c, max_boxes, iou_threshold)
    return (s, b, c)
""",
        ),
    ),
)
