"""Drawn street scenes: cars, pedestrians and motorcycles, with a box around each and a class for every pixel.

The seed determines everything. A scene is painted from back to front: sky, houses, pavement, road, trees, and then the
objects on the road, the far ones first and smaller. It is painted three times as large and then averaged, so edges are
soft. Boxes and classes cover only the *visible* part of an object; a scene in which less than 55 percent of some object
is visible is painted again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from helpers.datasets.street_things import DRAWN, Canvas, Colour, Pen, dim

CLASSES = ("pedestrian", "car", "motorcycle")  # the lecture's order
SURFACES = ("sky", "building", "tree", "pavement", "road", *CLASSES)  # a mask holds an index into these for each pixel
SIZE = (64, 96)
FINER = 3
SEEN = 0.55
SKIES = ((120, 170, 225), (150, 180, 210), (215, 170, 140), (175, 180, 190))

# Class -> height relative to a person at the same place, and width relative to its own height.
PROPORTIONS = {0: (1.0, 0.38), 1: (0.86, 2.25), 2: (0.66, 1.65)}


@dataclass(frozen=True)
class Streets:
    """
    Scenes and their labels.

    pictures  (m, height, width, 3), float32 from 0 to 1
    boxes     a list of m arrays (n, 4): x1, y1, x2, y2 as fractions of width and height, y downward
    classes   a list of m arrays (n,) of integers, the index in CLASSES
    masks     (m, height, width), uint8: the index in SURFACES for each pixel
    """

    pictures: np.ndarray
    boxes: list[np.ndarray]
    classes: list[np.ndarray]
    masks: np.ndarray

    def one_hot(self, index: int) -> np.ndarray:
        """The classes of one scene as one-hot rows, (n, 3)."""
        return np.eye(len(CLASSES))[self.classes[index]]


def street_scenes(m: int, seed: int = 1, size: tuple[int, int] = SIZE, most: int = 5) -> Streets:
    """
    Draw random scenes.

    Arguments:
        m: number of scenes
        seed: a different seed gives different scenes
        size: height and width in pixels
        most: largest number of objects in a scene; there is at least one, and objects may partly hide each other

    Returns:
        Streets. A seed gives the same scenes on every machine, and the first ones do not depend on m.
    """
    scenes = [_scene(np.random.default_rng([seed, number]), size, most) for number in range(m)]
    pictures, boxes, classes, masks = zip(*scenes, strict=True) if scenes else ((), (), (), ())
    height, width = size
    return Streets(
        np.asarray(pictures, np.float32).reshape(m, height, width, 3),
        list(boxes),
        list(classes),
        np.asarray(masks, np.uint8).reshape(m, height, width),
    )


def _scene(rng: np.random.Generator, size: tuple[int, int], most: int) -> tuple[np.ndarray, ...]:
    """Draw one scene; if too much of an object is hidden, draw another from the same random stream."""
    while True:
        canvas, horizon = _backdrop(rng, FINER * size[0], FINER * size[1])
        kinds, whole = [], []
        for kind, x, ground, tall in _placed(rng, FINER * size[0], FINER * size[1], horizon, most):
            box = (x, ground - tall, tall * PROPORTIONS[kind][1], tall)
            kinds.append(kind)
            pen = Pen(canvas, box, SURFACES.index(CLASSES[kind]), len(kinds), mirrored=bool(rng.integers(2)))
            DRAWN[kind](pen, rng)
            whole.append(np.count_nonzero(np.asarray(canvas.things) == len(kinds)))
        things = np.asarray(canvas.things)
        seen = np.bincount(things.ravel(), minlength=len(kinds) + 1)[1:]
        if np.all(seen > SEEN * np.array(whole)):
            break
    pixels = np.asarray(canvas.picture.reduce(FINER), np.float32) / 255
    noisy = np.clip(rng.uniform(0.72, 1.08) * pixels + rng.normal(0, 0.015, pixels.shape), 0, 1)
    middle = FINER // 2
    return (
        noisy,
        np.array([_around(things == number) for number in range(1, len(kinds) + 1)]),
        np.array(kinds, np.int64),
        np.asarray(canvas.surfaces)[middle::FINER, middle::FINER],
    )


def _around(covered: np.ndarray) -> list[float]:
    """The smallest box around the covered pixels, as fractions of width and height."""
    rows, columns = np.flatnonzero(covered.any(axis=1)), np.flatnonzero(covered.any(axis=0))
    height, width = covered.shape
    return [columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height]


def _placed(
    rng: np.random.Generator, height: int, width: int, horizon: float, most: int
) -> list[tuple[int, float, float, float]]:
    """Kind, left edge, ground line and height of every object, far ones first."""
    things = []
    for _ in range(int(rng.integers(1, most + 1))):
        kind = int(rng.choice(3, p=(0.38, 0.36, 0.26)))
        nearness = rng.uniform(0.0, 1.0)
        ground = horizon + (0.97 * height - horizon) * (0.22 + 0.78 * nearness)
        person = height * (0.23 + 0.22 * nearness)
        tall = person * PROPORTIONS[kind][0] * rng.uniform(0.92, 1.08)
        wide = tall * PROPORTIONS[kind][1]
        things.append((kind, float(rng.uniform(-0.06 * wide, width - 0.94 * wide)), float(ground), float(tall)))
    return sorted(things, key=lambda thing: thing[2])


def _backdrop(rng: np.random.Generator, height: int, width: int) -> tuple[Canvas, float]:
    """A canvas with sky, houses, pavement, road and trees, and the row of the horizon."""
    horizon = height * rng.uniform(0.4, 0.5)
    kerb = horizon + height * rng.uniform(0.07, 0.12)
    above = np.array(SKIES[int(rng.integers(len(SKIES)))], float)
    sky = above + np.linspace(0, 1, height)[:, np.newaxis] * (245 - above)
    rows = np.broadcast_to(sky[:, np.newaxis], (height, width, 3))
    canvas = Canvas(Image.fromarray(np.ascontiguousarray(rows, np.uint8)))

    x = -rng.uniform(0, 0.15) * width
    while x < width:
        wide, tall = width * rng.uniform(0.14, 0.3), horizon * rng.uniform(0.45, 0.95)
        if rng.random() < 0.82:
            _house(Pen(canvas, (x, horizon - tall, wide, tall + 2), SURFACES.index("building")), rng)
        x += wide * rng.uniform(0.95, 1.1)
    grey, tar = int(rng.integers(150, 185)), int(rng.integers(72, 108))
    everything = (0.0, 0.0, float(width), float(height))
    Pen(canvas, everything, SURFACES.index("pavement")).rectangle(0, horizon / height, 1, 1, (grey, grey, grey - 8))
    road = Pen(canvas, everything, SURFACES.index("road"))
    road.rectangle(0, kerb / height, 1, 1, (tar, tar, tar + 5))
    road.rectangle(0, kerb / height, 1, kerb / height + 0.012, (205, 205, 200))
    line = kerb / height + (1 - kerb / height) * rng.uniform(0.4, 0.6)
    for dash in np.arange(rng.uniform(-0.15, 0), 1, 0.19):
        road.rectangle(dash, line, dash + 0.09, line + 0.018, (225, 225, 215))
    for _ in range(int(rng.integers(0, 3))):
        tall = height * rng.uniform(0.25, 0.4)
        box = (rng.uniform(-0.05, 0.95) * width, horizon + 3 - tall, 0.6 * tall, tall)
        _tree(Pen(canvas, box, SURFACES.index("tree")), rng)
    return canvas, horizon


def _house(pen: Pen, rng: np.random.Generator) -> None:
    wall: Colour = tuple(int(part) for part in rng.integers((130, 95, 80), (215, 185, 170)))
    glass = (60, 75, 95) if rng.random() < 0.7 else (250, 225, 150)
    pen.rectangle(0, 0, 1, 1, wall)
    pen.rectangle(0, 0, 1, 0.05, dim(wall, 0.7))
    columns, rows = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    for row in range(rows):
        for column in range(columns):
            x, y = (column + 0.25) / columns, 0.1 + (row + 0.15) * 0.8 / rows
            pen.rectangle(x, y, x + 0.5 / columns, y + 0.5 / rows, glass)


def _tree(pen: Pen, rng: np.random.Generator) -> None:
    green: Colour = tuple(int(part) for part in rng.integers((40, 90, 35), (95, 150, 75)))
    pen.rectangle(0.44, 0.55, 0.56, 1, (95, 70, 50))
    for x, y, size in ((0.0, 0.2, 0.6), (0.4, 0.18, 0.6), (0.18, 0.0, 0.64)):
        pen.ellipse(x, y, x + size, y + 0.75 * size, green)
