"""Shared by several exercises of c4w3a: random tensors, boxes that overlap clearly or not at all, and labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.script import Recipe

Array = np.ndarray
MARGIN = 0.03  # distance of every overlap from a threshold


def tensor(value: Any) -> Recipe:
    """A float32 tensor."""
    return Recipe("tensor", {"value": np.asarray(value, np.float32)})


def integers(value: Any) -> Recipe:
    """A tensor of integers."""
    return Recipe("tensor", {"value": np.asarray(value, np.int64)})


def overlaps(boxes: Array, others: Array) -> Array:
    """IoU of every pair of boxes: shape (k, n)."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=-1)
    areas, its = (np.prod(each[:, 2:] - each[:, :2], axis=-1) for each in (boxes, others))
    return shared / (areas[:, None] + its[None, :] - shared)


def height_overlaps(boxes: Array, others: Array) -> Array:
    """The result of the IoU stand-in for every pair."""
    shared = np.minimum(boxes[:, None, 3], others[None, :, 3]) - np.maximum(boxes[:, None, 1], others[None, :, 1])
    span = np.maximum(boxes[:, None, 3], others[None, :, 3]) - np.minimum(boxes[:, None, 1], others[None, :, 1])
    return np.clip(shared, 0, None) / span


def kept(scores: Array, near: Array) -> list[int]:
    """The indices of the boxes that are kept, best first; `near` says which boxes suppress each other."""
    keep: list[int] = []
    for index in np.argsort(-scores):
        if not near[index, keep].any():
            keep.append(int(index))
    return keep


def clear_of(values: Array, threshold: float) -> bool:
    """Whether no value is close to the threshold."""
    return bool(np.all(np.abs(values - threshold) > MARGIN))


def until(draw: Callable[[], Any], good: Callable[[Any], bool]) -> Any:
    """Draw until the result is good."""
    while True:
        drawn = draw()
        if good(drawn):
            return drawn


def distinct_scores(rng: np.random.Generator, k: int, low: float = 0.3, high: float = 0.97) -> Array:
    """Scores in random order, any two at least a third of their mean distance apart."""
    return rng.permutation(np.linspace(low, high, k) + rng.uniform(0, (high - low) / (1.5 * max(k - 1, 1)), k))


def heaps(rng: np.random.Generator, sizes: tuple[int, ...], spread: float = 0.2) -> Array:
    """Corners of boxes in clusters: boxes of one cluster overlap; boxes of two may touch or be apart."""
    boxes = []
    for size in sizes:
        middle, side = rng.uniform(2, 12, 2), rng.uniform((3.0, 1.5), (5.0, 2.5))
        for _ in range(size):
            here, own = middle + rng.normal(0, spread, 2) * side, side * rng.uniform(0.75, 1.3, 2)
            boxes.append([*(here - own / 2), *(here + own / 2)])
    return rng.permutation(np.array(boxes))


def one_hot_rows(rng: np.random.Generator, n: int, classes: int) -> Array:
    """Random classes as one-hot rows; with enough rows, all classes occur."""
    return np.eye(classes)[rng.permutation(np.arange(n) % classes)]


def labels(rng: np.random.Generator, shape: tuple[int, ...], classes: int, share: float = 0.45) -> Array:
    """Labels with these leading axes. About this share of the vectors contains an object: at least one, never all."""
    there = until(lambda: rng.random(shape) < share, lambda mask: mask.any() and not mask.all())
    box = rng.uniform(0.05, 0.95, (*shape, 2)), rng.uniform(0.4, 1.9, (*shape, 2))
    kinds = np.eye(classes)[rng.integers(0, classes, shape)]
    return there[..., None] * np.concatenate([np.ones((*shape, 1)), *box, kinds], axis=-1)


def said(rng: np.random.Generator, shape: tuple[int, ...], classes: int) -> Array:
    """A possible network output: every number in its range, and the class probabilities sum to one."""
    chances = rng.uniform(0.05, 0.95, (*shape, 3))
    weights = rng.uniform(0.1, 1, (*shape, classes))
    return np.concatenate(
        [chances, rng.uniform(0.3, 2, (*shape, 2)), weights / weights.sum(axis=-1, keepdims=True)], axis=-1
    )


# Not a true overlap: it only uses the heights. Cases about equal overlaps stay equal with it.
IOU_STAND_IN = """
def iou(box1, box2):
    shared = float(min(box1[3], box2[3]) - max(box1[1], box2[1]))
    return max(shared, 0.0) / float(max(box1[3], box2[3]) - min(box1[1], box2[1]))
"""
