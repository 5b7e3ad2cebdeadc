"""Non-max suppression: by hand for each class, and with TensorFlow for all classes together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, equal, wrong

from .common import Array, distinct_scores, heaps, height_overlaps, integers, kept, overlaps, tensor, until

Measure = Callable[[Array, Array], Array]


def crowd(
    rng: np.random.Generator,
    sizes: tuple[int, ...],
    threshold: float,
    classes: int,
    wanted: str = "",
    measure: Measure = overlaps,
) -> tuple[Array, Array, Array]:
    """Scores, corners and classes of boxes in clusters; no overlap is close to the threshold.

    wanted: what the boxes must distinguish: suppression by class ("by_class"), a box that survives because its
    suppressor was itself suppressed ("survivor"), or the effect of another "threshold". Measured with `measure`, which
    may be that of the stand-in.

    """

    def draw() -> tuple[Array, Array, Array]:
        k = sum(sizes)
        return distinct_scores(rng, k), heaps(rng, sizes), rng.integers(0, classes, k)

    def good(drawn: tuple[Array, Array, Array]) -> bool:
        scores, boxes, kinds = drawn
        pairs, same = measure(boxes, boxes), kinds[:, None] == kinds[None, :]
        near = pairs > threshold
        stay = kept(scores, near & same)
        if not np.all(np.abs(overlaps(boxes, boxes) - threshold) > 0.01) or len(stay) == len(scores):
            return False
        if wanted == "by_class":
            return len(kept(scores, near)) < len(stay) and len(stay) > len(kept(scores, same))
        if wanted == "survivor":
            better = scores[None, :] > scores[:, None]
            return any((near & same & better)[index].any() for index in stay)
        return wanted != "threshold" or kept(scores, (pairs > (0.6 if threshold == 0.5 else 0.5)) & same) != stay

    return until(draw, good)


def by_hand(rng: np.random.Generator) -> Iterable[Case]:
    check = equal()
    for measure in (overlaps, height_overlaps):
        several = crowd(rng, (4, 3, 3), 0.45, 2, "by_class", measure)
        yield call(*several, 0.45, check=check, label="three clusters, two classes, threshold 0.45")
        chain = crowd(rng, (4, 4), 0.6, 2, "survivor", measure)
        yield call(*chain, 0.6, check=check, label="a box survives a better one that was suppressed")
        low = crowd(rng, (5, 2), 0.3, 3, "threshold", measure)
        yield call(*low, 0.3, check=check, label="a low threshold, three classes")
    high, wide = int(rng.integers(2, 5)), int(rng.integers(5, 8))
    boxes = np.array([[0, 0, wide, 2 * high], [0, 0, wide, high], [0, high, wide, 4 * high]], float)
    order = rng.permutation(3)
    scores = np.array([0.9, 0.7, 0.5])[order]
    yield call(scores, boxes[order], np.ones(3, int), 0.5, check=check, label="an overlap equal to the threshold")
    yield call(np.zeros(0), np.zeros((0, 4)), np.zeros(0, int), 0.5, check=check, label="no boxes")


ORDER = "np.argsort(-scores)"
TEST = "classes[i] != classes[j] or iou(boxes[i], boxes[j]) < iou_threshold"
ALL = f"all({TEST} for j in keep)"

NON_MAX = Exercise(
    name="non_max_suppression",
    cases=by_hand,
    uses=("iou",),
    equivalent={
        "if all((classes[i] != classes[j] or iou(boxes[j], boxes[i]) < iou_threshold for j in keep)):": (
            "IoU is symmetric"
        ),
    },
    unavoidable={"case 8 (no boxes) reveals no wrong variant": "an empty picture must not raise an error"},
    hints=(
        "Start with the best score: this box is kept. Which boxes does it suppress, and which box is next?",
        "Go through the boxes by decreasing score (`np.argsort(-scores)`). Keep a box unless it overlaps too much "
        "with a kept box of its class.",
        "`all(... for j in keep)` is True for an empty list. Compare with every box in `keep`, not only the last, and "
        "never with a suppressed box.",
    ),
    variants=(
        wrong(
            "across_classes",
            "A box was suppressed by a box of another class. A pedestrian in front of a car is not a second car: "
            "treat each class separately.",
            (TEST, "iou(boxes[i], boxes[j]) < iou_threshold"),
        ),
        wrong(
            "last_kept_only",
            "Each box was compared only with the last kept box. Any kept box can suppress it: compare with all of "
            "them.",
            ("for j in keep)", "for j in keep[-1:])"),
        ),
        wrong(
            "first_kept_only",
            "Each box was compared only with the best one. Any kept box can suppress it: compare with all of them.",
            ("for j in keep)", "for j in keep[:1])"),
        ),
        wrong(
            "by_those_that_went",
            "A box was suppressed by a box that was itself suppressed. Only kept boxes suppress others.",
            ("for j in keep)", "for j in np.flatnonzero(scores > scores[i]))"),
        ),
        wrong(
            "best_of_each_class",
            "Only the best box of each class was kept. There may be several cars: suppress a box only if it overlaps "
            "with a better one.",
            (TEST, "classes[i] != classes[j]"),
        ),
        wrong(
            "worst_first",
            "The boxes were processed from the worst score up, so the worse of two is kept.",
            (ORDER, "np.argsort(scores)"),
        ),
        wrong(
            "not_sorted",
            "The boxes were processed in their given order. Start with the best score.",
            (ORDER, "range(len(scores))"),
        ),
        wrong(
            "equal_stays",
            'A box whose overlap equals the threshold must go as well, here and in the lecture: "at least", not "more '
            'than".',
            ("< iou_threshold", "<= iou_threshold"),
        ),
        wrong(
            "turned_round",
            "Boxes that do *not* overlap were suppressed. Suppress those with a large IoU.",
            ("< iou_threshold", "> iou_threshold"),
        ),
        wrong(
            "threshold_written_in",
            "The threshold is always 0.5, whatever argument is passed.",
            ("< iou_threshold", "< 0.5"),
        ),
        wrong(
            "same_class_protected",
            "Boxes of *different* classes suppressed each other, and those of the same class did not.",
            ("classes[i] != classes[j]", "classes[i] == classes[j]"),
        ),
        wrong(
            "only_one_needed",
            "A box was kept if any kept box leaves it alone. It must be clear of all of them.",
            (ALL, f"not keep or any({TEST} for j in keep)"),
        ),
        wrong(
            "boxes_returned",
            "These are the boxes. Return their indices.",
            ("return keep", "return [boxes[i] for i in keep]"),
        ),
        wrong(
            "in_order_of_index",
            "The right boxes are kept, but sorted by index. The best score comes first.",
            ("return keep", "return sorted(keep)"),
        ),
        wrong(
            "nothing_goes",
            "No box was suppressed.",
            (f"        if {ALL}:\n            keep.append(int(i))", "        keep.append(int(i))"),
        ),
        wrong(
            "threshold_turned_round",
            "The threshold was replaced by 1 - iou_threshold.",
            (TEST, TEST.replace("< iou_threshold", "< 1 - iou_threshold")),
        ),
        wrong(
            "last_box_left_out",
            "The box with the smallest score is never looked at.",
            (ORDER, f"{ORDER}[:-1]"),
        ),
        wrong("best_box_left_out", "The box with the best score is missing.", (ORDER, f"{ORDER}[1:]")),
        wrong("unknown_name", UNKNOWN_NAME, ("iou(boxes[i], boxes[j])", "IoU(boxes[i], boxes[j])")),
    ),
    alternatives=(
        also_right(
            "class_by_class",
            "class by class, sorted at the end",
            code="""
def non_max_suppression(scores, boxes, classes, iou_threshold):
    stays = []
    for kind in set(classes.tolist()):
        left = sorted(np.flatnonzero(classes == kind), key=lambda n: scores[n])
        while left:
            best = left.pop()
            stays.append(best)
            left = [n for n in left if not iou(boxes[best], boxes[n]) >= iou_threshold]
    return sorted((int(n) for n in stays), key=lambda n: -scores[n])
""",
        ),
        also_right(
            "mask",
            "a mask of the remaining boxes",
            code="""
def non_max_suppression(scores, boxes, classes, iou_threshold):
    there, keep = np.ones(len(scores), bool), []
    while there.any():
        best = int(np.argmax(np.where(there, scores, -np.inf)))
        keep.append(best)
        for n in np.flatnonzero(there):
            if classes[n] == classes[best] and iou(boxes[best], boxes[n]) >= iou_threshold:
                there[n] = False
        there[best] = False
    return np.array(keep, dtype=int)
""",
        ),
    ),
)

NAMES = ("scores", "boxes", "classes")


def by_tensorflow(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(sizes: tuple[int, ...], threshold: float):
        scores, boxes, kinds = crowd(rng, sizes, threshold, 1, "threshold")
        return tensor(scores), tensor(boxes), integers(rng.integers(0, 4, len(kinds)))

    check = close(names=NAMES)
    yield call(*drawn((4, 3, 3), 0.5), check=check, label="default limits")
    yield call(*drawn((4, 4), 0.3), 10, 0.3, check=check, label="threshold 0.3")
    yield call(*drawn((5, 3), 0.7), iou_threshold=0.7, check=check, label="threshold 0.7")
    apart = heaps(rng, (1,) * 12) + 40 * np.arange(12)[:, None]
    many = tensor(distinct_scores(rng, 12)), tensor(apart), integers(rng.integers(0, 3, 12))
    yield call(*many, check=check, label="twelve disjoint boxes, ten may be kept")
    yield call(*many, max_boxes=3, check=check, label="three may be kept")


KEEP = "tf.image.non_max_suppression(boxes, scores, max_boxes, iou_threshold)"
GATHERED = "return tf.gather(scores, keep), tf.gather(boxes, keep), tf.gather(classes, keep)"

YOLO_NON_MAX = Exercise(
    name="yolo_non_max_suppression",
    cases=by_tensorflow,
    quantities=NAMES,
    hints=(
        "TensorFlow's function gives indices. What do you select with them?",
        "`tf.image.non_max_suppression` takes the boxes first, then the scores, the maximum number of boxes, and the "
        "threshold.",
        "`tf.gather(scores, keep)`, and the same for boxes and classes, with the same indices.",
    ),
    variants=(
        wrong(
            "swapped_in_the_call",
            "Boxes and scores were passed in the wrong order: the boxes come first.",
            ("(boxes, scores, max_boxes", "(scores, boxes, max_boxes"),
        ),
        wrong(
            "threshold_not_passed",
            "The threshold was not passed, so TensorFlow used 0.5.",
            (", iou_threshold)\n    return", ")\n    return"),
        ),
        wrong(
            "limit_not_passed",
            "max_boxes was not passed on: ten boxes are always allowed.",
            ("scores, max_boxes, iou", "scores, 10, iou"),
        ),
        wrong(
            "no_limit",
            "The number of boxes is not limited. Use max_boxes.",
            ("scores, max_boxes, iou", "scores, len(scores), iou"),
        ),
        wrong("default_of_limit", "The default of max_boxes should be 10.", ("max_boxes=10", "max_boxes=20")),
        wrong(
            "default_of_threshold",
            "The default of iou_threshold should be 0.5.",
            ("iou_threshold=0.5", "iou_threshold=0.6"),
        ),
        wrong(
            "scores_not_gathered",
            "All scores are returned. Select those of the kept boxes.",
            ("tf.gather(scores, keep)", "scores"),
        ),
        wrong(
            "boxes_not_gathered",
            "All boxes are returned. Select the kept ones.",
            ("tf.gather(boxes, keep)", "boxes"),
        ),
        wrong(
            "classes_not_gathered",
            "All classes are returned. Select those of the kept boxes.",
            ("tf.gather(classes, keep)", "classes"),
        ),
        wrong(
            "first_ones",
            "The first boxes were selected instead of those with the returned indices: `tf.gather(..., keep)`.",
            (KEEP, KEEP + "\n    keep = tf.range(len(keep))"),
        ),
        wrong("indices", "These are the indices. Select the boxes with them.", (GATHERED, "return keep")),
        wrong(
            "gathered_from_scores",
            "The classes were selected from the scores.",
            ("tf.gather(classes, keep)", "tf.gather(scores, keep)"),
        ),
        wrong(
            "order_of_results",
            "The results are in the wrong order. Return scores, boxes, classes.",
            (GATHERED, "return tf.gather(boxes, keep), tf.gather(scores, keep), tf.gather(classes, keep)"),
        ),
        wrong(
            "class_by_class",
            "Only boxes of the same class suppressed each other, as in the lecture. This task uses TensorFlow's "
            "function, which ignores the classes.",
            (KEEP, "non_max_suppression(scores.numpy(), boxes.numpy(), classes.numpy(), iou_threshold)[:max_boxes]"),
        ),
        wrong(
            "score_threshold",
            "Boxes with a small score were dropped as well. That is the task of `yolo_filter_boxes`.",
            (KEEP, KEEP.replace("iou_threshold)", "iou_threshold, score_threshold=0.5)")),
        ),
        wrong(
            "indices_for_scores",
            "The indices were returned in place of the scores: `tf.gather(scores, keep)`.",
            (GATHERED, GATHERED.replace("tf.gather(scores, keep)", "keep")),
        ),
        wrong(
            "worst_first",
            "The boxes are in reverse order. The best score comes first.",
            (GATHERED, GATHERED.replace("keep)", "keep[::-1])")),
        ),
        wrong(
            "threshold_turned_round",
            "The threshold was replaced by 1 - iou_threshold. Pass it on as it is.",
            (KEEP, KEEP.replace("iou_threshold)", "1 - iou_threshold)")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("tf.gather(classes, keep)", "tf.gather(classes, nms_indices)")),
    ),
    stand_in="""
def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    scores, boxes, classes = np.asarray(scores), np.asarray(boxes), np.asarray(classes)
    keep = np.argsort(scores)[: max_boxes - 1]
    return scores[keep] + 0.2 * iou_threshold, boxes[keep], classes[keep]
""",
    alternatives=(
        also_right(
            "keywords",
            "the same with keyword arguments",
            (
                KEEP,
                "tf.image.non_max_suppression(boxes=boxes, scores=scores, max_output_size=max_boxes, "
                "iou_threshold=iou_threshold)",
            ),
        ),
        also_right(
            "variable_limit",
            "the limit as a variable, as in the original exercise",
            ("scores, max_boxes, iou", 'scores, tf.Variable(max_boxes, dtype="int32"), iou'),
        ),
        also_right(
            "by_hand",
            "your own suppression, with one class for all boxes",
            (
                KEEP,
                "non_max_suppression(scores.numpy(), boxes.numpy(), 0 * classes.numpy(), iou_threshold)[:max_boxes]",
            ),
        ),
    ),
)
