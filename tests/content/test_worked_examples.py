"""c1w2b: the references give the lecture's numbers about logistic regression."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from helpers import datasets


@pytest.fixture(params=["numpy_reference", "tensorflow_reference"])
def reference(request: pytest.FixtureRequest) -> ModuleType:
    return request.getfixturevalue(request.param)


def test_sigmoid(reference: ModuleType) -> None:
    """The sigmoid is 1/2 at 0 with slope 1/4, and flat at ±10."""
    sigmoid, step = reference.sigmoid, 1e-5
    assert sigmoid(0.0) == 0.5
    assert (sigmoid(step) - sigmoid(-step)) / (2 * step) == pytest.approx(0.25, abs=1e-9)
    assert sigmoid(10.0) > 0.9999
    assert sigmoid(-10.0) < 0.0001


def test_picture_as_a_column(reference: ModuleType) -> None:
    """A colour picture of 64 by 64 becomes a column of 12,288 numbers and can be put back together."""
    pictures, _ = datasets.colour_pictures()
    columns = reference.flatten_images(pictures)
    assert columns.shape == (12_288, len(pictures))
    for index, picture in enumerate(pictures):
        assert (columns[:, index].reshape(64, 64, 3) == picture).all()


def test_cost_of_zero_weights(reference: ModuleType) -> None:
    """The cost has one minus sign and is log 2 for zero weights.

    One page prints the sum without the minus sign, one with two of them.
    """
    X = np.array([[1.0, -2.0, 3.0]])
    _, cost = reference.propagate(np.zeros((1, 1)), 0.0, X, np.array([[1, 0, 1]]))
    assert cost == pytest.approx(np.log(2))


def test_loss_of_label_zero(reference: ModuleType) -> None:
    """The loss of label 0 is -log(1 - a).

    One page has -log(a - 1), the logarithm of a negative number.
    """
    _, cost = reference.propagate(np.array([[1.0]]), 0.0, np.array([[2.0]]), np.array([[0]]))
    assert cost == pytest.approx(-np.log(1 - 1 / (1 + np.exp(-2))))


def test_dz_is_a_minus_y(reference: ModuleType) -> None:
    """dz is a - y.

    One slide prints a(1 - a), which would give 0.25 here and is never negative.
    """
    grads, _ = reference.propagate(np.array([[0.0]]), 0.0, np.array([[2.0]]), np.array([[1]]))
    assert grads["db"] == pytest.approx(-0.5)
    assert grads["dw"] == pytest.approx(np.array([[-1.0]]))


def test_worked_example(reference: ModuleType) -> None:
    """The references give the numbers of the notebook's worked example."""
    X = np.array([[1.0, 3.0, -2.0], [4.0, 0.0, 2.0]])
    grads, cost = reference.propagate(np.array([[0.5], [-0.25]]), 0.5, X, np.array([[1, 1, 0]]))
    assert cost == pytest.approx(0.3778, abs=5e-5)
    assert grads["dw"] == pytest.approx(np.array([[-0.4652], [-0.4874]]), abs=5e-5)
    assert grads["db"] == pytest.approx(-0.1168, abs=5e-5)
