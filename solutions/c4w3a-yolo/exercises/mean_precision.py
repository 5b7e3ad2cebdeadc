"""The quality of a detector: the average precision of each class, and its mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import Array, clear_of, distinct_scores, overlaps, until


def street(
    rng: np.random.Generator, counts: tuple[int, ...], classes: int, thresholds: tuple[float, ...]
) -> tuple[list[Any], list[Any]]:
    """Pictures with this many objects each; some objects are detected once, some twice, and some detections hit
    nothing.
    """

    def draw() -> tuple[list[Any], list[Any], Array]:
        truths, detections, all_pairs = [], [], []
        scores = iter(distinct_scores(rng, 4 * sum(counts) + 2 * len(counts)))
        for n in counts:
            low = rng.uniform((0, 0), (8, 6), (n, 2))
            true_boxes = np.concatenate([low, low + rng.uniform((2, 1), (4, 2.5), (n, 2))], axis=1)
            kinds = rng.integers(0, classes, n)
            boxes, said = [], []
            for box, kind in zip(true_boxes, kinds, strict=True):
                for _ in range(int(rng.choice(4, p=[0.15, 0.4, 0.35, 0.1]))):
                    boxes.append(box + rng.normal(0, 0.22, 4))
                    said.append(kind if rng.random() < 0.85 else (kind + 1) % classes)
            for _ in range(int(rng.integers(1, 3))):
                corner = rng.uniform(0, 9, 2)
                boxes.append([*corner, *(corner + rng.uniform((2, 1), (4, 2), 2))])
                said.append(rng.integers(0, classes))
            found = np.array(boxes)
            order = rng.permutation(len(found))
            detections.append((np.array([next(scores) for _ in found]), found[order], np.array(said)[order]))
            truths.append((true_boxes, kinds))
            all_pairs.append(overlaps(found, true_boxes).ravel())
        return detections, truths, np.concatenate(all_pairs)

    def good(drawn: tuple[list[Any], list[Any], Array]) -> bool:
        detections, truths, pairs = drawn
        kinds = {int(kind) for _, its in truths for kind in its}
        return (
            all(clear_of(pairs, threshold) for threshold in thresholds)
            and kinds == set(range(classes))
            and all(np.all(d[1][:, :2] < d[1][:, 2:]) for d in detections)
            and np.mean(pairs[pairs > 0.05] > thresholds[0]) > 0.25
        )

    detections, truths, _ = until(draw, good)
    return detections, truths


def cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*street(rng, (3, 2, 4), 2, (0.5,)), label="three pictures, two classes, default threshold")
    yield call(*street(rng, (4, 5), 3, (0.7, 0.5)), 0.7, label="two pictures, three classes, threshold 0.7")
    yield call(*street(rng, (5, 3, 2), 1, (0.35, 0.5)), iou_threshold=0.35, label="one class, threshold 0.35")
    high, wide = int(rng.integers(2, 5)), int(rng.integers(5, 8))
    box = np.array([0.0, 0, wide, 2 * high])
    half, away = box * (1, 1, 1, 0.5), box + 20
    truths = [(np.array([box, away]), np.array([0, 0])), (np.array([away]), np.array([2]))]
    detections = [
        (np.array([0.6, 0.8]), np.array([half, away + 50]), np.array([0, 0])),
        (np.array([0.7]), np.array([away]), np.array([1])),
    ]
    yield call(detections, truths, label="an overlap equal to the threshold, and a class that is never detected")
    first, second = box, box + np.array([0, 0.45 * high, 0, 0.45 * high])
    truths = [(np.array([first, second]), np.array([1, 1])), (np.zeros((0, 4)), np.zeros(0, int))]
    near = first + np.array([0, 0.3 * high, 0, 0.3 * high])
    detections = [
        (np.array([0.5, 0.9]), np.array([first, near]), np.array([1, 1])),
        (np.array([0.4]), np.array([away]), np.array([1])),
    ]
    yield call(detections, truths, label="two objects side by side, and a picture without objects")


POP = "                        left.pop(np.argmax(overlaps))\n"
HIT = "hit = max(overlaps, default=0) >= iou_threshold"
LEFT = "list(true_boxes[true_classes == wanted])"
CLASSES = "np.unique(np.concatenate([classes for _, classes in truths]))"
RETURN = "return float(np.mean(averages))"
IN_ORDER = "np.argsort(-scores)"
INIT = "        all_scores, hits, positives = [], [], 0\n"

MEAN_PRECISION = Exercise(
    name="mean_average_precision",
    cases=cases,
    uses=("iou",),
    equivalent={
        "overlaps = [iou(box, boxes[i]) for box in left]": "IoU is symmetric",
        "hit = max(overlaps, default=-1) >= iou_threshold": "with nothing left, 0 and -1 are both below the threshold",
    },
    hints=(
        "For one class: which detections are correct, and how many objects are there to find? Each object can be "
        "found only once.",
        "In each picture, keep a list of the objects of this class not yet found. Go through the detections by "
        "decreasing score. If the best IoU with an object in the list reaches the threshold, it is a hit: remove that "
        "object.",
        "Collect scores and hits over all pictures, sum the numbers of objects, and call `average_precision(scores, "
        "hits, positives)` once per class. `max(overlaps, default=0)` also works for an empty list.",
    ),
    variants=(
        wrong(
            "found_again",
            "A second box on the same object counted as correct. The object was already found, so this is a false "
            "positive: remove the object from the list.",
            (POP, "                        pass\n"),
        ),
        wrong(
            "any_class",
            "A box counted as correct although the object has another class.",
            (LEFT, "list(true_boxes)"),
            ("positives += len(left)", "positives += int(np.sum(true_classes == wanted))"),
        ),
        wrong(
            "detections_of_all_classes",
            "Detections of other classes were included. Treat each class separately.",
            ("if classes[i] == wanted:", "if True:"),
        ),
        wrong(
            "not_by_score",
            "The detections were processed in their given order. In each picture, start with the best score.",
            (IN_ORDER, "range(len(scores))"),
        ),
        wrong("worst_first", "The worst score came first. Start with the best.", (IN_ORDER, "np.argsort(scores)")),
        wrong(
            "more_than_threshold",
            "An overlap equal to the threshold also counts: use >=.",
            (HIT, HIT.replace(">=", ">")),
        ),
        wrong(
            "threshold_written_in",
            "The threshold is always 0.5, whatever argument is passed. 0.5 is only the default.",
            (HIT, HIT.replace("iou_threshold", "0.5")),
        ),
        wrong("default_changed", "The default threshold should be 0.5.", ("iou_threshold=0.5", "iou_threshold=0.6")),
        wrong(
            "every_overlap",
            "Every overlap counted, however small. It must reach the threshold.",
            (HIT, HIT.replace(">= iou_threshold", "> 0")),
        ),
        wrong(
            "wrong_one_found",
            "The object with the *smallest* overlap was removed from the list, instead of the one that was found.",
            ("np.argmax(overlaps)", "np.argmin(overlaps)"),
        ),
        wrong(
            "first_one_found",
            "The first object of the list was removed, instead of the one that was found.",
            ("left.pop(np.argmax(overlaps))", "left.pop(0)"),
        ),
        wrong(
            "objects_of_the_last_picture",
            "Only the objects of the last picture were counted. Sum over all pictures.",
            ("positives += len(left)", "positives = max(len(left), 1)"),
        ),
        wrong(
            "found_objects_counted",
            "The objects were counted after the found ones had been removed.",
            ("            positives += len(left)\n", ""),
            (
                "        averages.append(",
                "            positives += len(left)\n        positives = max(positives, 1)\n        averages.append(",
            ),
        ),
        wrong(
            "found_classes_alone",
            "A class that was never detected was omitted from the mean. It counts as 0.",
            (CLASSES, "np.unique(np.concatenate([d[2] for d in detections if len(d[2])]))"),
            ("        averages.append(average", "        if positives:\n            averages.append(average"),
        ),
        wrong(
            "all_classes_together",
            "All classes were pooled. Take the mean over the classes, so that rare ones count as much.",
            (CLASSES, "[None]"),
            ("[true_classes == wanted]", ""),
            ("if classes[i] == wanted:", "if True:"),
        ),
        wrong(
            "picture_by_picture",
            "The precision was averaged over the pictures. For each class, the detections of all pictures form one "
            "curve.",
            ("        averages.append(average_precision(all_scores, hits, positives))\n", ""),
            (
                "            positives += len(left)\n",
                "            all_scores, hits, positives = [], [], max(len(left), 1)\n",
            ),
            (
                "                    hits.append(hit)\n",
                "                    hits.append(hit)\n            "
                "averages.append(average_precision(all_scores, hits, positives))\n",
            ),
        ),
        wrong(
            "sum_not_mean",
            "This is the sum over the classes. Take the mean.",
            (RETURN, "return float(np.sum(averages))"),
        ),
        wrong(
            "one_for_each_class",
            "This is one number per class. Return their mean.",
            (RETURN, "return averages"),
        ),
        wrong(
            "share_of_hits",
            "This is the fraction of correct detections (the precision), one point of the curve. Compute the area "
            "under it.",
            ("average_precision(all_scores, hits, positives)", "sum(hits) / max(len(hits), 1)"),
        ),
        wrong(
            "share_found",
            "This is the fraction of objects found (the recall), one point of the curve. Compute the area under it.",
            ("average_precision(all_scores, hits, positives)", "sum(hits) / positives"),
        ),
        wrong(
            "median", "This is the median over the classes. Take the mean.", (RETURN, RETURN.replace("mean", "median"))
        ),
        wrong(
            "best_class",
            "This is the largest over the classes. Take the mean.",
            (RETURN, RETURN.replace("mean", "max")),
        ),
        wrong(
            "worst_class",
            "This is the smallest over the classes. Take the mean.",
            (RETURN, RETURN.replace("mean", "min")),
        ),
        wrong(
            "percent",
            "This is a percentage. Return a number from 0 to 1.",
            (RETURN, "return float(100 * np.mean(averages))"),
        ),
        wrong(
            "last_class_missing",
            "The last class is missing. Average over all classes that occur in `truths`.",
            (CLASSES, f"{CLASSES}[:-1]"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("iou(boxes[i], box)", "iou(box_i, box)")),
    ),
    alternatives=(
        also_right(
            "matched_by_masks",
            "a mask of the objects not yet found",
            code="""
def mean_average_precision(detections, truths, iou_threshold=0.5):
    classes = sorted(set(int(k) for _, its in truths for k in its))
    total = 0.0
    for k in classes:
        ranked = [(score, p, n) for p, (scores, _, its) in enumerate(detections)
                  for n, score in enumerate(scores) if its[n] == k]
        ranked.sort(reverse=True)
        there = [np.array(its) == k for _, its in truths]
        positives = sum(int(mask.sum()) for mask in there)
        hits = []
        for score, p, n in ranked:
            best, which = -1.0, None
            for t in np.flatnonzero(there[p]):
                overlap = iou(detections[p][1][n], truths[p][0][t])
                if overlap > best:
                    best, which = overlap, t
            hits.append(best >= iou_threshold)
            if hits[-1]:
                there[p][which] = False
        total += average_precision([score for score, _, _ in ranked], hits, positives)
    return total / len(classes)
""",
        ),
        also_right(
            "curve_by_hand",
            "the area computed from precision and recall",
            (
                "averages.append(average_precision(all_scores, hits, positives))",
                "precision, recall = precision_recall(all_scores, hits, positives)\n"
                "        steps = np.diff(np.concatenate([[0.0], recall]))\n"
                "        averages.append(sum(step * precision[n:].max() for n, step in enumerate(steps)))",
            ),
        ),
    ),
)
