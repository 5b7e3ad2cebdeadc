"""c4w1b: the notebook, its models and its pictures."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from scipy.signal import correlate

from helpers.datasets import handwritten_digits
from helpers.datasets.scattered import centred, scattered
from helpers.datasets.signs import UP, hand_signs
from helpers.datasets.smiles import smiling_faces
from helpers.plots import stacks
from helpers.scale import scale
from tests.content import notebooks
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c4w1b-convnets"
    pictures = 14
    seconds = 180
    wanted = {
        "shifted": ["moved picture, moved result:   True", "turned picture, turned result: False"],
        "small-net": ["(None, 8, 6, 5)    65 parameters", "(None, 240)", "964 parameters", "comes out: (1, 4)"],
        "same": [
            "64 x 64 -> 8 x 8 -> 2 x 2",
            "40 x 68 -> 5 x 9 -> 2 x 3",
            "same:  [ 3.  7. 10.]",
            "valid: [4. 8.]",
        ],
        "tables": [
            "[('Conv2D', (8, 6, 5), 65), ('Flatten', (240,), 0), ('Dense', (4,), 964)]",
            *("4,736", "128", "32,769", "37,633", "392", "528", "390", "1,310"),
        ],
        "class-shown": ["weights before a picture: 0", "out comes: (1, 6)"],
        "lenet-table": [
            "(28, 28, 8), (14, 14, 8), (10, 10, 16), (5, 5, 16), (400,), (120,), (84,), (10,)",
            "[608, 3216, 48120, 10164, 850] in all 62,958",
            "as derived: True",
            "[208, 416, 48001, 10081, 841]",
        ],
        "where-picture": ["48,120 of 62,958, 76%", "790,400 of 849,320, 93%"],
        "digits-learned": ["62,558 parameters"],
        "dense-learned": ["62,110 parameters"],
        "variants": ["62,558 parameters"],
    }
    wanted_at_full_scale = {"confused": ["640 digits"], "faces-seen": ["300 faces to learn from, 50% of them smile"]}

    @pytest.mark.slow
    def test_networks_learn(self, solved: Run) -> None:
        """The networks reach the accuracies that the text states."""
        if scale() == "small":
            pytest.skip("an epoch on a handful of pictures is too little to learn from; `make course` tests this")
        told = {cell: shares(solved.printed(cell)) for cell in LEARNING}
        ((_, smiles),), ((by_heart, line),) = told["smiles-learned"], told["smiles-linear"]
        assert smiles > 78 and smiles > line and by_heart > line + 8
        ((_, signs),) = told["signs-learned"]
        (_, linear), (_, colour) = told["signs-baselines"]
        assert signs > 86 and signs > linear and colour < 30
        ((_, lenet),), ((_, dense),) = told["digits-learned"], told["dense-learned"]
        assert lenet > 82 and lenet > dense + 15

    @pytest.mark.slow
    def test_learned_filters_are_smoother(self, solved: Run) -> None:
        """Learned filters are smoother than random ones."""
        if scale() == "small":
            pytest.skip("one epoch hardly changes them; `make course` tests this")
        start, learned = map(float, re.findall(r"([\d.]+)(?:,|$)", solved.printed("filters-picture").strip()))
        assert start > 1.5 > 1.3 * learned

    @pytest.mark.slow
    def test_moved_digits_need_moved_training(self, solved: Run) -> None:
        """A network that only saw centred digits fails on moved ones; one trained on moved digits does not."""
        if scale() == "small":
            pytest.skip("nothing is learned yet that could be lost; `make course` tests this")
        rows = [[int(n) for n in re.findall(r"(\d+)%", line)] for line in solved.printed("middle").strip().splitlines()]
        for row in rows[:2]:
            assert row[0] > 82 and row[-1] < 45
        assert min(rows[2]) > 75 and max(rows[2]) - min(rows[2]) < 15


LEARNING = ("smiles-learned", "smiles-linear", "signs-learned", "signs-baselines", "digits-learned", "dense-learned")


def shares(text: str) -> list[tuple[float, float]]:
    """(training accuracy, accuracy on new pictures) of each model that a cell reports."""
    found = re.findall(r"right on ([\d.]+)%, on new \w+ ([\d.]+)%", text)
    return [(float(first), float(second)) for first, second in found]


def test_docstring_examples() -> None:
    """The docstring examples are correct."""
    notebooks.check_examples(TestNotebook.name)


def test_lenet5_parameters(reference: ModuleType) -> None:
    """LeNet-5 has the parameter counts of the lecture, not those of its slip."""
    rows = reference.layer_table(reference.lenet5((32, 32, 3), 10))
    told = [(tuple(shape), count) for kind, shape, count in rows if kind not in ("Activation", "Flatten")]
    assert told == [
        ((28, 28, 8), 608), ((14, 14, 8), 0), ((10, 10, 16), 3216), ((5, 5, 16), 0),
        ((120,), 48120), ((84,), 10164), ((10,), 850),
    ]  # fmt: skip
    assert [(25 + 1) * 8, (25 + 1) * 16, 400 * 120 + 1, 120 * 84 + 1, 84 * 10 + 1] == [208, 416, 48001, 10081, 841]
    assert (24 * 24 * 16 + 1) * 120 == 1_106_040  # without pooling
    original = [(25 + 1) * 6, (25 * 6 + 1) * 16, (400 + 1) * 120, (120 + 1) * 84, (84 + 1) * 10]
    assert sum(original) == 61_706  # LeNet-5, about 60,000


def test_parameters_of_the_other_models(reference: ModuleType) -> None:
    """The other two models have the known parameter counts."""
    happy = [count for _, _, count in reference.layer_table(reference.happyModel()) if count]
    signs = [count for _, _, count in reference.layer_table(reference.convolutional_model((64, 64, 3))) if count]
    assert (happy, signs) == ([4736, 128, 32769], [392, 528, 390])


def _conv(A: np.ndarray, W: np.ndarray, b: np.ndarray, pads: tuple[int, int] = (0, 0)) -> np.ndarray:
    """A convolution by SciPy, with zeros before and after rows and columns."""
    A = np.pad(A, ((0, 0), pads, pads, (0, 0)))
    maps = [[correlate(picture, W[..., n], "valid")[..., 0] for n in range(W.shape[-1])] for picture in A]
    return np.moveaxis(np.array(maps), 1, -1) + b


def _pool(A: np.ndarray, f: int, same: bool = False) -> np.ndarray:
    """Max pooling; with `same` the remainder at the end is also a window."""
    m, h, w, c = A.shape
    if same:
        A = np.pad(A, ((0, 0), (0, -h % f), (0, -w % f), (0, 0)), constant_values=-np.inf)
        # TensorFlow puts half of what is missing before the picture.
        A = np.roll(A, ((-h % f) // 2, (-w % f) // 2), axis=(1, 2))
    high, wide = A.shape[1] // f, A.shape[2] // f
    return A[:, : high * f, : wide * f].reshape(m, high, f, wide, f, c).max(axis=(2, 4))


def _softmax(Z: np.ndarray) -> np.ndarray:
    powers = np.exp(Z - Z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _filled(model: Any, rng: np.random.Generator) -> list[np.ndarray]:
    weights = [
        rng.normal(0, 0.4 if w.ndim < 2 else np.prod(w.shape[:-1]) ** -0.5, w.shape) for w in model.get_weights()
    ]
    weights = [np.abs(w) + 0.1 if "variance" in v.path else w for w, v in zip(weights, model.weights, strict=True)]
    model.set_weights(weights)
    return weights


def test_happy_model(reference: ModuleType) -> None:
    """The happy model computes the layers of its plan."""
    rng = np.random.default_rng(1)
    model = reference.happyModel()
    W, b, gamma, beta, mean, variance, V, c = _filled(model, rng)
    X = rng.uniform(0, 1, (2, 64, 64, 3))
    Z = gamma * (_conv(X, W, b, (3, 3)) - mean) / np.sqrt(variance + 0.001) + beta
    wanted = 1 / (1 + np.exp(-(_pool(np.maximum(0, Z), 2).reshape(2, -1) @ V + c)))
    assert model(X, training=False).numpy() == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize("shape", [(64, 64, 3), (40, 68, 2)])
def test_convolutional_model(reference: ModuleType, shape: tuple[int, int, int]) -> None:
    """The convolutional model computes the layers of its plan."""
    rng = np.random.default_rng(2)
    model = reference.convolutional_model(shape)
    W1, b1, W2, b2, V, c = _filled(model, rng)
    X = rng.uniform(0, 1, (2, *shape))
    A = _pool(np.maximum(0, _conv(X, W1, b1, (1, 2))), 8, same=True)
    A = _pool(np.maximum(0, _conv(A, W2, b2, (0, 1))), 4, same=True)
    assert model(X).numpy() == pytest.approx(_softmax(A.reshape(2, -1) @ V + c), abs=1e-4)


def test_lenet5(reference: ModuleType) -> None:
    """LeNet-5 computes the layers of its plan."""
    rng = np.random.default_rng(3)
    model = reference.lenet5((19, 28, 2), 4)
    W1, b1, W2, b2, *rest = _filled(model, rng)
    X = rng.uniform(0, 1, (3, 19, 28, 2))
    A = X
    for W, b in ((W1, b1), (W2, b2)):
        A = _pool(np.maximum(0, _conv(A, W, b)), 2)
    A = A.reshape(3, -1)
    for W, b in ((rest[0], rest[1]), (rest[2], rest[3])):
        A = np.maximum(0, A @ W + b)
    assert model(X).numpy() == pytest.approx(_softmax(A @ rest[4] + rest[5]), abs=1e-4)


def test_same_padding_of_an_even_filter() -> None:
    """For a filter of 4, "same" padding puts one zero before and two behind, as the text says."""
    import tensorflow as tf

    picture = np.arange(1.0, 6.0).reshape(1, 1, 5, 1)
    ones = tf.ones((1, 4, 1, 1), tf.float64)
    assert tf.nn.conv2d(picture, ones, 1, "SAME").numpy().ravel().tolist() == [6, 10, 14, 12, 9]


@pytest.mark.parametrize(("make", "classes"), [(hand_signs, 6), (smiling_faces, 2)])
def test_drawn_pictures(make: Any, classes: int) -> None:
    """The drawn pictures are reproducible, balanced and all different."""
    first, again, other = make(24, 12), make(24, 12), make(24, 12, seed=2)
    for one, two in zip(first, again, strict=True):
        assert np.array_equal(one, two)
    X, y, X_new, y_new = first
    assert X.shape == (24, 64, 64, 3) and X_new.shape == (12, 64, 64, 3)
    assert X.dtype == np.float32 and X.min() >= 0 and X.max() <= 1
    assert np.bincount(y.ravel().astype(int)).tolist() == [24 // classes] * classes
    assert np.bincount(y_new.ravel().astype(int)).tolist() == [12 // classes] * classes
    everything = np.concatenate([X, X_new, other[0]]).reshape(60, -1)
    apart = np.abs(everything[:, None, ::97] - everything[None, :, ::97]).mean(axis=2)
    assert apart[~np.eye(60, dtype=bool)].min() > 0.01
    assert 0.08 < X.std() < 0.4
    assert make(6, 6, side=32)[0].shape == (6, 32, 32, 3)


def test_hands_show_their_number() -> None:
    """A hand shows as many fingers as its number says."""
    assert [{len(way) for way in ways} for ways in UP] == [{n} for n in range(6)]


def test_scattered_digits() -> None:
    """Scattered digits are complete and keep their shape."""
    pictures, *_ = handwritten_digits()
    sheets, middle = scattered(pictures[:200], seed=4), centred(pictures[:200])
    assert sheets.shape == middle.shape == (200, 32, 32, 1)
    assert sheets.sum(axis=(1, 2, 3)) == pytest.approx(4 * pictures[:200].sum(axis=(1, 2)), rel=1e-5)
    assert middle[7, 8:24:2, 8:24:2, 0] == pytest.approx(pictures[7])
    assert np.array_equal(sheets, scattered(pictures[:200], seed=4))
    corners = {tuple(np.argwhere(sheet[..., 0] > 0).min(axis=0)) for sheet in sheets}
    assert len(corners) > 100


def test_pictures() -> None:
    """The pictures show the values they are given."""
    rows = [("Conv2D", (28, 28, 8), 608), ("Flatten", (6272,), 0), ("Dense", (10,), 62730)]
    texts = [text.get_text() for text in stacks.volumes((32, 32, 3), rows).axes[0].texts]
    assert {"28 × 28 × 8", "608", "62,730", "picture"} <= set(texts) and "6272" not in texts
    bars = stacks.where_it_is(["a", "b"], {"parameters": [608, 0], "products": [470400, 10]})
    assert [bar.get_height() for bar in bars.axes[0].containers[0]] == [608, 0.6]
    table = stacks.confusion(np.array([[5, 1], [0, 7]]), ["x", "y"])
    assert sorted(text.get_text() for text in table.axes[0].texts) == ["1", "5", "7"]
    grid = stacks.maps({"a": [np.ones((4, 3))], "b": [np.ones((4, 3)), -np.ones((4, 3))]}, titles=("t",))
    assert [axes.get_title() for axes in grid.axes] == ["t", "", "", ""]
