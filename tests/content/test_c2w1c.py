"""c2w1c: the notebook, its numbers, and what the gradient check finds."""

from __future__ import annotations

import doctest
import re
from types import ModuleType

import numpy as np
import pytest

from tests.content import notebooks
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c2w1c-gradient-checking"
    pictures = 7
    wanted = {
        "cubes": ["one-sided 3.0301, two-sided 3.0001"],
        "errors": [
            "eps = 1e-02: error one-sided 3e-02, two-sided 1e-04",
            "eps = 1e-05: error one-sided 3e-05",
        ],
        "ratio-by-hand": ["3.0001: 1.67e-05", "claimed 2, measured 1: 0.333", "claimed 3, measured 1: 0.5"],
        "check-verdicts": ["The gradient is right"],
        "column-picture": ["theta: (47, 1)   place 20 is a number of b1", "back again: True"],
        "norms-by-hand": ["0.5"],
        "suspicion": ["There is a mistake in the gradient"],
        "mended": [
            "The gradient is right",
            "dW2: the colleague's is 2.00 times",
            "db1: the colleague's is 4.00 times",
            "dW1: the colleague's is 1.00 times",
            "db3: the colleague's is 1.00 times",
        ],
        "training": ["The gradient is right"],
        "own-network": ["There is no deep_network.py beside this notebook"],
        "corner": [
            "at 1e-06: measured slope 1.000",
            "at 1e-08: measured slope 0.550",
            "at 0e+00: measured slope 0.500",
        ],
    }

    @pytest.mark.slow
    def test_rounding_is_far_below_a_mistake(self, solved: Run) -> None:
        """The difference that rounding makes is far below the one that a mistake makes."""
        right, wrong = (
            float(re.findall(r"difference ([\d.e+-]+)", solved.printed(cell))[0]) for cell in ("mended", "suspicion")
        )
        assert right < 1e-7 < 0.1 < wrong

    @pytest.mark.slow
    def test_best_nudge_is_not_the_smallest(self, solved: Run) -> None:
        """The nudge with the smallest error is not the smallest nudge."""
        lowest, nudge = map(float, re.findall(r"\d+e-\d+", solved.printed("nudges-for-networks"))[:2])
        assert lowest < 1e-9
        assert 1e-7 < nudge < 1e-3

    @pytest.mark.slow
    def test_fresh_masks_break_the_check(self, solved: Run) -> None:
        """With a fresh dropout mask in each call the measured slope is meaningless."""
        without, fresh = re.findall(r"-?\d[\d,]*\.?\d*", solved.printed("dropout"))[:2]
        assert abs(float(without)) < 1
        assert abs(float(fresh.replace(",", ""))) > 10_000


@pytest.fixture(scope="module")
def network() -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    rng = np.random.default_rng(8)
    parameters: dict[str, np.ndarray] = {}
    for layer, (n_prev, n) in enumerate([(4, 5), (5, 3), (3, 1)], 1):
        parameters |= {f"W{layer}": rng.normal(0, 0.7, (n, n_prev)), f"b{layer}": rng.normal(0, 0.7, (n, 1))}
    return parameters, rng.normal(size=(4, 6)), rng.integers(0, 2, (1, 6))


def test_docstring_examples(solution: ModuleType) -> None:
    """The docstring examples are correct."""
    assert doctest.testmod(solution).failed == 0


def test_cube_of_the_lecture(reference: ModuleType) -> None:
    """The differences of the lecture's cube come out, with the order of each error.

    theta cubed at 1 with epsilon 0.01: 3.0001 against 3.0301; halving epsilon shows the order.
    """

    def cube(theta: float) -> float:
        return theta**3

    assert reference.two_sided_difference(cube, 1.0, 0.01) == pytest.approx(3.0001, abs=1e-10)
    assert reference.one_sided_difference(cube, 1.0, 0.01) == pytest.approx(3.0301, abs=1e-10)
    for name, factor in (("one_sided_difference", 2), ("two_sided_difference", 4)):
        whole, half = (getattr(reference, name)(cube, 1.0, eps) - 3 for eps in (0.01, 0.005))
        assert whole / half == pytest.approx(factor, rel=0.01)


def test_example_differs_by_rounding_only(reference: ModuleType) -> None:
    """The docstring's example differs by rounding only."""
    assert reference.gradient_check(2, 4) < 1e-8


def test_forgotten_factor_of_two(solution: ModuleType) -> None:
    """Without the factor 2 every correct gradient appears to be off by a third.

    One slide divides the two-sided difference by epsilon.
    """
    x, theta, epsilon = 2.0, 4.0, 1e-7
    J = solution.forward_propagation
    measured = (J(x, theta + epsilon) - J(x, theta - epsilon)) / epsilon
    assert abs(x - measured) / (x + measured) == pytest.approx(1 / 3, abs=1e-6)


def test_check_finds_the_slip_on_the_slide(solution: ModuleType, network) -> None:
    """The gradient check finds the slip that one slide makes.

    It prints dW transposed where the slopes go back through W.
    """
    parameters, X, Y = network
    _, cache = solution.forward_propagation_n(X, Y, parameters)
    right = solution.backward_propagation_n(X, Y, cache)
    Z1, A1, _, _, Z2, _, _, _, _, A3, W3, _ = cache
    dZ2 = (W3.T @ (A3 - Y)) * (Z2 > 0)
    dZ1 = (right["dW2"].T @ dZ2) * (Z1 > 0)
    slipped = right | {"dW1": dZ1 @ X.T / 6, "db1": dZ1.sum(axis=1, keepdims=True) / 6}
    assert A1.shape == (5, 6)
    assert solution.gradient_check_n(parameters, right, X, Y) < 1e-7
    assert solution.gradient_check_n(parameters, slipped, X, Y) > 1e-2


def test_network_of_the_first_course_passes(solution: ModuleType, network) -> None:
    """The deep network of the first course passes the gradient check.

    Section 6 does this with the learner's own deep_network.py.
    """
    parameters, X, Y = network
    own = notebooks.load("c1w4a-deep-network").bundle.solution_namespace()
    AL, caches = own.L_model_forward(X, parameters)
    gradients = own.L_model_backward(AL, Y, caches)
    assert solution.gradient_check_n(parameters, gradients, X, Y) < 1e-7


def test_parameters_to_column_and_back(solution: ModuleType, network) -> None:
    """Parameters survive the conversion to a column and back, in the documented order."""
    parameters, X, Y = network
    theta, keys = solution.dictionary_to_vector(parameters)
    back = solution.vector_to_dictionary(theta)
    assert theta.shape == (47, 1)
    assert [keys.count(name) for name in ("W1", "b1", "W2", "b2", "W3", "b3")] == [20, 5, 15, 3, 3, 1]
    assert all((back[name] == parameters[name]).all() for name in parameters)
    _, cache = solution.forward_propagation_n(X, Y, parameters)
    gradients = solution.backward_propagation_n(X, Y, cache)
    column = solution.gradients_to_vector(dict(reversed(gradients.items())))
    assert (column[:20, 0] == gradients["dW1"].ravel()).all() and (column[-1] == gradients["db3"]).all()


def test_planted_mistakes(solution: ModuleType, network) -> None:
    """The colleague's backward pass has exactly the two planted mistakes."""
    parameters, X, Y = network
    _, cache = solution.forward_propagation_n(X, Y, parameters)
    right, planted = (
        getattr(solution, name)(X, Y, cache) for name in ("backward_propagation_n", "suspicious_backward_propagation_n")
    )
    factors = {"dW2": 2, "db1": 4}
    for name, value in right.items():
        assert planted[name] == pytest.approx(factors.get(name, 1) * value)
