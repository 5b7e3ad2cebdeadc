"""c4w1a: the notebook, the numbers of the lecture, and the claims of the text."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.checks import rules
from helpers.datasets.photographs import grey_photograph
from helpers.scale import scale
from tests.content import notebooks
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises

VERTICAL = np.array([[1.0, 0, -1]] * 3)
SOBEL = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
SCHARR = np.array([[3.0, 0, -3], [10, 0, -10], [3, 0, -3]])
LECTURE = np.array(
    [[3, 0, 1, 2, 7, 4], [1, 5, 8, 9, 3, 1], [2, 7, 2, 5, 1, 3],
     [0, 1, 3, 1, 7, 8], [4, 2, 1, 6, 2, 8], [2, 4, 5, 2, 3, 9.0]]
)  # fmt: skip


class TestNotebook(NotebookPromises):
    name = "c4w1a-convolution"
    pictures = 12
    seconds = 180
    wanted = {
        "by-hand": ["[[-5, -4, 0, 8], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]]"],
        "step-picture": ["bright to dark: [0, 30, 30, 0]", "bright: [0, -30, -30, 0]", "degrees: [0, -30, -30, 0]"],
        "sizes": ["s = 2:        3", "p = 2:    32", "s = 5: 8"],
        "lecture-numbers": [
            "[[4.0, 6.0], [10.0, 11.0]]",
            "[[-1.0, 1.0], [-7.0, 11.0]]",
            "[[-5, -4, 0, 8], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]]",
            "[[  0   0   0   0]\n [ 30  10 -10 -30]\n [ 30  10 -10 -30]\n [  0   0   0   0]]",
            "[[ 91 100  88]\n [ 69  91 117]\n [ 44  72  74]]",
        ],
        "seen": ["are seen 1 time without padding and 4 times with"],
        "turned": ["its own negative: True", "[[4.0, 6.0], [10.0, 11.0]]"],
        "dense-or-not": ["3,072 x 4,704 = 14,450,688 weights", "with 456", "it would be 156"],
        "forward-example": ["[[-0.5, 1.5], [-6.5, 11.5]]", "(4, 4, 2)"],
        "pooling-numbers": ["[[9.0, 2.0], [6.0, 3.0]]", "[[3.75, 1.25], [4.0, 2.0]]", "[[20.0, 45.0], [10.0, 43.0]]"],
        "small-net-table": [
            *("28 x 28 x  8      608", "14 x 14 x  8", "10 x 10 x 16    3,216", "5 x  5 x 16"),
            *("48,120", "10,164", "850", "in all 62,958"),
        ],
        "speed": ["all ways agree: True"],
        "back-proved": [
            "dA_prev = [[1.0, 0.0, 0.0], [2.0, 1.0, 0.0], [0.0, 4.0, -2.0]]",
            "dW = [[11.0, 14.0], [20.0, 25.0]]  db = 3.0",
            "236 slopes measured",
            "TensorFlow's tape says the same: True",
        ],
        "pool-back-example": [
            "max      [[0.0, 0.0, 0.0], [0.0, 10.0, 0.0], [0.0, 0.0, 0.0]]   sum: 10.0",
            "average  [[0.25, 0.75, 0.5], [1.0, 2.5, 1.5], [0.75, 1.75, 1.0]]   sum: 10.0",
        ],
        "how-far": [
            "stride 1: 1, 2, 3 layers see 3 x 3, 5 x 5, 7 x 7 pixels",
            "stride 2: 1, 2, 3 layers see 3 x 3, 7 x 7, 15 x 15 pixels",
        ],
        "your-turn": ["learned: [[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]]"],
    }  # fmt: skip

    @pytest.mark.slow
    def test_measured_slopes_match_the_gradient(self, solved: Run) -> None:
        """Every measured slope agrees with the gradient."""
        (largest,) = re.findall(r"off by more than (\S+)", solved.printed("back-proved"))
        assert float(largest) < 1e-7

    @pytest.mark.slow
    def test_loop_over_cells_is_faster(self, solved: Run) -> None:
        """The cell reports that the loop over filter cells is more than 50 times as fast as the loops over places.

        The text says several hundred times; the factor depends on the machine.
        """
        (factor,) = re.findall(r"cells is (\d+) times faster", solved.printed("speed"))
        assert int(factor) > 50

    @pytest.mark.slow
    def test_noise_teaches_the_filter(self, solved: Run) -> None:
        """Noise teaches the filter, and the photograph does not.

        In the text: both costs fall; that of the photograph begins lower and leaves a wrong filter.
        """
        found = re.findall(r"cost (\S+) at the start, (\S+) after.* weight is (\S+)", solved.printed("learn"))
        (photo_start, photo_end, photo_error), (noise_start, noise_end, noise_error) = (
            tuple(map(float, row)) for row in found
        )
        assert photo_start < noise_start
        assert photo_error > 0.5
        assert photo_end < photo_start * (0.7 if scale() == "small" else 0.1)
        assert noise_end < 1e-6 if scale() == "small" else noise_end < 1e-20
        assert noise_error < 0.005

    @pytest.mark.slow
    def test_film_has_stills(self, solved: Run) -> None:
        """The film is shown, and after it the stills."""
        cells = {cell.id: cell for cell in solved.notebook.cells}
        assert "data:image/gif;base64," in cells["film"].outputs[0].data["text/html"]
        assert "data:image/png;base64," in cells["stills"].outputs[0].data["text/html"]


def test_vertical_edges(reference: ModuleType) -> None:
    """The filter for vertical edges gives the numbers of the lecture."""
    wanted = [[-5, -4, 0, 8], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]]
    assert reference.cross_correlate(LECTURE, VERTICAL, 0, 1) == pytest.approx(np.array(wanted))


def test_step_edge_and_its_mirror_image(reference: ModuleType) -> None:
    """A step from bright to dark gives 30, and its mirror image -30."""
    step = np.array([[10.0] * 3 + [0.0] * 3] * 6)
    assert (reference.cross_correlate(step, VERTICAL, 0, 1) == [[0, 30, 30, 0]] * 4).all()
    assert (reference.cross_correlate(step[:, ::-1], VERTICAL, 0, 1) == [[0, -30, -30, 0]] * 4).all()


def test_horizontal_edges(reference: ModuleType) -> None:
    """The filter for horizontal edges gives the numbers of the lecture's chequered picture."""
    chequered = np.zeros((6, 6))
    chequered[:3, :3] = chequered[3:, 3:] = 10
    rows = [[0, 0, 0, 0], [30, 10, -10, -30], [30, 10, -10, -30], [0, 0, 0, 0]]
    assert (reference.cross_correlate(chequered, VERTICAL.T, 0, 1) == rows).all()


def test_strided_example(reference: ModuleType) -> None:
    """The strided example gives 88 and 117 where the slides print 83 and 127."""
    image = np.array(
        [[2, 3, 7, 4, 6, 2, 9], [6, 6, 9, 8, 7, 4, 3], [3, 4, 8, 3, 8, 9, 7], [7, 8, 3, 6, 6, 3, 4],
         [4, 2, 1, 8, 3, 4, 6], [3, 2, 4, 1, 9, 8, 3], [0, 1, 3, 9, 2, 1, 4.0]]
    )  # fmt: skip
    kernel = np.array([[3.0, 4, 4], [1, 0, 2], [-1, 0, 3]])
    result = reference.cross_correlate(image, kernel, 0, 2)
    assert result.tolist() == [[91, 100, 88], [69, 91, 117], [44, 72, 74]]


def test_output_sizes(reference: ModuleType) -> None:
    """Output sizes are those of the lecture."""
    assert reference.conv_output_size(7, 3, 0, 2) == 3
    for n, f in ((32, 5), (28, 3), (9, 7)):
        assert reference.conv_output_size(n, f, (f - 1) // 2, 1) == n  # "same"
    assert reference.conv_output_size(32, 5, 0, 1) == 28


def test_parameter_counts(reference: ModuleType) -> None:
    """Parameter counts are those of the lecture, not those of its slips."""
    assert reference.conv_params(3, 3, 10) == 280
    assert reference.conv_params(5, 3, 6) == 456 != reference.conv_params(5, 1, 6) == 156
    assert 32 * 32 * 3 * 28 * 28 * 6 == 3072 * 4704 == 14_450_688
    assert (reference.conv_params(5, 3, 8), reference.conv_params(5, 8, 16)) == (608, 3216)
    assert (reference.conv_params(5, 1, 8), reference.conv_params(5, 1, 16)) == (208, 416)  # what one source prints
    shapes = [32]
    for f, stride in ((5, 1), (2, 2), (5, 1), (2, 2)):
        shapes.append(reference.conv_output_size(shapes[-1], f, 0, stride))
    assert shapes[1:] == [28, 14, 10, 5]
    assert [n * (before + 1) for before, n in ((400, 120), (120, 84), (84, 10))] == [48120, 10164, 850]


@pytest.mark.parametrize(
    ("rows", "mode", "wanted"),
    [
        ([[1, 3, 2, 1], [2, 9, 1, 1], [1, 3, 2, 3], [5, 6, 1, 2]], "max", [[9, 2], [6, 3]]),
        ([[1, 3, 2, 1], [2, 9, 1, 1], [1, 4, 2, 3], [5, 6, 1, 2]], "average", [[3.75, 1.25], [4, 2]]),
        ([[0, 20, 30, 45], [8, 1, 23, 43], [0, 4, 40, 20], [10, 6, 43, 42]], "max", [[20, 45], [10, 43]]),
    ],
)
def test_pooling(reference: ModuleType, rows: list, mode: str, wanted: list) -> None:
    """Pooling gives the numbers of the lecture."""
    A, _ = reference.pool_forward(np.array(rows, float).reshape(1, 4, 4, 1), {"f": 2, "stride": 2}, mode)
    assert A[0, :, :, 0].tolist() == wanted


def test_two_filters_give_two_channels(reference: ModuleType) -> None:
    """A volume through two filters has two channels, with loops and without."""
    rng = np.random.default_rng(1)
    layer = rng.normal(size=(2, 6, 6, 3)), rng.normal(size=(3, 3, 3, 2)), rng.normal(size=(1, 1, 1, 2))
    loops, _ = reference.conv_forward(*layer, {"stride": 1, "pad": 0})
    vectorized, _ = reference.conv_forward_vectorized(*layer, {"stride": 1, "pad": 0})
    assert loops.shape == (2, 4, 4, 2)
    assert vectorized == pytest.approx(loops)


def test_references_agree_with_themselves() -> None:
    """The two ways in which the reference computes a layer agree.

    By `tf.nn.conv2d`, and window by window, as it does when a stand-in replaces the single step.
    """
    references: Any = notebooks.load(TestNotebook.name).bundle.references()
    rng = np.random.default_rng(2)
    layer = rng.normal(size=(2, 5, 7, 3)), rng.normal(size=(2, 2, 3, 4)), rng.normal(size=(1, 1, 1, 4))
    Z, _ = references.conv_forward(*layer, {"stride": 2, "pad": 1})
    own = references.conv_single_step
    references.conv_single_step = lambda a_slice_prev, W, b: own(a_slice_prev, W, b)
    assert references.conv_forward(*layer, {"stride": 2, "pad": 1})[0] == pytest.approx(Z)


@pytest.mark.parametrize("mode", ["max", "average"])
@pytest.mark.parametrize(("f", "stride"), [(2, 2), (3, 1), (3, 2), (2, 3)])
def test_pooling_backward_matches_tensorflow(reference: ModuleType, mode: str, f: int, stride: int) -> None:
    """Without ties the backward pass of pooling is TensorFlow's."""
    import tensorflow as tf

    rng = np.random.default_rng(3)
    A_prev, hparameters = rng.normal(size=(2, 5, 8, 3)), {"f": f, "stride": stride}
    A, cache = reference.pool_forward(A_prev, hparameters, mode)
    dA = rng.normal(size=A.shape)
    source = tf.constant(A_prev)
    with tf.GradientTape() as tape:
        tape.watch(source)
        pool = {"max": tf.nn.max_pool2d, "average": tf.nn.avg_pool2d}[mode]
        pooled = pool(source, f, stride, "VALID")
    wanted = tape.gradient(pooled, source, tf.constant(dA)).numpy()
    back = reference.pool_backward(dA, cache, mode)
    assert back == pytest.approx(wanted)
    assert back.sum() == pytest.approx(dA.sum())  # none is lost, as the text says


def test_pooling_backward_with_ties(reference: ModuleType) -> None:
    """Where two entries tie, each gets the slope; in TensorFlow only the first does."""
    import tensorflow as tf

    A_prev = np.array([[4.0, 1.0], [0.0, 4.0]]).reshape(1, 2, 2, 1)
    back = reference.pool_backward(np.full((1, 1, 1, 1), 5.0), (A_prev, {"f": 2, "stride": 1}))
    assert back.reshape(2, 2).tolist() == [[5, 0], [0, 5]]
    source = tf.constant(A_prev)
    with tf.GradientTape() as tape:
        tape.watch(source)
        pooled = 5 * tf.nn.max_pool2d(source, 2, 1, "VALID")
    assert tape.gradient(pooled, source).numpy().reshape(2, 2).tolist() == [[5, 0], [0, 0]]


@pytest.mark.parametrize("pad", [0, 1, 2])
def test_backward_shapes_with_padding(reference: ModuleType, pad: int) -> None:
    """The gradients have the shapes of their inputs for every padding."""
    rng = np.random.default_rng(4)
    A_prev, W, b = rng.normal(size=(2, 4, 6, 3)), rng.normal(size=(3, 3, 3, 2)), rng.normal(size=(1, 1, 1, 2))
    Z, cache = reference.conv_forward(A_prev, W, b, {"stride": 2, "pad": pad})
    dA_prev, dW, db = reference.conv_backward(np.ones_like(Z), cache)
    assert (dA_prev.shape, dW.shape, db.shape) == (A_prev.shape, W.shape, b.shape)
    assert db.ravel().tolist() == [Z[..., 0].size] * 2


def test_learned_filter_comes_out_flipped(
    solution: ModuleType,
) -> None:
    """If the target pictures were made with a flipped filter, training finds the flipped filter.

    This is the result of "your turn": the cost still reaches 0, so deep learning can leave out the flip.
    """
    pictures = np.random.default_rng(5).normal(size=(6, 8, 8, 1))
    secret = np.array([[0.0, 1, 2], [0, 0, 1], [-2, 0, 0]])[::-1, ::-1]
    hparameters, b = {"stride": 1, "pad": 0}, np.zeros((1, 1, 1, 1))
    wanted, _ = solution.conv_forward_vectorized(pictures, secret.reshape(3, 3, 1, 1), b, hparameters)
    W = np.zeros((3, 3, 1, 1))
    for _ in range(40):
        Z, cache = solution.conv_forward_vectorized(pictures, W, b, hparameters)
        W = W - 0.8 * solution.conv_backward((Z - wanted) / Z.size, cache)[1]
    assert W[:, :, 0, 0] == pytest.approx(secret, abs=1e-3)


def test_edge_filters_ignore_constant_areas(solution: ModuleType) -> None:
    """Edge filters give 0 where the picture is constant."""
    for kernel in (VERTICAL, SOBEL, SCHARR):
        assert kernel.sum() == 0
        assert (kernel[::-1, ::-1] == -kernel).all()
        assert not solution.cross_correlate(np.full((5, 6), 7.0), kernel, 0, 1).any()


@pytest.mark.parametrize("name", ["loops", "solution", "windows", "as_columns", "by_example_and_filter"])
def test_rule_on_loops(name: str) -> None:
    """The rule refuses loops over places and allows loops over filter cells."""
    bundle = notebooks.load(TestNotebook.name).bundle
    exercise = bundle.exercise("conv_forward_vectorized")
    versions = {version.name: version for version in (*exercise.alternatives, *exercise.variants)}
    if name == "solution":
        source = bundle.reference_source
    else:
        source = bundle.version_source(exercise, versions["loops_over_places" if name == "loops" else name])
    broken = rules.check(rules.parse(source.encode()), exercise.name, exercise.rules)
    assert bool(broken) == (name == "loops")


def test_photograph() -> None:
    """The photograph is reproducible and uses the whole range of brightness."""
    picture = grey_photograph()
    assert picture.shape == (150, 200) and picture.dtype == np.float64
    assert 0 <= picture.min() < 0.05 and 0.95 < picture.max() <= 1
    assert picture.std() > 0.2
    assert (picture == grey_photograph()).all()
    assert grey_photograph(60, 40).shape == (60, 40)


def test_docstring_examples() -> None:
    """The docstring examples are correct."""
    notebooks.check_examples(TestNotebook.name)
