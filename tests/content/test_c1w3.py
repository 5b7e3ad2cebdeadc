"""c1w3: the notebook, its points, and the text's claims about networks."""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.authoring.bundle import Bundle
from helpers.datasets import planar
from helpers.plots import boundaries
from tests.content import notebooks
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises

Parameters = dict[str, np.ndarray]


class TestNotebook(NotebookPromises):
    name = "c1w3-shallow-network"
    pictures = 12
    wanted = {
        "show-flower": ["'always the same answer': '51.7%', 'logistic regression': '41.8%'"],
        "linear-collapses": ["decides as logistic regression does on 100.0%"],
        "activation-curves": [
            "[0.     0.2689 0.5    1.    ], slope [0.     0.1966 0.25   0.    ]",
            "[-1.     -0.7616  0.      1.    ], slope [0.   0.42 1.   0.  ]",
            "[-0.01  1.  ], slope [0.01 1.  ]",
        ],
        "forward-by-hand": ["hidden: 0.9051 and 0.7616; score: 0.6436; probability: 0.6556"],
        "measured": [
            "A2 = [[0.435  0.6225 0.6556]]   J = 0.7429",
            "dW1 = [[-0.317, -0.3974], [0.2627, 0.2064]]",
            "db1 = [[-0.122], [0.0402]]",
            "dW2 = [[-0.2619, -0.3889]]",
            "db2 = [[-0.0957]]",
        ],
        "compare-slopes": ["agree to within 1e-8: True"],
        "train": ["cost after iteration 0: 0.693"],
        "symmetry": ["rows of W1: [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]"],
    }
    wanted_at_full_scale = {"symmetry": ["rows of W1: [[3.17, 1.92], [3.17, 1.92], [3.17, 1.92], [3.17, 1.92]]"]}

    @pytest.mark.slow
    def test_network_accuracy_is_as_stated(self, solved: Run) -> None:
        """The network's accuracy is the one the text states, about the same on training and test data."""
        on_train, on_test = (float(share) for share in re.findall(r"([\d.]+)%", solved.printed("boundary")))
        assert 88 <= on_test <= 92 and abs(on_train - on_test) < 3


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return notebooks.load(TestNotebook.name).bundle


@pytest.fixture(scope="module")
def sn(bundle: Bundle) -> ModuleType:
    """The solution that learners are shown."""
    return bundle.solution_namespace()


@pytest.fixture(params=["numpy", "tensorflow"])
def reference(request: pytest.FixtureRequest, bundle: Bundle, sn: ModuleType) -> ModuleType:
    return sn if request.param == "numpy" else bundle.references()


def test_docstring_examples(sn: ModuleType, bundle: Bundle) -> None:
    """The docstring examples are correct.

    They are run in order, as a learner reads them: later ones use the network of earlier ones.
    """
    names: dict[str, Any] = dict(vars(sn))
    examples = []
    for name in bundle.names:
        test = doctest.DocTestParser().get_doctest(getattr(sn, name).__doc__, {}, name, None, None)
        assert test.examples, name
        examples += test.examples
        if name == "forward_propagation":  # later examples use this network
            network = [example for example in test.examples if "=" in example.source.split("(")[0]]
        if name == "predict":
            test.examples = [*network, *test.examples]
        test.globs = names
        result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, clear_globs=False)
        assert result.failed == 0, name
    assert len(examples) > 15


# The lecture's numbers


def test_activation_values_and_slopes(reference: ModuleType) -> None:
    """Activations have the values and slopes of the lecture."""
    zero, far = np.array([[0.0]]), np.array([[-10.0, 10.0]])
    assert reference.activation(zero, "sigmoid") == 0.5
    assert reference.activation_derivative(zero, "sigmoid") == pytest.approx(0.25)
    assert reference.activation_derivative(zero, "tanh") == pytest.approx(1.0)
    assert reference.activation(far, "sigmoid") == pytest.approx(np.array([[0, 1]]), abs=1e-4)
    assert reference.activation_derivative(far, "sigmoid") == pytest.approx(np.zeros((1, 2)), abs=1e-4)
    assert reference.activation_derivative(far, "tanh") == pytest.approx(np.zeros((1, 2)), abs=1e-4)
    sides = np.array([-1.0, 1.0])
    assert reference.activation(sides, "leaky_relu") == pytest.approx([-0.01, 1])
    assert reference.activation_derivative(sides, "leaky_relu") == pytest.approx([0.01, 1])
    assert reference.activation_derivative(sides, "relu") == pytest.approx([0, 1])


def test_tanh_is_a_stretched_sigmoid(reference: ModuleType) -> None:
    """Tanh is a shifted and scaled sigmoid."""
    z = np.linspace(-3, 3, 13)
    assert reference.activation(z, "tanh") == pytest.approx(2 * reference.activation(2 * z, "sigmoid") - 1)


def by_hand() -> tuple[np.ndarray, np.ndarray, Parameters]:
    X, Y = np.array([[1.0, -1.0, 2.0], [2.0, 0.0, 1.0]]), np.array([[1, 0, 1]])
    W1, b1 = np.array([[1.0, -0.5], [0.5, 0.5]]), np.array([[0.0], [-0.5]])
    return X, Y, {"W1": W1, "b1": b1, "W2": np.array([[1.0, -1.0]]), "b2": np.array([[0.5]])}


def test_worked_example(reference: ModuleType) -> None:
    """The references give the numbers of the worked example."""
    X, Y, parameters = by_hand()
    A2, cache = reference.forward_propagation(X, parameters)
    assert cache["Z1"] == pytest.approx(np.array([[0, -1, 1.5], [1, -1, 1]]))
    assert pytest.approx(np.array([[0.4350, 0.6225, 0.6556]]), abs=5e-5) == A2
    assert reference.compute_cost(A2, Y) == pytest.approx(0.7429, abs=5e-5)
    grads = reference.backward_propagation(parameters, cache, X, Y)
    assert grads["dW1"] == pytest.approx(np.array([[-0.3170, -0.3974], [0.2627, 0.2064]]), abs=5e-5)
    assert grads["db1"] == pytest.approx(np.array([[-0.1220], [0.0402]]), abs=5e-5)
    assert grads["dW2"] == pytest.approx(np.array([[-0.2619, -0.3889]]), abs=5e-5)
    assert grads["db2"] == pytest.approx(np.array([[-0.0957]]), abs=5e-5)


def test_slip_on_the_slide_changes_the_slopes(sn: ModuleType) -> None:
    """Going back through dW2 instead of W2, as one slide does, gives wrong slopes."""
    X, Y, parameters = by_hand()
    A2, cache = sn.forward_propagation(X, parameters)
    grads = sn.backward_propagation(parameters, cache, X, Y)
    slopes = sn.activation_derivative(cache["Z1"], "tanh")
    right = (parameters["W2"].T @ (A2 - Y) * slopes) @ X.T / 3
    slip = (grads["dW2"].T @ (A2 - Y) * slopes) @ X.T / 3
    assert grads["dW1"] == pytest.approx(right)
    assert np.abs(slip - right).max() > 0.1


# The points


@pytest.mark.parametrize("make", [planar.flower, *planar.FOUR_MORE.values()])
def test_points_are_reproducible(make: Callable[..., planar.Points]) -> None:
    """The points are reproducible, new for another seed, and their classes are balanced."""
    (X, Y), (again, _), (other, _) = make(m=60), make(m=60), make(m=60, seed=2)
    assert X.shape == (2, 60) and Y.shape == (1, 60)
    assert set(np.unique(Y)) == {0, 1} and Y.dtype.kind == "i"
    assert (again == X).all() and not np.isin(other, X).any()
    assert 0.35 < make(m=2000)[1].mean() < 0.65


def test_petals_alternate_in_colour() -> None:
    """Neighbouring petals have different colours."""
    for petals in (6, 8):
        X, Y = planar.flower(m=2000, petals=petals, noise=0.0)
        sector = np.floor(np.arctan2(X[1], X[0]) % (2 * np.pi) * petals / (2 * np.pi)).astype(int)
        assert (Y[0] == sector % 2).mean() > 0.99
        opposite = (sector + petals // 2) % petals % 2 == sector % 2
        assert opposite.all() == (petals == 8)  # the same colour with eight petals, the other colour with six


def test_no_line_separates_the_flower() -> None:
    """No straight line classifies more than 68 % of the flower.

    Lines in 60 directions, through every point.
    """
    X, Y = planar.flower()
    best = 0.0
    for angle in np.linspace(0, np.pi, 60):
        along = np.cos(angle) * X[0] + np.sin(angle) * X[1]
        shares = [np.mean((along > border) == Y[0]) for border in along]
        best = max(best, *shares, *(1 - share for share in shares))
    assert best < 0.68


def test_boundaries_picture() -> None:
    """The picture has one panel per model, with a boundary only where the model has one."""
    X, Y = planar.flower(m=50)
    figure = boundaries.boundaries(
        {"half": lambda points: points[:1] / 10 + 0.5, "flat": lambda points: 0 * points[:1]}, X, Y, columns=2
    )
    half, flat = figure.axes
    assert [axes.get_title() for axes in figure.axes] == ["half", "flat"]
    drawn = [
        len([item for item in axes.collections if type(item).__name__ == "QuadContourSet"]) for axes in (half, flat)
    ]
    assert drawn == [1, 0]
    assert len(boundaries.point_sets({"a": (X, Y), "b": (X, Y)}).axes) == 2


# What the text claims


def learned(sn: ModuleType, X: np.ndarray, Y: np.ndarray, start: Parameters, steps: int, rate: float = 1.2) -> Any:
    """The parameters after `steps` steps, and the cost before each of them."""
    costs, now = [], start
    for _ in range(steps):
        A2, cache = sn.forward_propagation(X, now)
        costs.append(sn.compute_cost(A2, Y))
        now = sn.update_parameters(now, sn.backward_propagation(now, cache, X, Y), rate)
    return now, np.array(costs)


def small(sn: ModuleType, n_h: int, seed: int = 3) -> Parameters:
    np.random.seed(seed)
    return sn.initialize_parameters(2, n_h, 1)


def alike(value: float, spread: float = 0.0) -> Parameters:
    rng = np.random.default_rng(1)
    W1, W2 = value + spread * rng.normal(size=(4, 2)), value + spread * rng.normal(size=(1, 4))
    return {"W1": W1, "b1": np.zeros((4, 1)), "W2": W2, "b2": np.zeros((1, 1))}


def test_linear_network_is_logistic_regression() -> None:
    """A network with linear hidden neurons decides as logistic regression does."""
    X, Y = planar.flower()
    line, network = planar.straight_line(X, Y), planar.linear_network(X, Y, 20)
    assert np.mean((line(X) > 0.5) == (network(X) > 0.5)) > 0.99


def test_equal_starts_stay_equal(sn: ModuleType) -> None:
    """Zero weights learn nothing, and neurons that start equal stay equal."""
    X, Y = planar.flower()
    nothing, _ = learned(sn, X, Y, alike(0.0), 100)
    assert not nothing["W1"].any() and not nothing["W2"].any() and nothing["b2"].all()
    equal, _ = learned(sn, X, Y, alike(0.5), 300)
    assert (equal["W1"] == equal["W1"][:1]).all() and (equal["W2"] == equal["W2"][0, 0]).all()
    assert np.abs(equal["W1"] - 0.5).max() > 0.1


@pytest.mark.slow
def test_three_neurons_separate_six_petals(sn: ModuleType) -> None:
    """Three hidden neurons separate six petals; two do not."""
    (X, Y), (X_new, Y_new) = planar.flower(), planar.flower(seed=2)
    right = {n_h: np.mean(sn.predict(learned(sn, X, Y, small(sn, n_h), 2000)[0], X_new) == Y_new) for n_h in (2, 3)}
    assert right[2] < 0.7 < 0.86 < right[3]


@pytest.mark.slow
def test_twenty_neurons_overfit(sn: ModuleType) -> None:
    """Compared with four neurons, twenty do better on the training points and worse on new ones."""
    (X, Y), (X_new, Y_new) = planar.flower(), planar.flower(seed=2)
    right = {}
    for n_h in (4, 20):
        end, _ = learned(sn, X, Y, small(sn, n_h), 4000)
        right[n_h] = (np.mean(sn.predict(end, X) == Y), np.mean(sn.predict(end, X_new) == Y_new))
    assert right[20][0] > right[4][0] and right[20][1] < right[4][1]


@pytest.mark.slow
def test_three_neurons_follow_the_petal_edges(sn: ModuleType) -> None:
    """Each of three neurons draws a line along a petal edge, and their output weights are of similar size."""
    X, Y = planar.flower()
    end, _ = learned(sn, X, Y, small(sn, 3), 2000)
    directions = np.sort(np.arctan2(end["W1"][:, 1], end["W1"][:, 0]) % np.pi)
    edges = (np.array([0, 1, 2]) * np.pi / 3 + np.pi / 2) % np.pi  # across edges at 0, 60 and 120 degrees
    assert directions == pytest.approx(np.sort(edges), abs=0.12)
    assert np.abs(end["b1"]).max() < 0.1 * np.abs(end["W1"]).max()
    assert np.abs(end["W2"]).max() < 1.2 * np.abs(end["W2"]).min()


@pytest.mark.slow
def test_a_millionth_breaks_the_symmetry(sn: ModuleType) -> None:
    """A difference of a millionth between the weights is enough to break the symmetry."""
    X, Y = planar.flower()
    end, _ = learned(sn, X, Y, alike(0.5, 1e-6), 4000)
    assert np.mean(sn.predict(end, X) == Y) > 0.87


@pytest.mark.slow
def test_large_rate_leaves_the_valley(sn: ModuleType) -> None:
    """A learning rate of 1.2 leaves a valley of the cost in which a rate of 0.3 stays."""
    X, Y = planar.flower()
    _, long = learned(sn, X, Y, small(sn, 4), 2000)
    inside, short = learned(sn, X, Y, small(sn, 4), 6000, rate=0.3)
    assert long[:800].min() < 0.19 and np.diff(long[:800]).max() < 0 < np.diff(long).max()
    assert np.diff(short).max() < 0 and short[-1] < 0.1845
    _, thrown = learned(sn, X, Y, inside, 200)
    assert thrown.max() > short[-1] + 0.005  # from where the small steps ended, the large ones go up


@pytest.mark.slow
def test_fifty_neurons_need_larger_weights(sn: ModuleType) -> None:
    """On the spirals, fifty neurons stay nearly linear unless their weights start larger."""
    X, Y = planar.spirals()
    result = {}
    for n_h, factor in ((8, 1), (50, 1), (50, 10)):
        start = small(sn, n_h)
        end, _ = learned(sn, X, Y, {**start, "W1": factor * start["W1"]}, 3000)
        largest = np.abs(sn.forward_propagation(X, end)[1]["A1"]).max()
        result[n_h, factor] = (np.mean(sn.predict(end, X) == Y), largest)
    assert result[8, 1][0] > 0.97 and result[50, 10][0] > 0.95
    assert result[50, 1][0] < 0.8 and result[50, 1][1] < 0.35


def test_lines_through_the_centre_do_not_suffice(sn: ModuleType) -> None:
    """Lines through the centre alone cannot separate eight petals.

    Without biases in the hidden layer the score is odd around b2, and opposite petals have the same colour.
    """
    start = small(sn, 4)
    _, cache = sn.forward_propagation(np.array([[1.0, -1.0], [2.0, -2.0]]), start)
    assert cache["Z2"][0, 0] == pytest.approx(-cache["Z2"][0, 1])
