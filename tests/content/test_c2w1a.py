"""c2w1a: the notebook, its numbers, and the effect of the initial weights."""

from __future__ import annotations

import doctest
import re
from types import ModuleType

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from helpers import training
from helpers.datasets.circles import circles
from tests.content import notebooks
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c2w1a-initialization"
    pictures = 10
    wanted = {
        "measured-errors": ["n =    100: standard error 2.18", "n =  10000: standard error 0.22"],
        "sorted-notes": ["train has 83% good loaves", "dev   has 0% good loaves", "test  has 0% good loaves"],
        "rounding": ["28.999999999999996   int: 28   round: 29"],
        "shares": ["train 300 loaves", "dev   100 loaves", "[980000, 10000, 10000]"],
        "normalize-by-hand": ["mu = 4.0, sigma = 2.0, scaled: [-1. -1.  1.  1.], a new 9: 2.5"],
        "normalized": ["train: mean [0. 0.]  deviation [1. 1.]"],
        "zeros-training": ["cost: 0.6931 at the start", "weights that moved: 0"],
        "random-by-hand": ["z = 16, a = 0.9999999, loss if the label is 0: 16.0, slope 1e-07"],
        "scales-by-hand": ["standard deviation 4.1096", "standard deviation 1.6997"],
        "multiplied": ["weights 1.5 I: after 149 layers 1.7e+26", "weights 0.5 I: after 149 layers 1.4e-45"],
        "sums": ["deviation 0.1  : sums of deviation 1.00"],
        "relu-half": ["E[z²] = 2.00, E[relu(z)²] = 1.00, standard deviation of relu(z) = 0.83"],
        "factors": ["c = 0.9 : layer 50 is   5.15e-03", "c = 1.1 : layer 50 is   1.17e+02"],
    }

    @pytest.mark.slow
    def test_only_he_keeps_the_signal(self, solved: Run) -> None:
        """Of all scales, only He's keeps the signal alive through fifty layers."""
        last = dict(re.findall(r"^(.*?) +layer 1: .*layer 50: (\S+)$", solved.printed("fifty-layers"), re.MULTILINE))
        scales = {name: float(scale) for name, scale in last.items()}
        assert 0.1 < scales["He"] < 5
        assert scales["Xavier"] < 1e-6 and scales["deviation 0.01"] < 1e-48
        assert scales["deviation 1"] > 1e47 and scales["deviation 10"] > 1e97

    @pytest.mark.slow
    def test_equal_neurons_stay_equal(self, solved: Run) -> None:
        """Neurons that start equal stay equal."""
        rows = re.findall(r"\[+\s*([-\d.]+ +[-\d.]+)\s*\]", solved.printed("zeros-training"))
        assert len(rows) == 3 and len(set(rows)) == 1

    @pytest.mark.slow
    def test_scaling_must_match_the_training(self, solved: Run) -> None:
        """A network that gets its inputs scaled differently than in training loses most of its accuracy."""
        right, wrong = map(float, re.findall(r"(\d+)% right", solved.printed("two-rulers")))
        assert wrong < 75
        assert right > wrong + 20

    @pytest.mark.slow
    def test_raw_inputs_do_not_train(self, solved: Run) -> None:
        """Without normalization the network learns nothing at any learning rate."""
        *raw, tidy = map(int, re.findall(r"(\d+)%", solved.printed("raw-training")))
        assert max(raw) < 60
        assert tidy > max(raw) + 20


def test_docstring_examples(solution: ModuleType) -> None:
    """The docstring examples are correct."""
    assert doctest.testmod(solution).failed == 0


def test_products_of_matrices_explode_and_vanish(reference: ModuleType) -> None:
    """Products of matrices explode or vanish.

    With the lecture's L = 150, there are 149 layers before the last one. The slides write 1.5 to the power of L.
    """
    x = np.array([[1.0, -1.0], [-1.0, 1.0]])
    for factor in (1.5, 0.5):
        layers = {f"W{layer}": factor * np.eye(2) for layer in range(1, 151)}
        layers |= {f"b{layer}": np.zeros((2, 1)) for layer in range(1, 151)}
        assert reference.activation_scales(x, layers, "linear")[148] == pytest.approx(factor**149, rel=1e-6)


@pytest.mark.parametrize(
    ("name", "variance"),
    [("initialize_parameters_he", 2.0), ("initialize_parameters_xavier", 1.0)],
)
def test_scales_are_those_of_the_lecture(reference: ModuleType, name: str, variance: float) -> None:
    """He's and Xavier's initial weights have the standard deviations of the lecture."""
    parameters = getattr(reference, name)([400, 500, 300])
    assert parameters["W1"].std() == pytest.approx(np.sqrt(variance / 400), rel=0.02)
    assert parameters["W2"].std() == pytest.approx(np.sqrt(variance / 500), rel=0.02)


def test_normalization(reference: ModuleType) -> None:
    """Normalization uses the training set's mean and divides by its standard deviation.

    The slides divide by sigma squared, which would give 1.25 here.
    """
    train = np.array([[2.0, 2.0, 6.0, 6.0], [3.0, 3.0, 3.0, 3.0]])
    assert reference.normalize_inputs(train, np.array([[9.0], [5.0]])) == pytest.approx(np.array([[2.5], [2.0]]))


@pytest.mark.parametrize(
    ("m", "fractions", "sizes"),
    [
        (1_000_000, (0.98, 0.01, 0.01), [980_000, 10_000, 10_000]),
        (5000, (0.6, 0.2, 0.2), [3000, 1000, 1000]),
        (100, (0.42, 0.29, 0.29), [42, 29, 29]),
    ],
)
def test_split_sizes(reference: ModuleType, m: int, fractions: tuple[float, float, float], sizes: list[int]) -> None:
    """The splits have the sizes of the lecture and lose no example."""
    parts = reference.train_dev_test_split(m, fractions, np.random.default_rng(0))
    assert [len(part) for part in parts] == sizes
    assert (np.sort(np.concatenate(parts)) == np.arange(m)).all()


def test_experiment_works_at_other_depths(solution: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """The experiment with factors works at the other depths that it asks learners to try.

    The cell read layer 50 whatever the depth was.
    """
    (cell,) = (cell for cell in notebooks.load(TestNotebook.name).notebook.cells if cell.id == "factors")
    names = {
        "init": solution,
        "inputs": np.random.default_rng(0).standard_normal((200, 300)),
        "resized": lambda parameters, factor: {name: factor * value for name, value in parameters.items()},
    }
    for depth in (10, 100):
        exec(cell.source.replace("depth = 50", f"depth = {depth}"), names)
        assert f"c = 0.9 : layer {depth} is {0.9**depth:10.2e} times" in capsys.readouterr().out


# the data


def test_loaves() -> None:
    """The loaves are reproducible and sorted by class."""
    X, Y = circles()
    again, _ = circles()
    assert (again == X).all()
    assert (X.shape, Y.shape, Y.sum()) == ((2, 500), (1, 500), 250)
    assert (np.diff(Y[0]) <= 0).all()
    assert not np.array_equal(X, circles(seed=2)[0])


def test_loaves_need_a_network(solution: ModuleType) -> None:
    """No line separates the loaves, but a small network does."""
    X, Y = circles()
    train, dev, _ = solution.train_dev_test_split(500, (0.6, 0.2, 0.2), np.random.default_rng(0))
    inputs, others = (solution.normalize_inputs(X[:, train], X[:, part]) for part in (train, dev))
    assert LogisticRegression().fit(inputs.T, Y[0, train]).score(others.T, Y[0, dev]) < 0.65
    start = solution.initialize_parameters_he([2, 10, 5, 1])
    trained, _ = training.train(start, inputs, Y[:, train], 0.3, 800)
    assert 0.9 < training.accuracy(others, Y[:, dev], trained) < 1


# the given training


def test_training_steps_match_tensorflow() -> None:
    """A training step follows TensorFlow's gradient."""
    import tensorflow as tf

    rng = np.random.default_rng(4)
    X, Y = rng.normal(size=(3, 7)), rng.integers(0, 2, (1, 7))
    start: dict[str, np.ndarray] = {}
    for layer, (n_prev, n) in enumerate([(3, 5), (5, 4), (4, 1)], 1):
        start |= {f"W{layer}": rng.normal(size=(n, n_prev)), f"b{layer}": rng.normal(size=(n, 1))}
    after, costs = training.train(start, X, Y, learning_rate=0.1, steps=1)
    now = {name: tf.Variable(value) for name, value in start.items()}
    with tf.GradientTape() as tape:
        A = tf.constant(X)
        for layer in (1, 2):
            A = tf.nn.relu(now[f"W{layer}"] @ A + now[f"b{layer}"])
        loss = tf.nn.sigmoid_cross_entropy_with_logits(Y.astype(float), now["W3"] @ A + now["b3"])
        cost = tf.reduce_mean(loss)
    assert costs == [pytest.approx(cost.numpy())]
    for name, slope in tape.gradient(cost, now).items():
        assert after[name] == pytest.approx(start[name] - 0.1 * slope.numpy()), name


def test_training_is_robust() -> None:
    """Training leaves its initial weights unchanged and survives absurd ones."""
    X, Y = circles(40)
    start = {"W1": np.full((1, 2), 1e3), "b1": np.zeros((1, 1))}
    kept = {name: value.copy() for name, value in start.items()}
    _, costs = training.train(start, X, Y, 0.1, 3, every=1)
    assert all((start[name] == kept[name]).all() for name in start)
    assert np.isfinite(costs).all()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [4, 5, 6])
def test_twenty_layers_need_he_weights(solution: ModuleType, seed: int) -> None:
    """Twenty layers learn from He's initial weights but not from Xavier's."""
    X, Y = circles()
    inputs = solution.normalize_inputs(X, X)
    solution.SEED = seed  # type: ignore[attr-defined]
    tower = [2] + [20] * 20 + [1]
    costs = {}
    for name in ("he", "xavier"):
        start = getattr(solution, f"initialize_parameters_{name}")(tower)
        costs[name] = training.train(start, inputs, Y, 0.01, 500)[1]
    assert min(costs["he"]) < 0.3
    assert min(costs["xavier"]) > 0.65
