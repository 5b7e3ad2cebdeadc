"""c2w2: the notebook, the numbers of the lecture, and the behaviour of the optimizers."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from types import ModuleType

import numpy as np
import pytest

from helpers.datasets.temperatures import MEAN, SWING, temperatures, tomorrow_from_today
from helpers.plots import descents, png
from helpers.scale import scale
from tests.content import notebooks
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises

Arrays = dict[str, np.ndarray]


class TestNotebook(NotebookPromises):
    name = "c2w2-optimizers"
    pictures = 15
    wanted = {
        "bites": [
            "batches of 640:    2 steps, cost over all days 1.2",
            "batches of 64 :   20 steps, cost over all days 0.03",
            "batches of 1  : 1280 steps",
        ],
        "memory": ["about 2 days; 0.5^2 = 0.25", "about 10 days; 0.9^10 = 0.35", "about 50 days; 0.98^50 = 0.36"],
        "ewma-by-hand": ["[1.  2.9]", "[10.     15.2632]", "19.9495 = 19.9495", "[1.  1.9] corrected [10. 10.]"],
        "year": ["β = 0.98: in autumn  5.3 degrees too warm"],
        "alternating": ["along:  1.00", "across: 0.21"],
        "bowl": [
            "gradient descent, 0.019  height after 60 steps      0.8; below 0.01 from step 175 on",
            "gradient descent, 0.0202 height after 60 steps       87; below 0.01 not for good",
            "momentum, 0.019          height after 60 steps     0.81",
            "momentum, 0.06           height after 60 steps    0.028; below 0.01 from step 70 on",
        ],
        "rmsprop-by-hand": ["s: 0.0010, 1.6000; steps: 3.16, 3.16"],
        "adam-by-hand": ["slope   0.004: v 0.0004, corrected 0.004; the step is 0.001000", "be 3.16 times as long"],
        "four": ["RMSprop, 0.1             height after 60 steps    0.015; below 0.01 not for good"],
        "coins": ["1 directions: 49.630%", "6 directions: 0.000%"],
        "saddle": ["from the very middle: after 200 steps b = 0.0"],
        "decay-table": ["[0.1, 0.0667, 0.05, 0.04]"],
    }
    wanted_at_full_scale = {
        "moons": ["gradient descent  cost 0.296; 86.3% right in training"],
        "rates": ["below 0.15 with 2 of 7 rates", "below 0.15 with 5 of 7 rates"],
    }

    @pytest.mark.slow
    def test_adaptive_methods_escape_plateaus_first(self, solved: Run) -> None:
        """RMSprop and Adam leave the saddle and the plateau long before gradient descent and momentum do."""
        gd, momentum, rmsprop, adam = _numbers(solved.printed("saddle"), r"at step (\d+)")
        assert max(rmsprop, adam) < 10 and min(gd, momentum) > 60
        (noisy,) = _numbers(solved.printed("saddle"), r"very middle: step (\d+)")
        assert noisy < 200
        gd, momentum, rmsprop, adam = _numbers(solved.printed("plateau"), r"100 steps ([\d.]+) from")
        assert min(gd, momentum) > 4 and max(rmsprop, adam) < 0.1

    @pytest.mark.slow
    def test_decaying_rate_settles_closer(self, solved: Run) -> None:
        """With a decaying learning rate the last epoch stays closer to the minimum."""
        constant, decaying = _numbers(solved.printed("settle"), r"last epoch: ([\d.]+)")
        assert decaying < constant / 2

    @pytest.mark.slow
    def test_methods_at_one_small_rate(self, solved: Run) -> None:
        """At one small learning rate Adam and RMSprop are far ahead, and momentum is as slow as gradient descent."""
        gd, momentum, rmsprop, adam = _numbers(solved.printed("moons"), r"cost ([\d.]+);")
        assert momentum == pytest.approx(gd, abs=0.01)
        assert max(rmsprop, adam) < 0.6 * gd

    @pytest.mark.slow
    def test_methods_at_their_best_rates(self, solved: Run) -> None:
        """At their own best learning rates gradient descent and momentum come close to Adam."""
        if scale() == "small":
            pytest.skip("six epochs are too few for any method; `make course` tests this")
        gd, momentum, _, adam = _numbers(solved.printed("rates"), r"best cost ([\d.]+)")
        assert max(gd, momentum) < 1.6 * adam


def _numbers(text: str, pattern: str) -> list[float]:
    return [float(number) for number in re.findall(pattern, text)]


@pytest.fixture(scope="module", params=["numpy", "tensorflow"])
def optimizers(request: pytest.FixtureRequest) -> ModuleType:
    bundle = notebooks.load(TestNotebook.name).bundle
    return bundle.solution_namespace() if request.param == "numpy" else bundle.references()


# The numbers of the lecture


def test_five_million_examples(solution: ModuleType) -> None:
    """Five million examples in batches of a thousand make five thousand steps."""
    m = 5_000_000
    batches = solution.random_mini_batches(np.zeros((1, m), np.int8), np.zeros((1, m), np.int8), 1000)
    assert len(batches) == 5000 and all(x.shape == (1, 1000) for x, _ in batches)


def test_last_batch_is_smaller(optimizers: ModuleType) -> None:
    """1050 examples in batches of 64 make 17 steps, the last one of 26."""
    batches = optimizers.random_mini_batches(np.ones((2, 1050)), np.ones((1, 1050)))
    assert [y.shape[1] for _, y in batches] == [64] * 16 + [26]


@pytest.mark.parametrize(("beta", "window"), [(0.9, 10), (0.98, 50), (0.5, 2)])
def test_weight_after_the_window(optimizers: ModuleType, beta: float, window: int) -> None:
    """After 1 / (1 - beta) days about 1/e of a day's weight is left."""
    one_warm_day = np.zeros(window + 1)
    one_warm_day[0] = 1.0
    weights = optimizers.ewma(one_warm_day, beta, False)
    assert weights[0] == pytest.approx(1 / window)
    assert weights[window] / weights[0] == pytest.approx(0.25 if window == 2 else 1 / np.e, abs=0.02)


def test_bias_correction_by_hand(optimizers: ModuleType) -> None:
    """The second bias-corrected average with beta 0.98 has the lecture's weights, which add up to 1."""
    theta = np.array([40.0, 49.0])
    corrected = optimizers.ewma(theta, 0.98, True)
    assert corrected[1] == pytest.approx((0.0196 * theta[0] + 0.02 * theta[1]) / 0.0396)
    assert optimizers.ewma(theta, 0.98, False)[1] == pytest.approx(0.0196 * theta[0] + 0.02 * theta[1])


def test_corrected_average_of_a_constant(optimizers: ModuleType) -> None:
    """The bias-corrected average of a constant is that constant."""
    assert optimizers.ewma(np.full(20, 10.0), 0.9, True) == pytest.approx(np.full(20, 10.0))
    assert optimizers.ewma(np.full(2, 10.0), 0.9, False) == pytest.approx([1.0, 1.9])


def test_decayed_rates(optimizers: ModuleType) -> None:
    """The decayed rates of epochs 1 to 4 are those of the formula, not those of the printed tables."""
    rates = [float(optimizers.update_lr(0.2, epoch, 1)) for epoch in (1, 2, 3, 4)]
    assert rates == pytest.approx([0.1, 0.0667, 0.05, 0.04], abs=5e-5)


def test_other_decays(optimizers: ModuleType) -> None:
    """The other decays give the numbers of the text."""
    assert float(optimizers.exponential_decay(0.2, 2, 0.95)) == pytest.approx(0.1805)
    assert float(optimizers.sqrt_decay(0.2, 4, 1.5)) == pytest.approx(0.15)
    stairs = [float(optimizers.schedule_lr_decay(0.2, epoch, 1, 10)) for epoch in (0, 9, 10, 19, 20)]
    assert stairs == pytest.approx([0.2, 0.2, 0.1, 0.1, 0.2 / 3])


def test_rmsprop_formula(optimizers: ModuleType) -> None:
    """RMSprop averages the squares into s and adds epsilon outside the root."""
    P, G, s = {"W1": np.array([[1.0]])}, {"dW1": np.array([[2.0]])}, {"dW1": np.array([[14.0]])}
    moved, squares = optimizers.update_parameters_with_rmsprop(P, G, s, 0.5, 0.8, 1.0)
    assert squares["dW1"].item() == pytest.approx(0.5 * 14 + 0.5 * 4)
    assert moved["W1"].item() == pytest.approx(1 - 0.8 * 2 / (3 + 1))


@pytest.mark.parametrize("g", [0.004, -400.0])
def test_adam_first_step(optimizers: ModuleType, g: float) -> None:
    """Adam's first step is as long as the learning rate."""
    P = {"W1": np.array([[1.0]])}
    v, s = optimizers.initialize_adam(P)
    moved, *_ = optimizers.update_parameters_with_adam(P, {"dW1": np.array([[g]])}, v, s, 1, learning_rate=0.001)
    assert (P["W1"] - moved["W1"]).item() == pytest.approx(0.001 * np.sign(g), rel=1e-4)


def test_adam_bias_correction(optimizers: ModuleType) -> None:
    """Adam's bias correction depends on the step number.

    One source drops the t.
    """
    P, g = {"W1": np.array([[1.0]])}, np.array([[3.0]])
    v, s = optimizers.initialize_adam(P)
    for t in range(1, 8):
        P, v, s, v_corrected, s_corrected = optimizers.update_parameters_with_adam(P, {"dW1": g}, v, s, t)
        assert v_corrected["dW1"].item() == pytest.approx(3.0, rel=1e-4)
        assert s_corrected["dW1"].item() == pytest.approx(9.0, rel=1e-4)


# Where Keras has other conventions


def _drawn() -> tuple[Arrays, list[Arrays]]:
    rng = np.random.default_rng(4)
    P = {"W1": rng.normal(size=(3, 2)), "b1": rng.normal(size=(3, 1))}
    return P, [{"d" + name: rng.normal(size=value.shape) for name, value in P.items()} for _ in range(6)]


def _keras(optimizer: str, **settings: float) -> Arrays:
    import keras

    P, gradients = _drawn()
    variables = [keras.Variable(value, dtype="float64") for value in P.values()]
    chosen = getattr(keras.optimizers, optimizer)(**settings)
    for grads in gradients:
        chosen.apply([keras.ops.convert_to_tensor(grads["d" + name]) for name in P], variables)
    return dict(zip(P, map(np.asarray, variables), strict=True))


def _ours(start: Callable[[Arrays], tuple], step: Callable[..., tuple]) -> Arrays:
    P, gradients = _drawn()
    memory = list(start(P))
    for t, grads in enumerate(gradients, start=1):
        P, *memory = step(P, grads, *memory, t)
    return P


def _agree(ours: Arrays, keras: Arrays) -> bool:
    return all(np.allclose(ours[name], keras[name], rtol=0, atol=1e-5) for name in ours)


def test_keras_momentum(solution: ModuleType) -> None:
    """Keras' momentum takes our steps if its rate is ours times 1 - beta."""
    ours = _ours(
        lambda P: (solution.initialize_velocity(P),),
        lambda P, grads, v, t: solution.update_parameters_with_momentum(P, grads, v, 0.9, 0.2),
    )
    assert _agree(ours, _keras("SGD", learning_rate=0.1 * 0.2, momentum=0.9))
    assert not _agree(ours, _keras("SGD", learning_rate=0.2, momentum=0.9))


def test_keras_rmsprop_epsilon(solution: ModuleType) -> None:
    """Keras' RMSprop adds epsilon inside the root, ours outside; with a tiny epsilon they agree."""

    def ours(epsilon: float) -> Arrays:
        return _ours(
            lambda P: (solution.initialize_rmsprop(P),),
            lambda P, grads, s, t: solution.update_parameters_with_rmsprop(P, grads, s, 0.9, 0.1, epsilon),
        )

    assert _agree(ours(1e-12), _keras("RMSprop", learning_rate=0.1, rho=0.9, epsilon=1e-12))
    assert not _agree(ours(0.04), _keras("RMSprop", learning_rate=0.1, rho=0.9, epsilon=0.04))


def test_keras_adam_epsilon(solution: ModuleType) -> None:
    """Keras' Adam adds epsilon to the uncorrected root, ours to the corrected one."""

    def ours(epsilon_at: Callable[[int], float]) -> Arrays:
        return _ours(
            solution.initialize_adam,
            lambda P, grads, v, s, t: solution.update_parameters_with_adam(
                P, grads, v, s, t, 0.1, epsilon=epsilon_at(t)
            )[:3],
        )

    theirs = _keras("Adam", learning_rate=0.1, epsilon=0.02)
    assert _agree(ours(lambda t: 0.02 / np.sqrt(1 - 0.999**t)), theirs)
    assert not _agree(ours(lambda t: 0.02), theirs)
    assert _agree(ours(lambda t: 1e-8), _keras("Adam", learning_rate=0.1, epsilon=1e-8))


def test_momentum_allows_larger_rates(solution: ModuleType) -> None:
    """On the bowl momentum stays stable up to 19 times the learning rate of gradient descent."""

    def height(step: Callable[..., tuple]) -> float:
        P, v = {"W1": np.array([[-4.0]]), "b1": np.array([[0.4]])}, {"dW1": np.zeros((1, 1)), "db1": np.zeros((1, 1))}
        for _ in range(400):
            P, v = step(P, {"dW1": P["W1"], "db1": 100 * P["b1"]}, v)
        return (P["W1"].item() ** 2 + 100 * P["b1"].item() ** 2) / 2

    for rate, settles in ((0.37, True), (0.39, False)):
        found = height(lambda P, g, v, a=rate: solution.update_parameters_with_momentum(P, g, v, 0.9, a))
        assert (found < 0.01) == settles
    for rate, settles in ((0.0199, True), (0.0202, False)):
        found = height(lambda P, g, v, a=rate: (solution.update_parameters_with_gd(P, g, a), v))
        assert (found < 0.01) == settles


# Data and pictures


def test_temperatures() -> None:
    """The temperatures are reproducible and begin in summer."""
    day, noon = temperatures(730)
    assert (temperatures(730)[1] == noon).all() and not (temperatures(730, seed=2)[1] == noon).all()
    assert day.shape == noon.shape == (730,)
    assert noon[:40].mean() > MEAN + 0.7 * SWING and noon[180:220].mean() < MEAN - 0.7 * SWING
    assert noon.mean() == pytest.approx(MEAN, abs=1)


def test_tomorrow_from_today() -> None:
    """Each example is a day and the next day, in order."""
    X, Y = tomorrow_from_today(50)
    assert X.shape == Y.shape == (1, 50)
    assert (X[0, 1:] == Y[0, :-1]).all()


def test_shuffled_batches_span_the_year(solution: ModuleType) -> None:
    """A batch of neighbouring days covers one season; a shuffled batch covers the year."""
    X, Y = tomorrow_from_today(640)
    shuffled = [x.mean() for x, _ in solution.random_mini_batches(X, Y, 64)]
    neighbours = [X[:, start : start + 64].mean() for start in range(0, 640, 64)]
    assert np.std(shuffled) < 0.3 * np.std(neighbours)


def bowl(w: np.ndarray, b: np.ndarray) -> np.ndarray:
    return w**2 + 4 * b**2


WALK = [(1.0, 0.5), (0.4, -0.2), (0.1, 0.1)]
FIGURES = {
    "paths": lambda: descents.paths(bowl, {"a": WALK, "b": WALK, "c": WALK}, (-1, 1.2), (-1, 1)),
    "bites": lambda: descents.bites(bowl, {"a": WALK}, {"a": [1.0, 0.3]}, (-1, 1.2), (-1, 1), (0.0, 0.0)),
    "memory": lambda: descents.memory([0.9, 0.5]),
    "averages": lambda: descents.averages(np.arange(3), np.ones(3), {"a": np.ones(3)}, "degrees"),
    "saddle": lambda: descents.saddle(lambda w, b: w**2 - b**2, (-1, 1), (-1, 1), WALK),
    "decays": lambda: descents.decays({"a": (range(3), [3.0, 2.0, 1.0])}, stairs="a"),
    "final_costs": lambda: descents.final_costs([0.1, 1.0], {"a": [0.3, 0.2]}, "cost"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_pictures_can_be_drawn(name: str) -> None:
    """Every picture can be drawn."""
    assert png(FIGURES[name]()).startswith(b"\x89PNG")


def test_paths_picture() -> None:
    """The picture draws every step of a path, from the first place to the last."""
    *panels, empty = FIGURES["paths"]().axes
    for axes in panels:
        places = np.array(axes.lines[0].get_xydata())
        assert (places == np.array(WALK)).all()
        assert len(list(pairwise(places))) == 2
    assert not empty.axison


def test_memory_picture() -> None:
    """The dots in the picture of memory are at a share of about 1/e."""
    axes = descents.memory([0.98, 0.9]).axes[0]
    for beta, dot in zip((0.98, 0.9), axes.lines[1::2], strict=True):
        x, y = np.array(dot.get_xydata())[0]
        assert x == pytest.approx(1 / (1 - beta))
        assert y / (1 - beta) == pytest.approx(1 / np.e, abs=0.02)
