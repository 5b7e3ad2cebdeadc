"""The pictures are real, available offline, reproducible, and hard enough to learn from."""

from __future__ import annotations

import socket
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from helpers import datasets
from helpers.datasets.packaged import packaged


@pytest.fixture(autouse=True)
def without_network_and_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without this, a download or a cached picture would go unnoticed."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a data set asked for the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_shapes_of_the_faces() -> None:
    """The faces have the shapes that the notebook states."""
    train, Y_train, test, Y_test = datasets.faces_or_not()
    assert (train.shape, Y_train.shape) == ((120, 25, 25), (1, 120))
    assert (test.shape, Y_test.shape) == ((80, 25, 25), (1, 80))
    assert train.dtype == np.float64
    assert min(train.min(), test.min()) >= 0 and max(train.max(), test.max()) <= 1
    assert Y_train.mean() == Y_test.mean() == 0.5


def test_faces_are_split_properly() -> None:
    """The faces are reproducible, and no picture is in both sets."""
    train, Y_train, test, _ = datasets.faces_or_not()
    again = datasets.faces_or_not()
    assert (train == again[0]).all() and (Y_train == again[1]).all()
    seen = {picture.tobytes() for picture in train}
    assert not any(picture.tobytes() in seen for picture in test)


def test_colour_pictures() -> None:
    """The colour pictures are photographs, all different, without a black rim."""
    pictures, names = datasets.colour_pictures()
    assert pictures.shape == (5, 64, 64, 3) and pictures.dtype == np.uint8
    assert len(names) == len({picture.tobytes() for picture in pictures}) == 5
    assert all(picture.std() > 20 for picture in pictures)
    # No black rim: the crop stays within the photograph.
    assert all(picture[edge].any() for picture in pictures for edge in (0, -1))


def test_missing_file() -> None:
    """A missing file raises an error that names it."""
    with pytest.raises(FileNotFoundError, match="scikit-image has no"):
        packaged("no_such_picture.png")


def test_logistic_regression_beats_the_baselines(numpy_reference: ModuleType) -> None:
    """Logistic regression beats the baselines by the margin that the notebook states."""
    train, Y_train, test, Y_test = datasets.faces_or_not()
    bar = datasets.baselines(train, Y_train, test, Y_test)
    assert bar == {"always the same answer": 0.5, "brightness alone": 0.8125, "straight-line fit": 0.875}
    X_train, X_test = numpy_reference.flatten_images(train), numpy_reference.flatten_images(test)
    result = numpy_reference.model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.02)
    assert np.mean(result["Y_prediction_test"] == Y_test) == pytest.approx(0.96, abs=0.015)
    assert result["costs"][0] == pytest.approx(np.log(2))
    assert all(after < before for before, after in zip(result["costs"], result["costs"][1:], strict=False))
