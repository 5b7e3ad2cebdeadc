"""The same functions in other ways: TensorFlow where learners write NumPy, NumPy loops where they write TensorFlow.

IoU clips one box to the other; every window is cut out and judged separately; TensorFlow's suppression is replaced by a
plain loop, and the suppression by hand by TensorFlow's, class by class.

"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

Array = Any
STEP = 1e-4  # step of the central differences


def _plain(value: Any) -> Array:
    """Tensors as arrays in float64 (integers stay integers)."""
    array = np.asarray(value)
    return array.astype(np.float64) if array.dtype.kind == "f" else array


def localization_loss(y_true: Array, y_pred: Array) -> Array:
    """Entries that do not count are masked, then everything is summed."""
    truth, said = tf.cast(y_true, tf.float64), tf.cast(y_pred, tf.float64)
    counts = tf.concat([tf.ones_like(truth[..., :1]), tf.repeat(truth[..., :1], truth.shape[-1] - 1, axis=-1)], axis=-1)
    return tf.reduce_sum(counts * tf.math.squared_difference(truth, said), axis=-1).numpy()


def convolutional_sliding_window(model: Any, image: Array) -> Array:
    """Cuts out every window and passes it to the model."""
    height, width = model.input_shape[1:3]
    stride = 1
    for layer in model.layers:
        stride *= int(np.ravel(getattr(layer, "strides", 1))[0])
    tops = range(0, image.shape[0] - height + 1, stride)
    lefts = range(0, image.shape[1] - width + 1, stride)
    windows = [image[top : top + height, left : left + width] for top, left in itertools.product(tops, lefts)]
    said = np.asarray(model(tf.constant(np.asarray(windows, np.float32))))
    return said.reshape(len(tops), len(lefts), -1)


def iou(box1: Sequence[float], box2: Sequence[float]) -> float:
    """The intersection, by clipping the edges of the second box to the first."""
    first, second = np.asarray(box1, np.float64), np.asarray(box2, np.float64)
    inside = np.clip(second, np.tile(first[:2], 2), np.tile(first[2:], 2))
    shared, one, other = (np.prod(box[2:] - box[:2]) for box in (inside, first, second))
    return float(shared / (one + other - shared))


def assign_anchors(boxes: Array, classes: Array, grid: Any, anchors: Array) -> Array:
    """Finds the cell among the cells' edges, and the anchor by the overlap of boxes with the same centre."""
    rows, columns = np.broadcast_to(grid, 2)
    label = np.zeros((rows, columns, len(anchors), 5 + np.shape(classes)[1]))
    taken = set()
    for (x1, y1, x2, y2), its_class in zip(boxes, classes, strict=True):
        width, height = x2 - x1, y2 - y1
        column = int(np.searchsorted(np.arange(1, columns) / columns, (x1 + x2) / 2, side="right"))
        row = int(np.searchsorted(np.arange(1, rows) / rows, (y1 + y2) / 2, side="right"))
        likeness = {
            index: _overlap((-width, -height, width, height), (-wide, -high, wide, high))
            for index, (wide, high) in enumerate(anchors)
            if (row, column, index) not in taken
        }
        if not likeness:
            continue
        best = max(likeness, key=lambda index: likeness[index])
        taken.add((row, column, best))
        within = [((x1 + x2) / 2 - column / columns) * columns, ((y1 + y2) / 2 - row / rows) * rows]
        label[row, column, best] = np.concatenate(
            [[1], within, [height / anchors[best][1], width / anchors[best][0]], its_class]
        )
    return label


_overlap = iou


def on_tape(function: Callable[..., Array]) -> Callable[..., Any]:
    """A NumPy function of tensors as one TensorFlow operation, with gradients from central differences."""

    @tf.custom_gradient
    def operation(*tensors: tf.Tensor) -> tuple[tf.Tensor, Callable[[tf.Tensor], list[tf.Tensor]]]:
        arrays = [tensor.numpy().astype(np.float64) for tensor in tensors]

        def slopes(upstream: tf.Tensor) -> list[tf.Tensor]:
            found = [np.zeros_like(array) for array in arrays]
            for array, slope in zip(arrays, found, strict=True):
                for place in np.ndindex(array.shape):
                    kept, ends = array[place], []
                    for nudge in (STEP, -STEP):
                        array[place] = kept + nudge
                        ends.append(function(*arrays))
                    array[place] = kept
                    slope[place] = (ends[0] - ends[1]) / (2 * STEP)
            return [tf.cast(slope, tf.float32) * upstream for slope in found]

        return tf.constant(function(*arrays), tf.float32), slopes

    return operation


def yolo_loss(y_true: Array, y_pred: Array) -> Any:
    """Vector by vector."""
    return _yolo_loss(tf.cast(y_true, tf.float32), tf.cast(y_pred, tf.float32))


@on_tape
def _yolo_loss(y_true: Array, y_pred: Array) -> float:
    total = 0.0
    vectors = y_true.shape[-1]
    for truth, said in zip(y_true.reshape(-1, vectors), y_pred.reshape(-1, vectors), strict=True):
        cost = -np.log(np.maximum([said[0], 1 - said[0], *said[5:]], 1e-6))
        if truth[0] == 1:
            total += cost[0] + 5 * np.sum((truth[1:5] - said[1:5]) ** 2) + cost[2 + int(np.argmax(truth[5:]))]
        else:
            total += cost[1] / 2
    return total / len(y_true)


def decode(output: Array, anchors: Array) -> tuple[Array, Array, Array, Array]:
    """Cell by cell."""
    said = _plain(output)
    rows, columns, count, _ = said.shape
    box_xy, box_wh = np.zeros((rows, columns, count, 2)), np.zeros((rows, columns, count, 2))
    for row, column, index in np.ndindex(rows, columns, count):
        _, x, y, high, wide = said[row, column, index, :5]
        box_xy[row, column, index] = (column + x) / columns, (row + y) / rows
        box_wh[row, column, index] = wide * anchors[index][0], high * anchors[index][1]
    confidence, classes = np.split(said, [1, 5], axis=-1)[::2]
    return box_xy, box_wh, confidence, classes


def yolo_filter_boxes(boxes: Array, box_confidence: Array, box_class_probs: Array, threshold: float = 0.6) -> Any:
    """Box by box."""
    boxes, confidence, probs = _plain(boxes), _plain(box_confidence), _plain(box_class_probs)
    kept = []
    for place in np.ndindex(boxes.shape[:-1]):
        scores = confidence[place][0] * probs[place]
        if max(scores) >= threshold:
            kept.append((max(scores), boxes[place], int(np.flatnonzero(scores == max(scores))[0])))
    if not kept:
        return np.zeros(0), np.zeros((0, boxes.shape[-1])), np.zeros(0, int)
    scores, corners, classes = zip(*kept, strict=True)
    return np.array(scores), np.array(corners), np.array(classes)


def non_max_suppression(scores: Array, boxes: Array, classes: Array, iou_threshold: float) -> list[int]:
    """From the overlaps of all pairs: in order of score, each kept box crosses out the others of its class."""
    count = len(scores)
    goes = np.zeros(count, bool)
    pairs = np.array([[iou(first, second) for second in boxes] for first in boxes]).reshape(count, count)
    keep = []
    for best in sorted(range(count), key=lambda index: -scores[index]):
        if not goes[best]:
            keep.append(best)
            goes |= (pairs[best] >= iou_threshold) & (np.asarray(classes) == classes[best])
    return keep


def yolo_non_max_suppression(
    scores: Array, boxes: Array, classes: Array, max_boxes: int = 10, iou_threshold: float = 0.5
) -> tuple[Array, Array, Array]:
    """A plain loop; IoU does not depend on which of x and y comes first."""
    scores, boxes, classes = _plain(scores), _plain(boxes), _plain(classes)
    left, keep = list(np.argsort(-scores)), list[int]()
    while left and len(keep) < max_boxes:
        best = left.pop(0)
        keep.append(best)
        left = [other for other in left if _overlap(boxes[best], boxes[other]) <= iou_threshold]
    chosen = np.array(keep, int)
    return scores[chosen], boxes[chosen], classes[chosen]


def yolo_eval(
    yolo_outputs: Sequence[Array],
    image_shape: tuple[int, int] = (720, 1280),
    max_boxes: int = 10,
    score_threshold: float = 0.6,
    iou_threshold: float = 0.5,
) -> tuple[Array, Array, Array]:
    """Centres and sizes to corners, filter, pixels, suppression."""
    (middles, sizes), (confidence, probs) = map(_plain, yolo_outputs[:2]), yolo_outputs[2:]
    x, y = middles[..., 0], middles[..., 1]
    half_w, half_h = sizes[..., 0] / 2, sizes[..., 1] / 2
    corners = np.stack([y - half_h, x - half_w, y + half_h, x + half_w], axis=-1)
    scores, boxes, classes = yolo_filter_boxes(corners, confidence, probs, score_threshold)
    height, width = image_shape
    pixels = _plain(boxes) * np.array([height, width, height, width], np.float64)
    return yolo_non_max_suppression(scores, pixels, classes, max_boxes, iou_threshold)


def mean_average_precision(
    detections: Sequence[tuple[Array, Array, Array]],
    truths: Sequence[tuple[Array, Array]],
    iou_threshold: float = 0.5,
) -> float:
    """All detections of a class over all pictures in one list; the area as a sum over the objects found."""
    classes = sorted({int(k) for _, its in truths for k in its})
    areas = []
    for k in classes:
        row = sorted(
            (-float(score), picture, index)
            for picture, (scores, _, its) in enumerate(detections)
            for index, score in enumerate(scores)
            if its[index] == k
        )
        free = {(picture, n) for picture, (_, its) in enumerate(truths) for n in range(len(its)) if its[n] == k}
        positives, precisions, right = len(free), [], 0
        hits = []
        for place, (_, picture, index) in enumerate(row, start=1):
            fits = {n: iou(detections[picture][1][index], truths[picture][0][n]) for p, n in free if p == picture}
            best = max(fits, key=lambda n: fits[n], default=None)
            hits.append(best is not None and fits[best] >= iou_threshold)
            if hits[-1]:
                free.discard((picture, best))
                right += 1
            precisions.append(right / place)
        areas.append(sum(max(precisions[n:]) for n, hit in enumerate(hits) if hit) / positives)
    return float(np.mean(areas))
