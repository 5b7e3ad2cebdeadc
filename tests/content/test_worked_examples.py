"""The numbers of the lecture that belong to logistic regression come out of the references."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from helpers import datasets


@pytest.fixture(params=["numpy_reference", "tensorflow_reference"])
def reference(request: pytest.FixtureRequest) -> ModuleType:
    return request.getfixturevalue(request.param)


def test_sigmoid_is_one_half_at_zero_with_slope_one_quarter_and_flat_at_ten(reference: ModuleType) -> None:
    sigmoid, step = reference.sigmoid, 1e-5
    assert sigmoid(0.0) == 0.5
    assert (sigmoid(step) - sigmoid(-step)) / (2 * step) == pytest.approx(0.25, abs=1e-9)
    assert sigmoid(10.0) > 0.9999
    assert sigmoid(-10.0) < 0.0001


def test_a_colour_picture_of_64_by_64_has_12288_numbers(reference: ModuleType) -> None:
    pictures, _ = datasets.colour_pictures()
    columns = reference.flatten_images(pictures)
    assert columns.shape == (12_288, len(pictures))
    for index, picture in enumerate(pictures):
        assert (columns[:, index].reshape(64, 64, 3) == picture).all()


def test_the_cost_has_one_minus_and_is_log_two_for_zero_weights(reference: ModuleType) -> None:
    """One page prints the sum without the minus sign, one with two of them."""
    X = np.array([[1.0, -2.0, 3.0]])
    _, cost = reference.propagate(np.zeros((1, 1)), 0.0, X, np.array([[1, 0, 1]]))
    assert cost == pytest.approx(np.log(2))


def test_the_loss_of_label_zero_is_minus_log_of_one_minus_a(reference: ModuleType) -> None:
    """One page has -log(a - 1), the logarithm of a negative number."""
    _, cost = reference.propagate(np.array([[1.0]]), 0.0, np.array([[2.0]]), np.array([[0]]))
    assert cost == pytest.approx(-np.log(1 - 1 / (1 + np.exp(-2))))


def test_dz_is_a_minus_y(reference: ModuleType) -> None:
    """One slide prints a(1 - a), which would give 0.25 here, and the other sign nowhere."""
    grads, _ = reference.propagate(np.array([[0.0]]), 0.0, np.array([[2.0]]), np.array([[1]]))
    assert grads["db"] == pytest.approx(-0.5)
    assert grads["dw"] == pytest.approx(np.array([[-1.0]]))


def test_the_notebooks_example_by_hand_is_right(reference: ModuleType) -> None:
    X = np.array([[1.0, 3.0, -2.0], [4.0, 0.0, 2.0]])
    grads, cost = reference.propagate(np.array([[0.5], [-0.25]]), 0.5, X, np.array([[1, 1, 0]]))
    assert cost == pytest.approx(0.3778, abs=5e-5)
    assert grads["dw"] == pytest.approx(np.array([[-0.4652], [-0.4874]]), abs=5e-5)
    assert grads["db"] == pytest.approx(-0.1168, abs=5e-5)
