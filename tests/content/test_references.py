"""c1w2b: two independent references and finite differences agree, so a mistake in one of them would show."""

from __future__ import annotations

import doctest
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.authoring.bundle import Bundle

SEEDS = range(20)
SIZES = [(3, 5), (4, 2), (1, 6), (5, 1)]


def neuron(seed: int, dtype: Any = np.float64) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    n_x, m = SIZES[seed % len(SIZES)]
    X, w = rng.normal(size=(n_x, m)), rng.normal(size=(n_x, 1))
    return w.astype(dtype), float(rng.normal()), X.astype(dtype), rng.integers(0, 2, (1, m))


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-13), (np.float32, 2e-5)])
def test_propagate_matches_autodiff(
    numpy_reference: ModuleType, tensorflow_reference: ModuleType, dtype: Any, tolerance: float
) -> None:
    """`propagate` agrees with automatic differentiation, in float64 and float32."""
    for seed in SEEDS:
        grads, cost = numpy_reference.propagate(*neuron(seed, dtype))
        want, want_cost = tensorflow_reference.propagate(*neuron(seed, dtype))
        assert want["dw"].dtype == dtype
        np.testing.assert_allclose(grads["dw"], want["dw"], rtol=tolerance, atol=tolerance)
        np.testing.assert_allclose([grads["db"], cost], [want["db"], want_cost], rtol=tolerance, atol=tolerance)


def test_gradient_under_stand_ins(bundle: Bundle) -> None:
    """With a stand-in for `sigmoid` the reference still computes the gradient of logistic regression.

    There it uses the derivative itself; here the stand-in is the true sigmoid, so both must agree.
    """
    plain, stood_in = bundle.references(), bundle.references()
    true = stood_in.sigmoid
    stood_in.sigmoid = lambda z: true(z)
    for seed in SEEDS:
        grads, cost = stood_in.propagate(*neuron(seed))
        want, want_cost = plain.propagate(*neuron(seed))
        np.testing.assert_allclose(grads["dw"], want["dw"], rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose([grads["db"], cost], [want["db"], want_cost], rtol=1e-12, atol=1e-14)


def test_gradients_agree_with_finite_differences(numpy_reference: ModuleType) -> None:
    """Gradients agree with finite differences."""
    step = 1e-5
    for seed in SEEDS:
        w, b, X, Y = neuron(seed)
        grads, _ = numpy_reference.propagate(w, b, X, Y)

        def cost(w: np.ndarray, b: float, X: np.ndarray = X, Y: np.ndarray = Y) -> float:
            return numpy_reference.propagate(w, b, X, Y)[1]

        for index in range(len(w)):
            nudge = np.zeros_like(w)
            nudge[index] = step
            measured = (cost(w + nudge, b) - cost(w - nudge, b)) / (2 * step)
            assert grads["dw"][index, 0] == pytest.approx(measured, rel=1e-7, abs=1e-9)
        measured = (cost(w, b + step) - cost(w, b - step)) / (2 * step)
        assert grads["db"] == pytest.approx(measured, rel=1e-7, abs=1e-9)


def test_other_functions_match_tensorflow(numpy_reference: ModuleType, tensorflow_reference: ModuleType) -> None:
    """The other functions agree with TensorFlow."""
    for seed in range(6):
        w, b, X, Y = neuron(seed)
        rng = np.random.default_rng(seed)
        pictures = rng.integers(0, 256, (2 + seed, 3, 4, 3)).astype(np.uint8)
        for name, arguments in {
            "sigmoid": (rng.normal(0, 20, (2, 3)),),
            "initialize_with_zeros": (seed + 1,),
            "flatten_images": (pictures,),
            "optimize": (w, b, X, Y, 12, 0.2),
            "predict": (w, b, X),
            "model": (X, Y, -X, 1 - Y, 12, 0.2),
        }.items():
            got = getattr(numpy_reference, name)(*arguments)
            want = getattr(tensorflow_reference, name)(*arguments)
            assert_same(got, want)


def assert_same(got: Any, want: Any) -> None:
    if isinstance(want, dict):
        assert got.keys() == want.keys()
        for name in want:
            assert_same(got[name], want[name])
    elif isinstance(want, tuple | list):
        assert len(got) == len(want)
        for mine, theirs in zip(got, want, strict=True):
            assert_same(mine, theirs)
    else:
        assert np.shape(got) == np.shape(want)
        np.testing.assert_allclose(got, want, rtol=1e-11, atol=1e-13)


def test_docstring_examples(numpy_reference: ModuleType) -> None:
    """The docstring examples are correct."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    runner = doctest.DocTestRunner()
    found = [
        test
        for name in ("sigmoid", "initialize_with_zeros", "flatten_images", "propagate", "optimize", "predict", "model")
        for test in finder.find(getattr(numpy_reference, name), name, globs=vars(numpy_reference).copy())
        if test.examples
    ]
    assert len(found) == 7, "an exercise's docstring has no example"
    for test in found:
        assert runner.run(test).failed == 0
