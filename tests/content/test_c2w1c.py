"""c2w1c: its notebook keeps the promises, its numbers come out, and the check finds what the text says it finds."""

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
    def test_rounding_lies_far_below_the_mistake(self, solved: Run) -> None:
        right, wrong = (
            float(re.findall(r"difference ([\d.e+-]+)", solved.printed(cell))[0]) for cell in ("mended", "suspicion")
        )
        assert right < 1e-7 < 0.1 < wrong

    @pytest.mark.slow
    def test_the_best_nudge_is_not_the_smallest(self, solved: Run) -> None:
        lowest, nudge = map(float, re.findall(r"\d+e-\d+", solved.printed("nudges-for-networks"))[:2])
        assert lowest < 1e-9
        assert 1e-7 < nudge < 1e-3

    @pytest.mark.slow
    def test_fresh_masks_make_a_slope_of_jumps(self, solved: Run) -> None:
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


def test_the_examples_of_the_docstrings_are_right(solution: ModuleType) -> None:
    assert doctest.testmod(solution).failed == 0


def test_the_lectures_cube(reference: ModuleType) -> None:
    """theta cubed at 1 with epsilon 0.01: 3.0001 against 3.0301; halving epsilon shows the order of each error."""

    def cube(theta: float) -> float:
        return theta**3

    assert reference.two_sided_difference(cube, 1.0, 0.01) == pytest.approx(3.0001, abs=1e-10)
    assert reference.one_sided_difference(cube, 1.0, 0.01) == pytest.approx(3.0301, abs=1e-10)
    for name, factor in (("one_sided_difference", 2), ("two_sided_difference", 4)):
        whole, half = (getattr(reference, name)(cube, 1.0, eps) - 3 for eps in (0.01, 0.005))
        assert whole / half == pytest.approx(factor, rel=0.01)


def test_the_contracts_example_is_nothing_but_rounding(reference: ModuleType) -> None:
    assert reference.gradient_check(2, 4) < 1e-8


def test_a_forgotten_two_accuses_every_right_gradient_of_a_third(solution: ModuleType) -> None:
    """One slide divides the two-sided difference by epsilon."""
    x, theta, epsilon = 2.0, 4.0, 1e-7
    J = solution.forward_propagation
    measured = (J(x, theta + epsilon) - J(x, theta - epsilon)) / epsilon
    assert abs(x - measured) / (x + measured) == pytest.approx(1 / 3, abs=1e-6)


def test_the_check_finds_the_slide_that_goes_back_through_the_gradient(solution: ModuleType, network) -> None:
    """One slide prints dW transposed where the slopes go back through W."""
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


def test_the_network_of_the_first_course_passes_the_check(solution: ModuleType, network) -> None:
    """What section 6 does with a learner's own deep_network.py."""
    parameters, X, Y = network
    own = notebooks.load("c1w4a-deep-network").bundle.solution_namespace()
    AL, caches = own.L_model_forward(X, parameters)
    gradients = own.L_model_backward(AL, Y, caches)
    assert solution.gradient_check_n(parameters, gradients, X, Y) < 1e-7


def test_columns_and_dictionaries_go_there_and_back(solution: ModuleType, network) -> None:
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


def test_the_colleagues_mistakes_are_the_two_that_were_planted(solution: ModuleType, network) -> None:
    parameters, X, Y = network
    _, cache = solution.forward_propagation_n(X, Y, parameters)
    right, planted = (
        getattr(solution, name)(X, Y, cache) for name in ("backward_propagation_n", "suspicious_backward_propagation_n")
    )
    factors = {"dW2": 2, "db1": 4}
    for name, value in right.items():
        assert planted[name] == pytest.approx(factors.get(name, 1) * value)
