"""c2w3a: the notebook, the numbers of the lecture, batch normalization and random search."""

from __future__ import annotations

import doctest
import re
from types import ModuleType

import numpy as np
import pytest

from helpers.datasets.digit_plane import digit_plane
from helpers.plots import normalizing, png, searching, several_classes
from helpers.scale import scale
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c2w3a-batch-norm-softmax"
    pictures = 13
    wanted = {
        "overflow": ["t = [inf inf], a = [nan nan]", "a = [0.2689 0.7311]"],
        "softmax-by-hand": [
            "t = [148.4   7.4   0.4  20.1], sum 176.3; without the fourth 156.2",
            "a = [0.842 0.042 0.002 0.114]",
            "all scores 1000 larger: [0.842 0.042 0.002 0.114]",
        ],
        "two-classes-check": ["softmax of (1.3, 0): 0.785835, sigmoid of 1.3: 0.785835"],
        "slope-by-hand": [
            "loss 0.172 if class 0 is right, 6.17 if class 2 is",
            "dz = [-0.158  0.042  0.002  0.114], sum 0.000",
            "slope 0.114",
        ],
        "pixels": ["always the most frequent digit: 8.2% right on the dev set"],
        "batch-norm-by-hand": [
            "z = 1 and 5 become [ 7. 13.]; running mean 0.30, variance 1.30",
            "beta = mean: [1. 5.]",
            "a bias of 100 added to z: [ 7. 13.]",
            "a batch of one: 10.000, which is beta",
        ],
        "backward-by-hand": ["dgamma = 1.0, dbeta = 2.0, dz = [0. 0.]"],
        "betas-drawn": ["[10.0, 10.05, 1000.0, 2000.0]"],
        "coarse-by-hand": ["{'learning_rate': ('log', 0.1, 0.3)}"],
    }

    @pytest.mark.slow
    def test_backward_pass_includes_the_statistics(self, solved: Run) -> None:
        """The slope agrees with a measured one, and differs from the one that treats the statistics as constants."""
        slope, measured, fixed = map(float, re.findall(r"-?\d+\.\d+", solved.printed("backward-by-hand"))[-3:])
        assert slope == pytest.approx(measured, abs=1e-5)
        assert abs(slope - fixed) > 0.1

    @pytest.mark.slow
    def test_batch_norm_rescues_small_weights(self, solved: Run) -> None:
        """With batch norm a network trains from weights that are too small; without it, it only guesses."""
        text = solved.printed("race")
        found = re.findall(
            r"^(.*?), (with|without) batch norm +cost at the end ([\d.]+), wrong.*?([\d.]+)%$", text, re.M
        )
        wrong = {(start, norm): float(share) for start, norm, _, share in found}
        cost = {(start, norm): float(value) for start, norm, value, _ in found}
        assert wrong["small weights", "without"] > 80
        assert cost["small weights", "without"] == pytest.approx(np.log(10), abs=0.02)
        assert max(wrong["small weights", "with"], wrong["He's weights", "with"]) < (20 if scale() == "small" else 10)
        assert cost["He's weights", "with"] < cost["He's weights", "without"]

    @pytest.mark.slow
    def test_batch_norm_keeps_the_signal(self, solved: Run) -> None:
        """Without batch norm the signal vanishes; with it, the signal keeps its standard deviation."""
        without, with_ = (
            [float(number) for number in re.findall(r"\d\.\d{4}", line)]
            for line in solved.printed("inside").splitlines()[1:]
        )
        assert without[2] < without[1] / 3 < without[0] / 9
        assert with_ == pytest.approx([1, 1, 1], abs=0.01)

    @pytest.mark.slow
    def test_single_pictures_need_running_statistics(self, solved: Run) -> None:
        """Single pictures normalized by their own statistics are only guessed."""
        running, together, alone = map(float, re.findall(r"([\d.]+)% wrong", solved.printed("used")))
        assert alone > 80
        assert max(running, together) < 10

    @pytest.mark.slow
    def test_batch_norm_allows_more_learning_rates(self, solved: Run) -> None:
        """With batch norm more learning rates train well, including larger ones."""
        if scale() == "small":
            pytest.skip("in 30 steps nothing is learned at any rate; `make course` tests this")
        without, with_ = (line.split("for")[1] for line in solved.printed("rates").splitlines())
        good = [[float(rate) for rate in re.findall(r"[\d.]+", line)] for line in (without, with_)]
        assert len(good[1]) >= len(good[0]) + 2
        assert max(good[1]) >= 9 * max(good[0])

    @pytest.mark.slow
    def test_random_search_tries_more_values(self, solved: Run) -> None:
        """A grid tries few different values of each hyperparameter, and random search tries many."""
        counts = [int(n) for n in re.findall(r"(\d+) different", solved.printed("plans"))]
        assert counts == ([3, 9] if scale() == "small" else [5, 25])

    @pytest.mark.slow
    def test_search_narrows_what_matters(self, solved: Run) -> None:
        """The search narrows the range of the learning rate and keeps that of eps."""
        if scale() == "small":
            pytest.skip("two of six trials with a dozen steps say nothing; `make course` tests this")
        rows = re.findall(r"^(\w+) +(\S+) to +(\S+) +becomes +(\S+) to +(\S+)$", solved.printed("rounds"), re.M)
        powers = {name: (np.log10(float(b) / float(a)), np.log10(float(d) / float(c))) for name, a, b, c, d in rows}
        assert powers["learning_rate"][1] < powers["learning_rate"][0] / 2
        assert powers["eps"][1] > powers["eps"][0] / 2
        coarse, fine = map(float, re.findall(r"median ([\d.]+)%", solved.printed("rounds")))
        assert fine < coarse / 3


def test_docstring_examples(solution: ModuleType) -> None:
    """The docstring examples are correct."""
    assert doctest.testmod(solution).failed == 0


# the lecture's numbers


def test_softmax_of_the_lecture(reference: ModuleType) -> None:
    """The lecture's scores give its probabilities."""
    z = np.array([[5.0], [2.0], [-1.0], [3.0]])
    assert np.exp(z[:, 0]) == pytest.approx([148.4, 7.4, 0.4, 20.1], abs=0.05)
    assert np.exp(z).sum() == pytest.approx(176.3, abs=0.05)
    assert reference.softmax(z)[:, 0] == pytest.approx([0.842, 0.042, 0.002, 0.114], abs=5e-4)
    assert np.exp(z[:3]).sum() == pytest.approx(156.2, abs=0.05)


def test_softmax_of_two_classes_is_the_sigmoid(reference: ModuleType) -> None:
    """With two classes the softmax is the sigmoid."""
    z = np.array([[1.3, -350.0, 3.0], [0.0, 350.0, -2.0]])
    assert reference.softmax(z)[0] == pytest.approx(1 / (1 + np.exp(z[1] - z[0])))


def test_gamma_beta_and_bias(reference: ModuleType) -> None:
    """Gamma and beta can undo the normalization, and a bias before it has no effect."""
    rng = np.random.default_rng(1)
    Z, eps = rng.normal(2, 3, (4, 9)), 0.01
    gamma, beta = np.sqrt(Z.var(axis=1, keepdims=True) + eps), Z.mean(axis=1, keepdims=True)
    assert reference.batch_norm_forward(Z, gamma, beta, _running(4), True, 0.9, eps)[0] == pytest.approx(Z)
    biased = Z + rng.normal(size=(4, 1))
    plain, shifted = (reference.batch_norm_forward(z, gamma, beta, _running(4), True, 0.9, eps)[0] for z in (Z, biased))
    assert shifted == pytest.approx(plain)


def test_prediction_uses_running_averages(reference: ModuleType) -> None:
    """Prediction uses the running averages and does not change them."""
    running = _running(2, mean=1.0, var=4.0)
    Z = np.array([[3.0], [5.0]])
    one = np.ones((2, 1))
    Z_tilde, _ = reference.batch_norm_forward(Z, one, 0 * one, running, False, 0.9, 1e-9)
    assert Z_tilde == pytest.approx(np.array([[1.0], [2.0]]))
    assert (running["mean"] == 1).all() and (running["var"] == 4).all()
    alone, _ = reference.batch_norm_forward(Z, one, 7 * one, running, True, 0.9, 1e-9)
    assert alone == pytest.approx(7 * one)


def test_batch_of_the_quiz(reference: ModuleType) -> None:
    """The quiz's batch gives the quiz's number."""
    Z, one = np.array([[1.0, 3.0, 5.0, 7.0]]), np.ones((1, 1))
    assert reference.batch_norm_forward(Z, 2 * one, one, _running(1), True, 0.9, 1e-12)[0][0, 3] == pytest.approx(
        3.68, abs=0.005
    )


def _running(n: int, mean: float = 0.0, var: float = 1.0) -> dict[str, np.ndarray]:
    return {"mean": np.full((n, 1), mean), "var": np.full((n, 1), var)}


@pytest.mark.parametrize("low, high", [(0.0001, 1.0), (0.01, 0.1)])
def test_learning_rates_are_log_uniform(reference: ModuleType, low: float, high: float) -> None:
    """Learning rates are drawn uniformly on a logarithmic scale."""
    rng = np.random.default_rng(2)
    exponents = np.log10([reference.sample_learning_rate(rng, low, high) for _ in range(4000)])
    counts, _ = np.histogram(exponents, bins=8, range=(np.log10(low), np.log10(high)))
    assert counts.sum() == 4000
    assert (np.abs(counts - 500) < 5.5 * np.sqrt(500)).all()


def test_betas_are_log_uniform(reference: ModuleType) -> None:
    """1 - beta is drawn uniformly on a logarithmic scale."""
    rng = np.random.default_rng(3)
    exponents = np.log10(1 - np.array([reference.sample_beta(rng, 0.9, 0.999) for _ in range(4000)]))
    counts, _ = np.histogram(exponents, bins=8, range=(-3 - 1e-9, -1 + 1e-9))
    assert counts.sum() == 4000
    assert (np.abs(counts - 500) < 5.5 * np.sqrt(500)).all()


def test_uniform_betas_give_short_averages() -> None:
    """Betas drawn uniformly rarely average over more than 100 steps.

    The notes' 0.9 + 0.09 rand never leaves 10 to 100 steps; drawn uniformly up to 0.999, one in eleven does.
    """
    longest, share = 1 / (1 - (0.9 + 0.09)), (0.999 - 0.99) / (0.999 - 0.9)
    assert longest == pytest.approx(100)
    assert share == pytest.approx(1 / 11)


# claims about Keras


def test_keras_conventions() -> None:
    """Keras' batch normalization has the conventions that the notebook's table lists."""
    import keras

    layer = keras.layers.BatchNormalization()
    assert (layer.momentum, layer.epsilon, layer.axis) == (0.99, 0.001, -1)
    rng = np.random.default_rng(4)
    rows = rng.normal(2, 3, (6, 3)).astype(np.float32)
    assert np.asarray(layer(rows)) == pytest.approx(rows / np.sqrt(1.001), abs=1e-5)  # running averages 0 and 1
    given = np.asarray(layer(rows, training=True))
    assert given == pytest.approx((rows - rows.mean(axis=0)) / np.sqrt(rows.var(axis=0) + 0.001), abs=1e-4)
    assert np.asarray(layer.moving_mean) == pytest.approx(0.01 * rows.mean(axis=0), abs=1e-5)
    assert np.asarray(layer.moving_variance) == pytest.approx(0.99 + 0.01 * rows.var(axis=0), abs=1e-5)


def test_backward_pass_matches_keras(solution: ModuleType) -> None:
    """The backward pass agrees with Keras' own layer."""
    import tensorflow as tf

    rng = np.random.default_rng(5)
    Z, upstream, gamma, beta = rng.normal(1, 2, (3, 7)), rng.normal(size=(3, 7)), rng.normal(size=3), rng.normal(size=3)
    layer = tf.keras.layers.BatchNormalization(epsilon=0.1, dtype="float64")
    layer.build((None, 3))
    layer.set_weights([gamma, beta, np.zeros(3), np.ones(3)])
    rows = tf.Variable(Z.T)
    with tf.GradientTape() as tape:
        total = tf.reduce_sum(layer(rows, training=True) * upstream.T)
    want_Z, want_gamma, want_beta = tape.gradient(total, [rows, layer.gamma, layer.beta])
    _, cache = solution.batch_norm_forward(Z, gamma[:, None], beta[:, None], _running(3), True, 0.9, 0.1)
    dZ, dgamma, dbeta = solution.batch_norm_backward(upstream, cache)
    assert dZ == pytest.approx(want_Z.numpy().T)
    assert 7 * dgamma[:, 0] == pytest.approx(np.asarray(want_gamma))
    assert 7 * dbeta[:, 0] == pytest.approx(np.asarray(want_beta))


# the search


def test_coarse_to_fine_narrows_what_matters(solution: ModuleType) -> None:
    """The search narrows the hyperparameter that matters and leaves the other one wide."""
    space = {"learning_rate": ("log", 1e-4, 100.0), "eps": ("log", 1e-8, 1e-3)}

    def valley(settings: dict[str, float]) -> float:
        return abs(np.log10(settings["learning_rate"]) + 0.5)

    results = solution.random_search(valley, space, 60, np.random.default_rng(6))
    assert len({settings["learning_rate"] for settings, _ in results}) == 60
    finer = solution.coarse_to_fine(results, space)
    low, high = finer["learning_rate"][1:]
    assert low < 10**-0.5 < high and np.log10(high / low) < 3
    assert np.log10(finer["eps"][2] / finer["eps"][1]) > 3.5


# data and pictures


def test_digit_plane() -> None:
    """The plane of digits is reproducible, and its classes keep their order and their places."""
    X, labels = digit_plane((3, 4, 6))
    again, _ = digit_plane((6, 4, 3))
    assert X.shape == (2, len(labels)) and set(labels) == {0, 1, 2} and np.isfinite(X).all()
    assert (again == X).all()
    centres = np.stack([X[:, labels == label].mean(axis=1) for label in range(3)])
    gaps = [np.linalg.norm(centres[i] - centres[j]) for i, j in ((0, 1), (0, 2), (1, 2))]
    assert min(gaps) > X[:, labels == 0].std()
    everything, every_label = digit_plane(range(10))
    assert everything.shape == (2, 1157) and np.abs(everything.mean(axis=1)).max() < 1e-9
    assert (everything[:, np.isin(every_label, (3, 4, 6))] == X).all()


def test_pictures_can_be_drawn() -> None:
    """Every picture can be drawn."""
    rng = np.random.default_rng(7)
    X, labels = digit_plane((0, 2, 4, 6, 7))
    results = [({"a": 10.0**-i, "b": 0.1 * i + 0.1}, 0.1 * i) for i in range(5)]
    figures = [
        several_classes.three_steps([1.0, -2.0], [0.95, 0.05]),
        several_classes.regions({"five": (lambda P: np.tile(P, (3, 1))[:5], X, labels, (0, 2, 4, 6, 7))}),
        normalizing.clouds({"a": rng.normal(size=(2, 9)), "b": rng.normal(3, 1, (2, 9))}),
        normalizing.bands({"a": rng.normal(size=(4, 9)), "b": rng.normal(size=(4, 9))}, every=5),
        normalizing.histograms({"a": [rng.normal(size=(2, 9))] * 2, "b": [rng.normal(size=(2, 9))] * 2}),
        normalizing.by_rate({"a": ([0.1, 1.0], [0.5, 0.2])}, "error", chance=0.9),
        normalizing.settling([0.1, 0.2], [0.3, 0.4], 0.3),
        searching.powers(0.0001, 1.0),
        searching.strips({"a": rng.uniform(0.9, 0.99, 5), "b": rng.uniform(0.9, 0.99, 5)}, "beta", scale="beta"),
        searching.plans(
            {"a": ([0.1, 1.0], [0.1, 0.2], [0.5, 0.4]), "b": ([0.1, 0.3], [0.1, 0.2], [0.5, 0.4])}, "x", "y"
        ),
        searching.rounds([results, results], "a", "b", [((1e-5, 1.0), (0.1, 0.6)), ((1e-3, 1.0), (0.1, 0.3))]),
    ]
    assert all(len(png(figure)) > 3000 for figure in figures)


def test_plans_picture() -> None:
    """The picture of a search says how many different values it tries."""
    steps = [0.001, 0.01, 0.1, 1.0, 10.0]
    grid = ([x for x in steps for _ in steps], [y for _ in steps for y in steps], [0.5] * 25)
    scattered = (list(np.geomspace(0.001, 10, 25)), [0.1] * 25, [0.5] * 25)
    figure = searching.plans({"grid": grid, "random": scattered}, "x", "y")
    titles = [axes.get_title() for axes in figure.axes[:2]]
    assert titles == ["grid: 25 trials, 5 different values", "random: 25 trials, 25 different values"]
