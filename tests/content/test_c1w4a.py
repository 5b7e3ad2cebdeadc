"""c1w4a: the notebook, its numbers, and the text's claims about depth."""

from __future__ import annotations

import re
from types import ModuleType

import numpy as np
import pytest

from helpers import circuits
from tests.content import notebooks
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c1w4a-deep-network"
    pictures = 8
    wanted = {
        "show-table": ["parameters in all: 66"],
        "initial-shapes": ["W1: (3, 2)   b1: (3, 1)   W2: (5, 3)", "W5: (1, 2)   b5: (1, 1)"],
        "small-network": ["Z1 = [[2.0, -2.0], [2.0, 2.0], [1.0, -3.0]]", "A1 = [[2.0, 0.0], [2.0, 2.0], [1.0, 0.0]]"],
        "forward-example": ["AL = [[0.8808 0.2689]]", "66 parameters, 31000 numbers in caches"],
        "measured": ["J = 0.2201", "dW2 = [[-0.1192  0.1497 -0.0596]]", "db2 = [[0.0749]]", "29 slopes measured"],
        "slips-measured": [
            "dZ2 A2^T has shape (1, 1) and W2 (1, 3)",
            "with W2 : dW1 has shape (3, 2), first entry -0.1192",
            "with dW2: dW1 has shape (3, 2), first entry 0.0071",
            "measured: -0.1192",
        ],
        "circuits": [
            "a tree            4 layers,  14 hidden units: 256 of 256 patterns right",
            "one hidden layer  2 layers, 128 hidden units: 256 of 256 patterns right",
            "2,147,483,648",
        ],
        "folding": [
            "5 hidden layers, 10 units: 32 pieces; one hidden layer needs at least 31 units",
            "1 hidden layers,  2 units:  2 pieces",
        ],
    }

    @pytest.mark.slow
    def test_measured_slopes_match_the_gradient(self, solved: Run) -> None:
        """Every measured slope agrees with the gradient."""
        (largest,) = re.findall(r"by more than (\S+)", solved.printed("measured"))
        assert float(largest) < 1e-7

    @pytest.mark.slow
    def test_initial_weights_spread(self, solved: Run) -> None:
        """95 % of the initial weights are within two standard deviations."""
        (share,) = re.findall(r"([\d.]+)% lie", solved.printed("initial-shapes"))
        assert 95 < float(share) < 96

    @pytest.mark.slow
    def test_best_step_size(self, solved: Run) -> None:
        """The step with the lowest cost is neither the shortest nor the longest, and it lowers the cost."""
        before, after, rate = map(float, re.findall(r"\d+\.\d+", solved.printed("one-step")))
        assert after < before
        assert 0.3 < rate < 4

    @pytest.mark.slow
    def test_small_weights_kill_the_signal(self, solved: Run) -> None:
        """With weights that start too small, the signal vanishes within ten layers."""
        small, larger = solved.printed("signal").splitlines()
        assert "answers from 0.500000 to 0.500000" in small
        sizes = [float(line.rsplit(" ", 1)[1]) for line in (small, larger)]
        assert sizes[0] < 1e-14
        assert sizes[1] > 1e-5


X, Y = np.array([[1.0, -1.0], [2.0, 0.0]]), np.array([[1, 0]])
SMALL = {
    "W1": np.array([[1.0, 1.0], [-1.0, 1.0], [0.0, 2.0]]),
    "b1": np.array([[-1.0], [1.0], [-3.0]]),
    "W2": np.array([[2.0, -1.0, -1.0]]),
    "b2": np.array([[1.0]]),
}


def test_shapes_of_the_lectures_table(reference: ModuleType) -> None:
    """The lecture's network has the shapes of its table."""
    drawn = reference.initialize_parameters_deep([2, 3, 5, 4, 2, 1])
    assert [drawn[f"W{layer}"].shape for layer in range(1, 6)] == [(3, 2), (5, 3), (4, 5), (2, 4), (1, 2)]
    assert [drawn[f"b{layer}"].shape for layer in range(1, 6)] == [(3, 1), (5, 1), (4, 1), (2, 1), (1, 1)]
    AL, caches = reference.L_model_forward(np.ones((2, 8)), drawn)
    assert [cache[1].shape for cache in caches] == [(3, 8), (5, 8), (4, 8), (2, 8), (1, 8)]
    assert AL.shape == (1, 8)


def test_worked_example(reference: ModuleType) -> None:
    """The references give the numbers of the small worked network."""
    AL, caches = reference.L_model_forward(X, SMALL)
    grads = reference.L_model_backward(AL, Y, caches)
    assert caches[0][1].tolist() == [[2, -2], [2, 2], [1, -3]]
    assert caches[1][1].tolist() == [[2, -1]]
    assert pytest.approx(np.array([[0.8808, 0.2689]]), abs=5e-5) == AL
    assert float(reference.compute_cost(AL, Y)) == pytest.approx(0.2201, abs=5e-5)
    dA2, slopes = (1 - Y) / (1 - AL) - Y / AL, AL * (1 - AL)
    assert dA2 == pytest.approx(np.array([[-1.1353, 1.3679]]), abs=5e-5)
    assert slopes == pytest.approx(np.array([[0.1050, 0.1966]]), abs=5e-5)
    assert dA2 * slopes == pytest.approx(np.array([[-0.1192, 0.2689]]), abs=5e-5)
    assert grads["dW2"] == pytest.approx(np.array([[-0.1192, 0.1497, -0.0596]]), abs=5e-5)
    assert grads["db2"] == pytest.approx(np.array([[0.0749]]), abs=5e-5)
    assert grads["dA1"] == pytest.approx(np.array([[-0.2384, 0.5379], [0.1192, -0.2689], [0.1192, -0.2689]]), abs=5e-5)
    assert grads["dW1"] == pytest.approx(np.array([[-0.1192, -0.2384], [0.1941, 0.1192], [0.0596, 0.1192]]), abs=5e-5)
    stepped = reference.update_parameters(SMALL, grads, 0.5)
    assert stepped["b2"] == pytest.approx(np.array([[0.9626]]), abs=5e-5)


def test_backward_pass_uses_the_weights(reference: ModuleType) -> None:
    """The backward pass goes through the weights, not through their gradient.

    One slide prints dW[L]^T dZ[L] where W[L]^T dZ[L] is meant: the shapes agree, the numbers do not.
    """
    AL, caches = reference.L_model_forward(X, SMALL)
    grads = reference.L_model_backward(AL, Y, caches)
    dZ2, Z1 = AL - Y, caches[0][1]
    dZ1 = SMALL["W2"].T @ dZ2 * (Z1 > 0)
    slip = grads["dW2"].T @ dZ2 * (Z1 > 0)
    assert grads["dW1"] == pytest.approx(dZ1 @ X.T / 2)
    assert slip.shape == dZ1.shape
    assert np.abs(slip @ X.T / 2 - grads["dW1"]).max() > 0.1


def test_gradients_match_automatic_differentiation(reference: ModuleType) -> None:
    """The network's gradients are those of automatic differentiation.

    It differentiates the whole cost at once; the references go layer by layer.
    """
    import tensorflow as tf

    rng = np.random.default_rng(3)
    sizes, m = [3, 5, 4, 1], 7
    values = {
        name: rng.normal(0, 0.7, value.shape) for name, value in reference.initialize_parameters_deep(sizes).items()
    }
    inputs, labels = rng.normal(size=(3, m)), rng.integers(0, 2, (1, m))
    variables = {name: tf.constant(value) for name, value in values.items()}
    x = tf.constant(inputs)
    with tf.GradientTape() as tape:
        tape.watch([*variables.values(), x])
        A = x
        for layer in range(1, len(sizes)):
            Z = variables[f"W{layer}"] @ A + variables[f"b{layer}"]
            A = tf.nn.relu(Z)
        cost = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels.astype(float), Z))
    wanted = tape.gradient(cost, {**variables, "X": x})
    AL, caches = reference.L_model_forward(inputs, values)
    grads = reference.L_model_backward(AL, labels, caches)
    assert float(reference.compute_cost(AL, labels)) == pytest.approx(float(cost))
    for name in values:
        assert grads[f"d{name}"] == pytest.approx(wanted[name].numpy(), abs=1e-12), name
    assert grads["dA0"] / m == pytest.approx(wanted["X"].numpy(), abs=1e-12)
    assert set(grads) == {f"{kind}{layer}" for kind in ("dW", "db") for layer in (1, 2, 3)} | {"dA0", "dA1", "dA2"}


def test_docstring_examples() -> None:
    """The docstring examples are correct."""
    notebooks.check_examples(TestNotebook.name)


@pytest.mark.parametrize("n", [2, 4, 8])
def test_handmade_networks_compute_parity(reference: ModuleType, n: int) -> None:
    """The tree of XORs and the single hidden layer both tell odd from even."""
    bits = circuits.all_bits(n)
    odd = bits.sum(axis=0) % 2 == 1
    for made, units in ((circuits.xor_tree(n), 2 * n - 2), (circuits.one_unit_per_pattern(n), 2 ** (n - 1))):
        answer, caches = reference.L_model_forward(bits, made)
        assert ((answer[0] > 0.5) == odd).all()
        assert circuits.hidden_units(made) == units
        assert circuits.hidden_units(made) == sum(cache[1].shape[0] for cache in caches[:-1])


def test_xor_tree_needs_a_power_of_two() -> None:
    """A tree of XORs can only be built for a power of two."""
    for n in (0, 1, 6):
        with pytest.raises(ValueError, match="2, 4, 8"):
            circuits.xor_tree(n)


def test_counting_units_compute_parity() -> None:
    """One hidden layer of n units computes parity by counting.

    The text says so: neurons can add, so this task does not need depth.
    """
    n = 8
    bits = circuits.all_bits(n)
    hidden = np.maximum(0, bits.sum(axis=0) - np.arange(n).reshape(n, 1))
    slopes = np.array([1.0, *(2 * (-1.0) ** np.arange(1, n))])
    assert slopes @ hidden == pytest.approx(bits.sum(axis=0) % 2)


@pytest.mark.parametrize("layers", [1, 2, 3, 5])
def test_each_layer_doubles_the_pieces(reference: ModuleType, layers: int) -> None:
    """Each layer doubles the number of linear pieces of the zigzag."""
    x = np.linspace(0, 1, 1025).reshape(1, -1)
    made = circuits.zigzag(layers)
    z = reference.L_model_forward(x, made)[1][-1][1][0]
    assert circuits.hidden_units(made) == 2 * layers
    assert 1 + np.sum(np.abs(np.diff(z, n=2)) > 1e-9) == 2**layers
    assert (z.min(), z.max()) == (0, 1)
    assert z == pytest.approx(1 - np.abs(np.mod(x[0] * 2**layers, 2) - 1))


def test_pieces_of_one_hidden_layer() -> None:
    """A single hidden layer of k units makes at most k + 1 linear pieces."""
    rng = np.random.default_rng(7)
    x = np.linspace(-3, 3, 20001)
    for k in (1, 4, 9):
        w, b, v = rng.normal(size=(3, k, 1))
        y = np.sum(v * np.maximum(0, w * x + b), axis=0)
        changes = np.flatnonzero(np.abs(np.diff(y, n=2)) > 1e-9)
        kinks = 1 + np.sum(np.diff(changes) > 1) if changes.size else 0
        assert kinks <= k


@pytest.mark.parametrize("hidden", [10, 30])
def test_he_scale_keeps_the_signal(hidden: int) -> None:
    """The scale sqrt(2/n) keeps a signal alive at any depth, and no other scale does.

    This is the result of "your turn".
    """
    rng = np.random.default_rng(8)
    left = {}
    for c in (1.0, np.sqrt(2), 2.0):
        A = rng.normal(size=(400, 100))
        for _ in range(hidden):
            A = np.maximum(0, rng.normal(0, c / np.sqrt(400), (400, 400)) @ A)
        left[c] = float(np.sqrt(np.mean(A**2)))
    assert left[1.0] < 0.05
    assert 0.5 < left[np.sqrt(2)] < 2
    assert left[2.0] > 20
