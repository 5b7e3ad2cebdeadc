"""The boxes with high scores, and their classes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, wrong

from .common import Array, clear_of, tensor, until

NAMES = ("scores", "boxes", "classes")


def outputs(
    rng: np.random.Generator, shape: tuple[int, int, int], classes: int, threshold: float
) -> tuple[Array, Array, Array]:
    """Boxes, p_c and class probabilities; scores pass or fail clearly, and none is close to the threshold."""

    def draw() -> tuple[Array, Array, Array]:
        corners = rng.uniform(0, 9, (*shape, 4))
        confidence = rng.uniform(0.55, 1, (*shape, 1))
        return corners, confidence, rng.uniform(0.02, 1, (*shape, classes))

    def good(drawn: tuple[Array, Array, Array]) -> bool:
        scores = drawn[1] * drawn[2]
        best = scores.max(axis=-1)
        return (
            clear_of(scores, threshold)
            and clear_of(drawn[2], threshold)
            and clear_of(drawn[1], threshold)
            and bool(np.any(np.any(drawn[2] > threshold, axis=-1) & (best < threshold)))
            and 0.2 < np.mean(best > threshold) < 0.8
        )

    def few_margins(drawn: tuple[Array, Array, Array]) -> bool:
        return good(drawn)

    return until(draw, few_margins)


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(shape: tuple[int, int, int], classes: int, threshold: float):
        return [tensor(part) for part in outputs(rng, shape, classes, threshold)]

    check = close(names=NAMES)
    yield call(*drawn((2, 3, 2), 2, 0.6), check=check, label="2 x 3 cells, 2 anchors, default threshold")
    yield call(*drawn((3, 1, 2), 3, 0.72), 0.72, check=check, label="3 x 1 cells, threshold 0.72")
    yield call(*drawn((1, 2, 3), 2, 0.5), threshold=0.5, check=check, label="1 x 2 cells, 3 anchors, threshold 0.5")
    halves = rng.permutation([0.25, 0.5, 0.75, 0.125])
    probs = np.stack([halves, np.full(4, 0.0625)], axis=-1).reshape(2, 2, 1, 2)
    exact = (tensor(rng.uniform(0, 9, (2, 2, 1, 4))), tensor(np.full((2, 2, 1, 1), 0.5)), tensor(probs), 0.25)
    yield call(*exact, check=check, label="a score equal to the threshold")
    boxes, confidence, chances = outputs(rng, (2, 2, 1), 2, 0.6)
    yield call(tensor(boxes), tensor(0.2 * confidence), tensor(chances), check=check, label="no box passes")


SCORES = "box_confidence * box_class_probs"
BEST = "tf.reduce_max(scores, axis=-1)"
CLASSES = "tf.argmax(scores, axis=-1)"
MASK = "best >= threshold"
RETURN = "return tf.boolean_mask(best, mask), tf.boolean_mask(boxes, mask), tf.boolean_mask(classes, mask)"

FILTER = Exercise(
    name="yolo_filter_boxes",
    cases=cases,
    quantities=NAMES,
    hints=(
        "How sure is the network that this box holds a car? The probability that there is an object, times the "
        "probability that it is a car. Which shape does the product have?",
        "The product has shape (rows, columns, A, C). Along the last axis, `tf.reduce_max` gives the best score of "
        "each box and `tf.argmax` its class.",
        "A Boolean mask, `best >= threshold`, selects from all three: `tf.boolean_mask(..., mask)`.",
    ),
    variants=(
        wrong(
            "confidence_alone",
            "Only p_c was used as the score. The class probability counts as well: p_c times c.",
            (BEST, "box_confidence[..., 0]"),
        ),
        wrong(
            "classes_alone",
            "Only the class probabilities were used as scores. Multiply them by p_c.",
            (SCORES, "box_class_probs"),
        ),
        wrong(
            "class_of_the_anchor_axis",
            "The argmax runs over the anchors. The classes are on the last axis.",
            (CLASSES, "tf.argmax(scores, axis=-2)[..., : 1]"),
        ),
        wrong(
            "best_of_the_anchors",
            "The maximum runs over the anchors. The classes are on the last axis.",
            (BEST, "tf.reduce_max(scores, axis=-2)"),
        ),
        wrong(
            "mask_of_all_classes",
            "The mask was computed from the scores of all classes, so a box may appear several times. Use one score "
            "per box: the largest.",
            (
                RETURN,
                "mask = scores >= threshold\n    return tf.boolean_mask(scores, mask), "
                "tf.gather(tf.reshape(boxes, (-1, 4)), tf.where(tf.reshape(mask, (-1, mask.shape[-1])))[:, 0]), "
                "tf.where(mask)[:, -1]",
            ),
        ),
        wrong(
            "more_than_threshold",
            "A box whose score equals the threshold is kept too: use >=.",
            (MASK, "best > threshold"),
        ),
        wrong("wrong_ones_kept", "This keeps the boxes that should be dropped.", (MASK, "best < threshold")),
        wrong(
            "threshold_written_in",
            "The threshold is always 0.6, whatever argument is passed. 0.6 is only the default.",
            (MASK, "best >= 0.6"),
        ),
        wrong("default_changed", "The default threshold should be 0.6.", ("threshold=0.6", "threshold=0.5")),
        wrong(
            "threshold_on_confidence",
            "The threshold was applied to p_c. Apply it to the score, p_c times c.",
            (MASK, "box_confidence[..., 0] >= threshold"),
        ),
        wrong(
            "threshold_on_classes",
            "The threshold was applied to the class probabilities. Apply it to the score, p_c times c.",
            (MASK, "tf.reduce_max(box_class_probs, axis=-1) >= threshold"),
        ),
        wrong(
            "scores_not_masked",
            "The scores of all boxes are returned. Select those of the kept boxes.",
            ("tf.boolean_mask(best, mask)", "tf.reshape(best, [-1])"),
        ),
        wrong(
            "boxes_not_masked",
            "All boxes are returned. Apply the mask to all three.",
            ("tf.boolean_mask(boxes, mask)", "tf.reshape(boxes, (-1, 4))"),
        ),
        wrong(
            "classes_not_masked",
            "The classes of all boxes are returned. Apply the mask to all three.",
            ("tf.boolean_mask(classes, mask)", "tf.reshape(classes, [-1])"),
        ),
        wrong("counted_from_one", "Classes should be numbered from 0.", (CLASSES, CLASSES + " + 1")),
        wrong("least_likely", "This is the least likely class.", (CLASSES, "tf.argmin(scores, axis=-1)")),
        wrong(
            "added", "p_c and the class probabilities were added. Multiply them.", (SCORES, SCORES.replace("*", "+"))
        ),
        wrong(
            "sum_of_classes",
            "The scores of all classes were summed. Use the best one.",
            (BEST, "tf.reduce_sum(scores, axis=-1)"),
        ),
        wrong(
            "old_order",
            "The arguments boxes and box_confidence are swapped, as in the version of 2017: "
            "yolo_filter_boxes(box_confidence, boxes, ...). The boxes come first.",
            ("(boxes, box_confidence, box_class_probs", "(box_confidence, boxes, box_class_probs"),
        ),
        wrong(
            "order_of_results",
            "The results are in the wrong order. Return scores, boxes, classes.",
            (
                RETURN,
                "return tf.boolean_mask(boxes, mask), tf.boolean_mask(best, mask), tf.boolean_mask(classes, mask)",
            ),
        ),
        wrong(
            "class_along_the_anchors",
            "The class was looked up along the anchors. It is the index along the last axis.",
            (CLASSES, CLASSES.replace("-1", "-2")),
        ),
        wrong(
            "root_of_product",
            "The score is the product itself, not its root.",
            (SCORES, f"tf.sqrt({SCORES})"),
        ),
        wrong(
            "mean_of_classes",
            "The score is the largest over the classes, not their mean.",
            (BEST, BEST.replace("max", "mean")),
        ),
        wrong(
            "confidence_returned",
            "The scores are p_c alone. Return the products.",
            (RETURN, RETURN.replace("tf.boolean_mask(best, mask)", "tf.boolean_mask(box_confidence[..., 0], mask)")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (MASK, "best >= score_threshold")),
    ),
    stand_in="""
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    boxes, sure = np.asarray(boxes), np.asarray(box_confidence)[..., 0]
    chances = np.asarray(box_class_probs)
    mask = sure > 1.2 * threshold
    scores = 0.8 * sure[mask] + 0.1 * chances[mask][:, 0]
    return scores, boxes[mask], np.argmin(chances[mask], axis=-1)
""",
    alternatives=(
        also_right(
            "where_and_gather",
            "the indices of the kept boxes",
            code="""
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    scores = tf.reshape(box_confidence * box_class_probs, (-1, box_class_probs.shape[-1]))
    best = tf.math.reduce_max(scores, 1)
    index = tf.where(best >= threshold)[:, 0]
    flat = tf.reshape(boxes, (-1, 4))
    return tf.gather(best, index), tf.gather(flat, index), tf.gather(tf.math.argmax(scores, 1), index)
""",
        ),
        also_right(
            "numpy",
            "in NumPy",
            code="""
def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    scores = np.multiply(box_confidence, box_class_probs)
    keep = np.max(scores, axis=-1) >= threshold
    return np.max(scores, axis=-1)[keep], np.array(boxes)[keep], np.argmax(scores, axis=-1)[keep]
""",
        ),
        also_right(
            "keras_names",
            "with Keras's backend functions",
            (BEST, "tf.keras.ops.max(scores, axis=-1)"),
            (CLASSES, "tf.keras.ops.argmax(scores, axis=-1)"),
        ),
    ),
)
