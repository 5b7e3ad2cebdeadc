"""Draws the objects of a street scene: a pen that draws within a box, and a person, a car, a motorcycle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[int, ...]
Fills = tuple[Colour, int, int]  # on the picture, the surface map, the object map
BODIES: tuple[Colour, ...] = (
    (196, 40, 40), (38, 84, 170), (235, 235, 232), (44, 46, 52), (225, 165, 30), (70, 135, 95), (150, 155, 165)
)  # fmt: skip
CLOTHES: tuple[Colour, ...] = (
    (200, 60, 60), (60, 90, 180), (240, 200, 70), (70, 140, 90), (235, 235, 230), (140, 70, 150), (50, 50, 60)
)  # fmt: skip
SKINS: tuple[Colour, ...] = ((241, 205, 175), (205, 155, 115), (120, 80, 55))
GLASS, TYRE, STEEL = (150, 190, 215), (28, 28, 30), (185, 188, 192)


class Canvas:
    """A picture and two maps of the same size: the surface and the object that each pixel shows."""

    def __init__(self, picture: Image.Image) -> None:
        self.picture = picture
        self.surfaces, self.things = (Image.new("L", picture.size, 0) for _ in range(2))
        self._draws = [ImageDraw.Draw(sheet) for sheet in (picture, self.surfaces, self.things)]

    def polygon(self, places: Sequence[tuple[float, float]], fills: Fills) -> None:
        paint: Any
        for draw, paint in zip(self._draws, fills, strict=True):
            draw.polygon(places, fill=paint)

    def ellipse(self, box: tuple[float, float, float, float], fills: Fills) -> None:
        paint: Any
        for draw, paint in zip(self._draws, fills, strict=True):
            draw.ellipse(box, fill=paint)


@dataclass(frozen=True)
class Pen:
    """
    Draws one object within a box; coordinates run from 0 to 1, across the box and down.

    box      left, top, width, height in pixels of the canvas
    surface  the number for its pixels on the surface map
    thing    the number for its pixels on the object map
    """

    canvas: Canvas
    box: tuple[float, float, float, float]
    surface: int
    thing: int = 0
    mirrored: bool = False

    def polygon(self, places: Sequence[tuple[float, float]], colour: Colour) -> None:
        self.canvas.polygon([self._at(*place) for place in places], (colour, self.surface, self.thing))

    def rectangle(self, x1: float, y1: float, x2: float, y2: float, colour: Colour) -> None:
        self.polygon([(x1, y1), (x2, y1), (x2, y2), (x1, y2)], colour)

    def ellipse(self, x1: float, y1: float, x2: float, y2: float, colour: Colour) -> None:
        (left, top), (right, bottom) = self._at(x1, y1), self._at(x2, y2)
        box = (min(left, right), top, max(left, right), bottom)
        self.canvas.ellipse(box, (colour, self.surface, self.thing))

    def wheel(self, x: float, radius: float) -> None:
        """Draw a wheel on the ground at x; its radius is a fraction of the box's height."""
        across = radius * self.box[3] / self.box[2]
        self.ellipse(x - across, 1 - 2 * radius, x + across, 1, TYRE)
        self.ellipse(x - 0.5 * across, 1 - 1.5 * radius, x + 0.5 * across, 1 - 0.5 * radius, STEEL)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        left, top, width, height = self.box
        return left + width * (1 - x if self.mirrored else x), top + height * y


def dim(colour: Colour, factor: float) -> Colour:
    return tuple(min(255, int(factor * part)) for part in colour)


def _pick(rng: np.random.Generator, colours: Sequence[Colour]) -> Colour:
    return colours[int(rng.integers(len(colours)))]


def person(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a walking person: head, coat, arms and legs."""
    coat, trousers, skin = _pick(rng, CLOTHES), dim(_pick(rng, CLOTHES), 0.55), _pick(rng, SKINS)
    step = rng.uniform(0.05, 0.32)
    for foot in (0.5 - step, 0.5 + step):
        pen.polygon([(0.36, 0.52), (0.64, 0.52), (foot + 0.13, 0.97), (foot - 0.13, 0.97)], trousers)
        pen.rectangle(foot - 0.14, 0.955, foot + 0.2, 1, (35, 30, 30))
    swing = rng.uniform(0.0, 0.2)
    for hand in (0.3 - swing, 0.7 + swing):
        pen.polygon([(0.4, 0.2), (0.6, 0.2), (hand + 0.1, 0.53), (hand - 0.1, 0.53)], dim(coat, 0.8))
        pen.ellipse(hand - 0.1, 0.5, hand + 0.1, 0.56, skin)
    pen.polygon([(0.24, 0.19), (0.76, 0.19), (0.72, 0.58), (0.28, 0.58)], coat)
    pen.ellipse(0.3, 0.0, 0.7, 0.165, dim(skin, 0.4))
    pen.ellipse(0.33, 0.035, 0.72, 0.18, skin)


def car(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a car from the side: cabin with windows, bonnet, lights, two wheels."""
    body = _pick(rng, BODIES)
    back = rng.uniform(0.1, 0.24)
    pen.polygon([(back, 0.42), (0.3, 0.0), (0.62, 0.0), (0.78, 0.42)], body)
    pen.polygon([(back + 0.07, 0.4), (0.325, 0.08), (0.44, 0.08), (0.44, 0.4)], GLASS)
    pen.polygon([(0.475, 0.4), (0.475, 0.08), (0.605, 0.08), (0.715, 0.4)], GLASS)
    pen.polygon([(0.01, 0.47), (0.06, 0.38), (0.8, 0.38), (0.96, 0.46), (1.0, 0.62), (1.0, 0.83), (0.0, 0.83)], body)
    pen.rectangle(0.0, 0.72, 1.0, 0.84, dim(body, 0.6))
    pen.rectangle(0.95, 0.5, 0.995, 0.6, (255, 240, 190))
    pen.rectangle(0.005, 0.5, 0.04, 0.6, (170, 20, 25))
    for x in (0.22, 0.78):
        pen.wheel(x, 0.19)


def motorcycle(pen: Pen, rng: np.random.Generator) -> None:
    """Draw a motorcycle without a rider: two large wheels, frame, tank, seat and handlebar."""
    body = _pick(rng, BODIES)
    for x in (0.2, 0.8):
        pen.wheel(x, 0.28)
    pen.polygon([(0.17, 0.7), (0.4, 0.4), (0.66, 0.42), (0.55, 0.82), (0.36, 0.82)], (60, 62, 68))
    pen.polygon([(0.64, 0.12), (0.7, 0.1), (0.84, 0.7), (0.77, 0.74)], STEEL)
    pen.polygon([(0.4, 0.3), (0.66, 0.22), (0.7, 0.42), (0.44, 0.5)], body)
    pen.polygon([(0.06, 0.3), (0.42, 0.32), (0.44, 0.46), (0.12, 0.42)], (30, 30, 32))
    pen.polygon([(0.02, 0.5), (0.14, 0.36), (0.3, 0.42), (0.24, 0.5)], body)
    pen.polygon([(0.5, 0.02), (0.7, 0.06), (0.69, 0.14), (0.5, 0.1)], (25, 25, 28))
    pen.ellipse(0.68, 0.12, 0.8, 0.34, (255, 240, 190))
    pen.rectangle(0.0, 0.82, 0.42, 0.89, STEEL)


DRAWN: dict[int, Callable[[Pen, np.random.Generator], None]] = {0: person, 1: car, 2: motorcycle}
