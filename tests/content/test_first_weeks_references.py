"""c1w1 and c1w2a: the references agree with the lecture's numbers and with measured slopes."""

from __future__ import annotations

import math
from types import ModuleType

import numpy as np
import pytest

from autograder.checks import rules
from tests.content import notebooks

KINDS = ["numpy", "tensorflow"]


def _reference(name: str, kind: str) -> ModuleType:
    bundle = notebooks.load(name).bundle
    return bundle.solution_namespace() if kind == "numpy" else bundle.references()


@pytest.fixture(scope="module", params=KINDS)
def basics(request: pytest.FixtureRequest) -> ModuleType:
    return _reference("c1w2a-numpy-basics", request.param)


@pytest.fixture(scope="module", params=KINDS)
def neuron(request: pytest.FixtureRequest) -> ModuleType:
    return _reference("c1w1-first-neuron", request.param)


@pytest.mark.parametrize(
    ("f", "a", "moved", "slope"),
    [
        (lambda t: 3 * t, 2.0, 6.003, 3.0),
        (lambda t: t**2, 2.0, 4.004, 4.0),
        (lambda t: t**2, 5.0, 25.010, 10.0),
        (lambda t: t**3, 2.0, 8.012, 12.0),
        (math.log, 2.0, 0.69365, 0.5),
    ],
)
def test_slopes_by_nudging(basics: ModuleType, f, a: float, moved: float, slope: float) -> None:
    """The slopes measured by a small nudge are those of the lecture."""
    assert f(a + 0.001) == pytest.approx(moved, abs=2e-5)
    assert float(basics.numerical_derivative(f, a, 0.001)) == pytest.approx(slope, abs=0.007)


def test_graph_of_the_lecture(basics: ModuleType) -> None:
    """The lecture's computation graph gives its values and slopes."""
    assert [float(value) for value in basics.graph_forward(5, 3, 2)] == [6, 11, 33]
    slopes = {name: float(value) for name, value in basics.graph_backward(5, 3, 2).items()}
    assert slopes == {"dv": 3, "da": 3, "du": 3, "db": 6, "dc": 9}
    assert float(basics.graph_forward(5.001, 3, 2)[2]) == pytest.approx(33.003)
    assert float(basics.graph_forward(5, 3.001, 2)[2]) == pytest.approx(33.006)
    assert float(basics.graph_forward(5, 3, 2.001)[2]) == pytest.approx(33.009)


def test_sigmoid(basics: ModuleType) -> None:
    """The sigmoid is 1/2 at 0 with slope 1/4, and flat at ±10."""
    assert basics.sigmoid(0.0) == basics.basic_sigmoid(0) == 0.5
    assert basics.sigmoid_derivative(0.0) == 0.25
    assert basics.sigmoid(np.array([-10.0, 10.0])) == pytest.approx([0, 1], abs=1e-4)
    assert basics.sigmoid_derivative(np.array([-10.0, 10.0])) == pytest.approx([0, 0], abs=1e-4)


def test_sigmoid_slope_matches_autodiff(basics: ModuleType) -> None:
    """The sigmoid's slope is the one that automatic differentiation finds."""
    import tensorflow as tf

    x = tf.constant(np.random.default_rng(1).normal(0, 2, (3, 4)))
    upstream = np.random.default_rng(2).normal(0, 1, (3, 4))
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = tf.reduce_sum(tf.math.sigmoid(x) * upstream)
    assert basics.sigmoid_derivative(x.numpy()) * upstream == pytest.approx(tape.gradient(value, x).numpy())


def test_calories_of_apples(basics: ModuleType) -> None:
    """The shares of calories are those of the lecture."""
    A = np.array([[56.0, 0.0, 4.4, 68.0], [1.2, 104.0, 52.0, 8.0], [1.8, 135.0, 99.0, 0.9]])
    shares = basics.calorie_shares(A)
    assert A[:, 0].sum() == pytest.approx(59.0)
    assert shares[0, 0] == pytest.approx(94.9, abs=0.05)
    assert shares.sum(axis=0) == pytest.approx([100] * 4)


def test_picture_as_a_column(basics: ModuleType) -> None:
    """A colour picture of 64 by 64 has 12,288 numbers."""
    assert basics.image2vector(np.zeros((64, 64, 3))).shape == (12_288, 1)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rows_and_probabilities(basics: ModuleType, dtype: type) -> None:
    """Normalized rows have length 1, and probabilities add up to 1."""
    x = np.random.default_rng(3).normal(0, 2, (5, 3)).astype(dtype)
    assert np.linalg.norm(basics.normalize_rows(x), axis=1) == pytest.approx(np.ones(5), rel=1e-5)
    assert basics.softmax(x).sum(axis=1) == pytest.approx(np.ones(5), rel=1e-5)
    assert (basics.softmax(x).argmax(axis=1) == x.argmax(axis=1)).all()


ANSWERS = {
    "np.dot": ("dot_loop", "def dot_loop(w, x):\n    return np.dot(w, x)\n"),
    "the @ sign": ("dot_loop", "def dot_loop(w, x):\n    return w @ x\n"),
    "another name": ("dot_loop", "from numpy import dot\ndef dot_loop(w, x):\n    return dot(w, x)\n"),
    "a method": ("dot_loop", "def dot_loop(w, x):\n    return w.dot(x)\n"),
    "a sum of products": ("dot_loop", "def dot_loop(w, x):\n    return (w * x).sum()\n"),
    "the other exercise": ("dot_loop", "def dot_loop(w, x):\n    return dot_vectorized(w, x)\n"),
    "a loop": (
        "dot_vectorized",
        "def dot_vectorized(w, x):\n    t = 0\n    for a, b in zip(w, x):\n        t += a * b\n    return t\n",
    ),
    "a hidden loop": ("dot_vectorized", "def dot_vectorized(w, x):\n    return sum(w * x)\n"),
    "a helper's loop": (
        "dot_vectorized",
        "def h(w, x):\n    return [a * b for a, b in zip(w, x)]\ndef dot_vectorized(w, x):\n    return sum(h(w, x))\n",
    ),
    "broadcasting by hand": (
        "calorie_shares",
        "def calorie_shares(A):\n    return np.array([100 * r / A.sum(0) for r in A])\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ANSWERS)
def test_rules_on_the_source(what: str) -> None:
    """The rules on the source refuse the other way of computing the answer."""
    name, source = ANSWERS[what]
    exercise = notebooks.load("c1w2a-numpy-basics").bundle.exercise(name)
    tree = rules.parse(f"import numpy as np\n{source}".encode())
    assert rules.check(tree, name, exercise.rules)


def test_worked_example_of_the_neuron(neuron: ModuleType) -> None:
    """The neuron's worked example gives its cost and slopes."""
    sizes, prices = np.array([0.5, 1.0, 2.0]), np.array([0.25, 1.0, 1.75])
    assert neuron.predict_price(sizes, 2.0, -1.5).tolist() == [0.0, 0.5, 2.5]

    def cost(w: float, b: float) -> float:
        return float(np.mean((neuron.predict_price(sizes, w, b) - prices) ** 2) / 2)

    eps = 1e-6
    assert cost(2.0, -1.5) == pytest.approx(0.1458, abs=5e-5)
    assert (cost(2.0 + eps, -1.5) - cost(2.0 - eps, -1.5)) / (2 * eps) == pytest.approx(1 / 3, abs=1e-6)
    assert (cost(2.0, -1.5 + eps) - cost(2.0, -1.5 - eps)) / (2 * eps) == pytest.approx(1 / 12, abs=1e-6)


def test_steps_follow_the_measured_slope(neuron: ModuleType) -> None:
    """Each training step goes against the measured slope.

    Finite differences of the cost, on houses that end up on both sides of the kink.
    """
    rng = np.random.default_rng(4)
    sizes, rate = rng.uniform(0.1, 2.4, 9), 0.3
    prices = np.maximum(0, 3 * sizes - 2)

    def after(steps: int) -> tuple[float, float]:
        w, b, _ = neuron.fit_price(sizes, prices, rate, steps)
        return float(w), float(b)

    def cost(w: float, b: float) -> float:
        return float(np.mean((np.maximum(0, w * sizes + b) - prices) ** 2) / 2)

    eps = 1e-6
    for steps in (1, 2, 30):
        (w, b), (w_next, b_next) = after(steps), after(steps + 1)
        assert (w - w_next) / rate == pytest.approx((cost(w + eps, b) - cost(w - eps, b)) / (2 * eps), abs=1e-5)
        assert (b - b_next) / rate == pytest.approx((cost(w, b + eps) - cost(w, b - eps)) / (2 * eps), abs=1e-5)
    assert min(after(30)[0] * sizes + after(30)[1]) < 0


@pytest.mark.parametrize("name", ["c1w1-first-neuron", "c1w2a-numpy-basics"])
def test_docstring_examples(name: str) -> None:
    """The docstring examples are correct."""
    import doctest

    module = notebooks.load(name).bundle.solution_namespace()
    tests = [test for test in doctest.DocTestFinder(recurse=False).find(module) if test.examples]
    for attribute in notebooks.load(name).bundle.names:
        tests += doctest.DocTestFinder().find(getattr(module, attribute), attribute, globs=vars(module))
    assert len([test for test in tests if test.examples]) == len(notebooks.load(name).bundle.names)
    for test in tests:
        assert doctest.DocTestRunner().run(test).failed == 0
