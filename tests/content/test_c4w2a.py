"""c4w2a: the notebook, its blocks and networks, its pictures, and what it claims about depth."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from scipy.signal import correlate

from helpers import deepening
from helpers.datasets import handwritten_digits
from helpers.plots import residuals
from helpers.scale import scale
from tests.content import notebooks
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c4w2a-residual-networks"
    pictures = 6
    seconds = 180
    wanted = {
        "cost-by-hand": ["kernel (2, 2, 3, 5)", "kernel (240, 4)", "by hand: 3840 multiplications, 1029 parameters"],
        "lenet-alexnet": [
            "62,958 parameters",
            "62,378,344 parameters",
            "94% of the parameters",
            "5% of the multiplications",
        ],
        "products": ["0.5 to the power of 20: 9.536743e-07", "1.5 to the power of 20: 3325.257"],
        "products-again": ["without the shortcut: 1e-20; with it: 6.73"],
        "does-nothing": ["plain block, last gamma 0: the output equals the input: False", "equals the input: True"],
        "design": ["589,824", "69,632", "f = 3 may have F = 229", "f = 7 may have F = 104"],
        "by-hand-again": ["shape: (5, 6, 8)", "[14, 40, 56, 76] in all 186"],
        "resnet-table": ["53 convolutions, 1 dense layer, 16 sums", "23,600,006 parameters", "[1. 1.]"],
        "ways": ["65,536 ways", "on average 24 convolutions", "only 1 way passes all"],
        "vgg16": ["138,357,544 parameters", "(112, 112, 64)", "(7, 7, 512)", "102,764,544 parameters"],
        "inception-picture": ["5 x 5 at once: 120,422,400; after a reduction to 16: 12,443,648"],
        "all-costs": ["most parameters: VGG-16", "most multiplications: VGG-16", "27 times MobileNet's"],
    }

    @pytest.mark.slow
    def test_classic_networks_have_their_costs(self, solved: notebooks.Run) -> None:
        """The six networks have the parameters and the orders of multiplications that are known of them."""
        rows = {}
        for line in solved.printed("all-costs").splitlines():
            if "parameters" in line and "multiplications" in line and "guess" not in line:
                name, parameters, _, multiplications, _ = line.replace(",", "").split()
                rows[name] = int(parameters), int(multiplications)
        assert len(rows) == 6
        assert rows["VGG-16"][0] == 138_357_544 and rows["MobileNet"][0] == 4_253_864
        assert 6.9e6 < rows["Inception"][0] < 7.1e6 and 4.1e7 < rows["ResNet-50"][0] < 4.3e7
        assert 1.5e10 < rows["VGG-16"][1] < 1.6e10 and 5.5e8 < rows["MobileNet"][1] < 5.8e8
        assert rows["ResNet-50"][1] < rows["VGG-16"][1] / 4 < rows["VGG-16"][1]
        assert rows["Inception"][0] < rows["VGG-16"][0] / 19


@pytest.fixture(scope="module")
def digits() -> tuple[np.ndarray, np.ndarray]:
    pictures, labels, _, _ = handwritten_digits()
    return pictures[..., None].astype("float32"), labels


def _learned(block: Any, depth: int, seed: int, digits: tuple[np.ndarray, np.ndarray], steps: int) -> float:
    model = deepening.network(block, depth, seed)
    costs = deepening.train(model, *digits, steps, seed)
    assert len(costs) == steps and np.isfinite(costs).all()
    return deepening.share_right(model, *digits)


@pytest.mark.slow
def test_shortcuts_cure_degradation(reference: ModuleType, digits: tuple[np.ndarray, np.ndarray]) -> None:
    """Ten plain blocks learn much worse than one; ten identity blocks learn best. Over three seeds."""
    if scale() == "small":
        pytest.skip("80 steps of deep networks take minutes; `make course` tests this")
    for seed in (1, 2, 3):
        plain = {depth: _learned(reference.plain_block, depth, seed, digits, 80) for depth in (1, 4, 10)}
        identity = {depth: _learned(reference.identity_block, depth, seed, digits, 80) for depth in (1, 10)}
        assert min(plain[1], plain[4]) > 0.86 and plain[10] < 0.7
        assert identity[10] > 0.98 and identity[10] > max(plain[4], identity[1])
        assert abs(identity[1] - plain[1]) < 0.06


@pytest.mark.slow
def test_plain_slopes_explode(reference: ModuleType, digits: tuple[np.ndarray, np.ndarray]) -> None:
    """On the way back through plain blocks the gradient grows far more than through identity blocks."""
    X, y = digits[0][:256], digits[1][:256]
    depth, seeds = (8, (1, 2)) if scale() == "small" else (20, (1, 2, 3, 4, 5))
    for seed in seeds:
        plain, identity = (
            deepening.slopes_by_block(deepening.network(block, depth, seed), X, y)
            for block in (reference.plain_block, reference.identity_block)
        )
        assert len(plain) == len(identity) == depth
        grown, level = plain[0] / plain[-1], identity[0] / identity[-1]
        assert grown > 2 * level > 0
        if depth == 20:
            assert grown > 1000 and level < 40


def test_docstring_examples() -> None:
    """The docstring examples are correct."""
    notebooks.check_examples(TestNotebook.name)


def _conv(A: np.ndarray, W: np.ndarray, b: np.ndarray, stride: int = 1, same: bool = True) -> np.ndarray:
    """A convolution by SciPy at every `stride`-th position; "same" puts the odd row or column of zeros at the end."""
    if same:
        pads = [max(0, (-(-n // stride) - 1) * stride + f - n) for n, f in zip(A.shape[1:3], W.shape, strict=False)]
        A = np.pad(A, ((0, 0), *[(p // 2, p - p // 2) for p in pads], (0, 0)))
    maps = [[correlate(picture, W[..., n], "valid")[..., 0] for n in range(W.shape[-1])] for picture in A]
    return np.moveaxis(np.array(maps), 1, -1)[:, ::stride, ::stride] + b


def _norm(Z: np.ndarray, gamma: np.ndarray, beta: np.ndarray, mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
    return gamma * (Z - mean) / np.sqrt(variance + 0.001) + beta


def _filled(model: Any, rng: np.random.Generator) -> dict[int, list[list[np.ndarray]]]:
    """Random weights for every layer with weights, by its number of weights: 2 for a convolution, 4 for a norm."""
    found: dict[int, list[list[np.ndarray]]] = {2: [], 4: []}
    for layer in model.layers:
        if layer.weights:
            values = [
                rng.uniform(0.4, 1.4, w.shape) if w.ndim == 1 else rng.normal(size=w.shape) for w in layer.weights
            ]
            layer.set_weights(values)
            found[len(values)].append(values)
    return found


def _relu(Z: np.ndarray) -> np.ndarray:
    return np.maximum(0, Z)


@pytest.mark.parametrize(("block", "stride"), [("plain_block", 1), ("identity_block", 1), ("convolutional_block", 3)])
def test_blocks(reference: ModuleType, block: str, stride: int) -> None:
    """A block computes the layers of its plan."""
    import keras

    rng = np.random.default_rng(4)
    inputs = keras.Input((8, 7, 5))
    settings = {"s": stride} if block == "convolutional_block" else {}
    model = keras.Model(inputs, getattr(reference, block)(inputs, 3, [2, 4, 5], **settings))
    weights = _filled(model, rng)
    assert len(weights[2]) == len(weights[4]) == (4 if settings else 3)
    by_size = {values[0].shape: values for values in weights[2]}
    norms = {len(values[0]): values for values in weights[4]}
    X = rng.normal(size=(3, 8, 7, 5))
    A = _relu(_norm(_conv(X, *by_size[1, 1, 5, 2], stride), *norms[2]))
    A = _relu(_norm(_conv(A, *by_size[3, 3, 2, 4]), *norms[4]))
    if settings:
        kinds = [layer for layer in model.layers if layer.weights]
        last, side = [
            [layer.get_weights() for layer in kinds if tuple(layer.weights[0].shape) == shape]
            for shape in ((1, 1, 4, 5), (1, 1, 5, 5))
        ]
        add = next(layer for layer in model.layers if type(layer).__name__ == "Add")
        after = [source._keras_history.operation for source in add.input]
        main = next(n for n in after if tuple(n.input._keras_history.operation.weights[0].shape) == (1, 1, 4, 5))
        other = next(n for n in after if n is not main)
        Z = _norm(_conv(A, *last[0]), *main.get_weights())
        Z = Z + _norm(_conv(X, *side[0], stride), *other.get_weights())
    else:
        Z = _norm(_conv(A, *by_size[1, 1, 4, 5]), *norms[5]) + (X if block == "identity_block" else 0)
    assert np.asarray(model(X, training=False)) == pytest.approx(_relu(Z), abs=2e-4)


def test_inception_and_vgg(reference: ModuleType) -> None:
    """An Inception module and a VGG stage compute the layers of their plans."""
    import keras

    rng = np.random.default_rng(5)
    inputs = keras.Input((6, 5, 3))
    X = rng.normal(size=(2, 6, 5, 3))
    model = keras.Model(inputs, reference.inception_module(inputs, (2, 4, 5, 6, 7, 8)))
    by_size = {values[0].shape: values for values in _filled(model, rng)[2]}
    wide = np.pad(X, ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=-np.inf)
    pooled = np.max([wide[:, i : i + 6, j : j + 5] for i in range(3) for j in range(3)], axis=0)
    branches = (
        _relu(_conv(X, *by_size[1, 1, 3, 2])),
        _relu(_conv(_relu(_conv(X, *by_size[1, 1, 3, 4])), *by_size[3, 3, 4, 5])),
        _relu(_conv(_relu(_conv(X, *by_size[1, 1, 3, 6])), *by_size[5, 5, 6, 7])),
        _relu(_conv(pooled, *by_size[1, 1, 3, 8])),
    )
    assert np.asarray(model(X)) == pytest.approx(np.concatenate(branches, axis=3), rel=1e-4, abs=1e-3)
    model = keras.Model(inputs, reference.vgg_block(inputs, 4, 2))
    by_size = {values[0].shape: values for values in _filled(model, rng)[2]}
    A = _relu(_conv(_relu(_conv(X, *by_size[3, 3, 3, 4])), *by_size[3, 3, 4, 4]))[:, :, :4]
    wanted = A.reshape(2, 3, 2, 2, 2, 4).max(axis=(2, 4))
    assert np.asarray(model(X)) == pytest.approx(wanted, rel=1e-4, abs=1e-3)


def test_resnet50_is_the_known_one(reference: ModuleType) -> None:
    """Without its classifier ResNet-50 has the published number of parameters, and the sizes of the table."""
    model = reference.ResNet50((64, 64, 3), 6)
    assert model.count_params() - (2048 + 1) * 6 == 23_587_712
    sums = [tuple(layer.output.shape[1:]) for layer in model.layers if type(layer).__name__ == "Add"]
    sides = ((15, 256), (8, 512), (4, 1024), (2, 2048))
    assert sums == [(n, n, c) for (n, c), blocks in zip(sides, (3, 4, 6, 3), strict=True) for _ in range(blocks)]


def test_widest_is_the_widest(reference: ModuleType) -> None:
    """The widest bottleneck is affordable, and one filter more is not."""
    rng = np.random.default_rng(6)
    for channels, f, budget in zip(*rng.integers(1, (400, 8, 10**6), (50, 3)).T.tolist(), strict=True):
        F = reference.widest_bottleneck(channels, f, budget)
        costs = [2 * channels * n + f * f * n * n for n in (F, F + 1)]
        assert costs[0] <= budget < costs[1]


def test_pictures() -> None:
    """The pictures show the values they are given."""
    texts = [text.get_text() for text in residuals.blocks().axes[0].texts]
    assert texts.count("+") == 2 and texts.count("norm") == 10 and texts.count("conv 1 × 1, s") == 2
    texts = [text.get_text() for text in residuals.inception((2, 3, 4, 1, 3, 1), 5).axes[0].texts]
    assert "joined\n10" in texts and "X\n5 channels" in texts
    frames = residuals.slopes_of_depths({2: {"plain": [3.0, 1.0]}, 3: {"plain": [9.0, 2.0, 1.0]}})
    assert [frame.axes[0].get_title() for frame in frames] == ["2 blocks, 6 convolutions", "3 blocks, 9 convolutions"]
    assert frames[0].axes[0].get_ylim() == frames[1].axes[0].get_ylim() == (0.5, 18.0)
    chart = residuals.costs({"small": (10, 1000), "large": (10**6, 10**9)})
    assert [text.get_text() for text in chart.axes[0].texts] == ["small", "large"]
