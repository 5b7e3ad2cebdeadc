"""Street scenes are reproducible, with a box around every object and a class for every pixel."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.datasets.streets import CLASSES, SURFACES, Streets, street_scenes


@pytest.fixture(scope="module")
def streets() -> Streets:
    return street_scenes(40, seed=11)


def test_shapes_and_types(streets: Streets) -> None:
    """Pictures, masks, boxes and classes have their shapes and types."""
    assert streets.pictures.shape == (40, 64, 96, 3) and streets.pictures.dtype == np.float32
    assert streets.masks.shape == (40, 64, 96) and streets.masks.dtype == np.uint8
    assert streets.pictures.min() >= 0 and streets.pictures.max() <= 1
    assert len(streets.boxes) == len(streets.classes) == 40
    assert streets.one_hot(0).shape == (len(streets.classes[0]), 3)


def test_scenes_are_reproducible(streets: Streets) -> None:
    """A seed gives the same scenes, and the first scenes do not depend on how many are drawn."""
    again, other = street_scenes(3, seed=11), street_scenes(3, seed=12)
    assert (again.pictures == streets.pictures[:3]).all()
    assert all((a == b).all() for a, b in zip(again.boxes, streets.boxes, strict=False))
    assert not (other.pictures == again.pictures).any(axis=(1, 2, 3)).all()


def test_box_shapes(streets: Streets) -> None:
    """Boxes are inside the picture, wide for cars and tall for people."""
    boxes, classes = np.concatenate(streets.boxes), np.concatenate(streets.classes)
    assert np.all((boxes >= 0) & (boxes <= 1)) and np.all(boxes[:, :2] < boxes[:, 2:])
    wide, high = (boxes[:, 2:] - boxes[:, :2]).T * [[96], [64]]
    for kind, low, top in ((0, 0.1, 0.75), (1, 1.2, 3.5), (2, 0.8, 2.5)):
        shape = wide[classes == kind] / high[classes == kind]
        assert len(shape) > 10
        assert low < np.median(shape) < top, CLASSES[kind]


def test_boxes_fit_their_objects(streets: Streets) -> None:
    """Every box contains pixels of its class up to its edges.

    Masks are cut at a pixel's middle, boxes at a third of a pixel: they may differ by one pixel.
    """
    for boxes, classes, mask in zip(streets.boxes, streets.classes, streets.masks, strict=True):
        for (x1, y1, x2, y2), kind in zip(boxes, classes, strict=True):
            rows = slice(int(np.floor(64 * y1)), int(np.ceil(64 * y2)))
            columns = slice(int(np.floor(96 * x1)), int(np.ceil(96 * x2)))
            inside = mask[rows, columns] == SURFACES.index(CLASSES[kind])
            assert inside.mean() > 0.15
            for edge in (inside[:2].any(), inside[-2:].any(), inside[:, :2].any(), inside[:, -2:].any()):
                assert edge


def test_only_street_outside_the_boxes(streets: Streets) -> None:
    """Outside all boxes there is only street."""
    things = [SURFACES.index(name) for name in CLASSES]
    for boxes, mask in zip(streets.boxes, streets.masks, strict=True):
        left = np.isin(mask, things)
        for x1, y1, x2, y2 in boxes:
            left[int(64 * y1) : int(np.ceil(64 * y2)), int(96 * x1) : int(np.ceil(96 * x2))] = False
        assert not left.any()


def test_all_surfaces_and_all_classes_occur(streets: Streets) -> None:
    """All surfaces and all classes occur."""
    assert set(np.unique(streets.masks)) == set(range(len(SURFACES)))
    assert set(np.concatenate(streets.classes)) == {0, 1, 2}


def test_other_sizes() -> None:
    """Scenes of another size, and no scenes, can be drawn."""
    large = street_scenes(2, seed=1, size=(96, 128), most=7)
    assert large.pictures.shape == (2, 96, 128, 3) and large.masks.shape == (2, 96, 128)
    none = street_scenes(0)
    assert none.pictures.shape == (0, 64, 96, 3) and none.boxes == []


def test_mean_colour_does_not_classify(streets: Streets) -> None:
    """A classifier by mean colour does badly, because the colours overlap: shape has to be learned."""
    many = street_scenes(120, seed=4)
    colours, kinds = [], []
    for picture, boxes, classes in zip(many.pictures, many.boxes, many.classes, strict=True):
        for (x1, y1, x2, y2), kind in zip(boxes, classes, strict=True):
            crop = picture[int(64 * y1) : int(np.ceil(64 * y2)), int(96 * x1) : int(np.ceil(96 * x2))]
            colours.append(crop.mean(axis=(0, 1)))
            kinds.append(kind)
    colour, kind = np.array(colours), np.array(kinds)
    centres = np.array([colour[::2][kind[::2] == k].mean(axis=0) for k in range(3)])
    guessed = np.argmin(((colour[1::2, None] - centres) ** 2).sum(axis=-1), axis=1)
    assert np.mean(guessed == kind[1::2]) < 0.7
