"""c2w3b: the notebook, the text's claims about TensorFlow, and the lecture's first example."""

from __future__ import annotations

import re
import subprocess
import sys
from types import ModuleType

import numpy as np
import pytest

from helpers.plots import tapes
from helpers.scale import scale
from tests.content import notebooks
from tests.content.notebooks import HANG, Run
from tests.content.promises import NotebookPromises
from tests.house.tree import ROOT


class TestNotebook(NotebookPromises):
    name = "c2w3b-tensorflow"
    pictures = 9
    wanted = {
        "setup": ["TensorFlow 2.21", "with Keras 3."],
        "types": ["from NumPy float64", "expected to be a float tensor but is a double tensor", "[[3.0], [7.0]]"],
        "first-numbers": ["WX + b = [[16.0]] float32", "['0.5000', '0.8808']"],
        "tape-picture": ["J = 16.0, slope = -8.0"],
        "four-tapes": ["a variable:                 -8.0", "a constant:                 None", "watched: -8.0"],
        "paths": [
            "learning rate  0.1: w = 0, 1, 1.8, 2.44",
            "learning rate  0.5: w = 0, 5, 5, 5",
            "learning rate  0.9: w = 0, 9, 1.8, 7.56",
            "after one step 0.1000, after 1,000 steps 5.0000",
        ],
        "small-pipeline": ["[[1, 11, 21, 31], [41, 51, 61, 71], [81, 91]]"],
        "digits": ["37 batches, 36 of them of 32 and the last of 5", "X (32, 64) float32  Y (32, 10) float32"],
        "same-numbers": [
            "called twice, the same numbers?   True",
            "a new object, the same numbers?   False",
        ],
        "forward-seen": ["Z3 = [[20.5]]", "parameters: 2067", "logits of a batch: (10, 32)"],
        "loss-seen": ["by hand: 0.9808", "is right: 100.0; e^z by hand: nan", "ln 10 = 2.30"],
        "one-step": ["after one step w = 0.1000"],
    }

    @pytest.mark.slow
    def test_function_is_traced_five_times(self, solved: Run) -> None:
        """The function is traced five times in seven calls, as the text says."""
        told = solved.printed("tracing")
        assert told.count("Python is running") == 5 and told.count("gives") == 7

    @pytest.mark.slow
    def test_gpu_or_not(self, solved: Run) -> None:
        """The cell says whether there is a GPU, and that none is needed."""
        told = solved.printed("placement")
        assert ("none is needed" in told) or ("There is a GPU here" in told)
        assert "billion operations a second" in told

    @pytest.mark.slow
    def test_graph_is_faster_than_eager_execution(self, solved: Run) -> None:
        """The cell reports that on small batches a graph is more than 1.3 times as fast as eager execution."""
        first, *_ = re.findall(r"([\d.]+) times as fast", solved.printed("speed"))
        assert float(first) > 1.3

    @pytest.mark.slow
    def test_networks_learn(self, solved: Run) -> None:
        """The networks learn as the text says, and a digit is changed until it is read as an eight."""
        if scale() == "small":
            pytest.skip("one epoch is too little to learn from; `make course` tests this")
        plain = [float(share) for share in re.findall(r"([\d.]+)% of the t", solved.printed("training"))]
        assert plain[0] > 90 and plain[1] > 82
        last = re.findall(r"right ([\d.]+)%, on new ones ([\d.]+)%", solved.printed("adam"))[-1]
        assert float(last[0]) > 98 and 85 < float(last[1]) < 97
        assert re.search(r"after \d+ steps the \d is read as 8", solved.printed("persuaded"))


@pytest.fixture(scope="module")
def references() -> ModuleType:
    return notebooks.load(TestNotebook.name).bundle.references()


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.5, 0.9, 1.02])
def test_steps_on_the_parabola(solution: ModuleType, rate: float) -> None:
    """Gradient descent on the lecture's parabola shrinks the distance by the factor 1 - 2 rate."""
    path, costs = solution.minimize_quadratic(0, (1, -10, 25), 20, rate)
    assert path == pytest.approx([5 - 5 * (1 - 2 * rate) ** t for t in range(21)], rel=1e-4, abs=1e-4)
    assert costs == pytest.approx([(w - 5) ** 2 for w in path[:-1]], rel=1e-3, abs=1e-4)


def test_initializer_repeats_its_numbers(solution: ModuleType) -> None:
    """One initializer object repeats its numbers, as the text warns; the solution's weights are independent."""
    import tensorflow as tf

    draw = tf.keras.initializers.GlorotNormal()
    large, small = draw((6, 5)).numpy().ravel(), draw((4, 3)).numpy().ravel()
    assert small / large[:12] == pytest.approx(np.full(12, small[0] / large[0]), rel=1e-5)
    parameters = solution.initialize_parameters((40, 30, 20))
    W1, W2 = (parameters[name].numpy().ravel()[:600] for name in ("W1", "W2"))
    assert abs(np.corrcoef(W1, W2)[0, 1]) < 0.25


def test_references_match_tensorflow(solution: ModuleType, references: ModuleType) -> None:
    """The references compute their own gradients and agree with TensorFlow's."""
    import tensorflow as tf

    rng = np.random.default_rng(4)
    sizes = (3, 4, 5, 2)
    start = {f"W{n}": rng.normal(size=(sizes[n], sizes[n - 1])) for n in (1, 2, 3)}
    start |= {f"b{n}": rng.normal(size=(sizes[n], 1)) for n in (1, 2, 3)}
    X, Y = (
        tf.constant(rng.normal(size=(3, 6)), tf.float32),
        tf.constant(np.eye(2)[:, rng.integers(0, 2, 6)], tf.float32),
    )
    after = []
    for module in (solution, references):
        parameters = {name: tf.Variable(value, dtype=tf.float32) for name, value in start.items()}
        cost = module.train_step(X, Y, parameters, 0.1)
        after.append((float(cost), {name: value.numpy() for name, value in parameters.items()}))
    assert after[0][0] == pytest.approx(after[1][0], rel=1e-5)
    for name, value in after[0][1].items():
        assert value == pytest.approx(after[1][1][name], abs=2e-5), name
        assert np.abs(value - start[name]).max() > 1e-4


def test_given_training(solution: ModuleType) -> None:
    """The given training learns and has the lecture's defaults."""
    import inspect

    import tensorflow as tf

    defaults = {
        name: item.default for name, item in inspect.signature(solution.model).parameters.items() if name[0] not in "XY"
    }
    assert defaults == {"learning_rate": 0.0001, "num_epochs": 1500, "minibatch_size": 32, "print_cost": True}
    rng = np.random.default_rng(2)
    labels = rng.integers(0, 3, 60)
    points = rng.normal(size=(60, 4)).astype("float32") + 3 * np.eye(3, 4, dtype="float32")[labels]
    X, Y = (tf.data.Dataset.from_tensor_slices(part) for part in (points, np.eye(3, dtype="float32")[labels]))
    tf.random.set_seed(1)
    parameters, costs, train_acc, test_acc = solution.model(X, Y, X, Y, 0.02, 21, 16, print_cost=False)
    assert parameters["W3"].shape == (3, 12)
    assert len(costs) == len(train_acc) == len(test_acc) == 3
    assert costs[-1] < 0.5 * costs[0] and test_acc[-1] > 0.9


def test_tensorflow_starts_silently() -> None:
    """TensorFlow starts and computes without printing anything."""
    code = "from autograder.quiet import quiet_tensorflow; quiet_tensorflow(); import tensorflow as tf; tf.ones(3) + 1"
    quiet = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=HANG, env=quiet)
    assert run.returncode == 0
    assert run.stdout + run.stderr == ""


def test_pictures() -> None:
    """The pictures show the values they are given."""
    tape = tapes.tape(w=2.0)
    texts = [text.get_text() for text in tape.axes[0].texts]
    assert "$J = 9$" in texts and "$2w = 4$" in texts and "slope $-6$" in texts
    paths = tapes.steps_on_a_parabola((1, -10, 25), {"a": [0, 1, 1.8], "b": [0, 5]}, -1, 11)
    assert [axes.get_title() for axes in paths.axes] == ["a", "b"]
    assert paths.axes[0].lines[1].get_ydata().tolist() == pytest.approx([25, 16, 10.24])
    orders = tapes.shuffled_orders({"none": [0, 1, 2]})
    assert orders.axes[0].lines[0].get_ydata().tolist() == [0, 1, 2]
    speeds = tapes.speeds({"eager": ([8, 64], [0.004, 0.005])}, "examples")
    assert speeds.axes[0].lines[0].get_ydata().tolist() == pytest.approx([4, 5])
