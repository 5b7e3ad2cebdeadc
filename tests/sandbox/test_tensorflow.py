"""TensorFlow and Keras run in the sandbox: layers stay behind handles and answer questions."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.client import Sandbox, SandboxLimits
from autograder.script import Handle, Outcome, Recipe, Step
from tests.bench.machine import processor_seconds
from tests.sandbox.conftest import PATIENCE

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="Linux sandbox")]

LIMITS = SandboxLimits(seconds=PATIENCE)
SOURCE = b"""
import os
import numpy as np
import tensorflow as tf

def gradient(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(x ** 2)
    return tape.gradient(y, x)

def make(units):
    return tf.keras.Sequential([
        tf.keras.layers.Input((4,)),
        tf.keras.layers.Dense(units, activation="relu"),
        tf.keras.layers.Dropout(0.5),
        tf.keras.layers.Dense(1),
    ])

def through(layer, x):
    return layer(x)

def fit(x, y):
    model = make(3)
    model.compile("adam", "mse")
    model.fit(x, y, epochs=2, verbose=0)
    return model.predict(x, verbose=0)

class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.last = tf.keras.layers.Dense(2)
        self.first = tf.keras.layers.Conv2D(3, 2, activation=tf.nn.relu)
        self.norm = tf.keras.layers.BatchNormalization(axis=-1)

    def call(self, x, training=None):
        seen = tf.keras.ops.relu(self.norm(self.first(x), training=training))
        return self.last(tf.keras.layers.Flatten()(seen))

def as_a_class():
    return Net()

class Plain(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.first = make(3)

    def call(self, x):
        return tf.nn.softmax(tf.nn.relu(self.first(x)))

def with_functions():
    return Plain()

def without_input():
    return tf.keras.Sequential([tf.keras.layers.Dense(2)])

def with_a_part():
    return tf.keras.Sequential([tf.keras.Input((4,)), make(3), tf.keras.layers.Softmax()])

def read(places):
    for place in places:
        try:
            open(place, "rb").read(1) if not os.path.isdir(place) else os.listdir(place)
        except OSError:
            continue
        return place
"""


@pytest.fixture(scope="module")
def tensorflow() -> Iterator[Sandbox]:
    with Sandbox(("tensorflow", "numpy")) as running:
        yield running


@pytest.fixture
def session(tensorflow: Sandbox) -> Iterator[Any]:
    with tensorflow.open("module", SOURCE, limits=LIMITS) as opened:
        yield opened


def value(outcome: Outcome) -> Any:
    assert outcome.fault is None, outcome
    return outcome.value


def test_tensors_come_back_as_arrays(session: Any) -> None:
    """A recipe makes a tensor for the submission, and a tensor comes back as an array."""
    tensor = Recipe("tensor", {"value": np.array([1.0, 2.0], np.float32)})
    assert value(session.run(Step("gradient", (tensor,)), PATIENCE)).tolist() == [2.0, 4.0]


def test_a_subclassed_model_is_opened(session: Any) -> None:
    """The layers and weights of a model written as a class are listed in the order of its call."""
    session.run(Step("as_a_class", keep="class"), PATIENCE)
    opened = Step("opened", ((5, 4, 1),), on="class", keep="model", action="ask")
    assert session.run(opened, PATIENCE).fault is None
    rows = value(session.run(Step("layer_table", on="model", action="ask"), PATIENCE))
    told = [(row["class"], row["output_shape"], row["parameters"]) for row in rows if row["class"] != "InputLayer"]
    assert told == [
        ("Conv2D", (None, 4, 3, 3), 15),
        ("BatchNormalization", (None, 4, 3, 3), 12),
        ("Relu", (None, 4, 3, 3), 0),
        ("Flatten", (None, 36), 0),
        ("Dense", (None, 2), 74),
    ]
    conv, norm = (row for row in rows if row["class"] in ("Conv2D", "BatchNormalization"))
    assert conv["activation"] == "relu" and norm["axis"] == 3
    session.run(Step("fill_weights", (7,), {"scale": None}, on="model", action="ask"), PATIENCE)
    weights = value(session.run(Step("weights", on="model", action="ask"), PATIENCE))
    assert [weight.shape for weight in weights[:2]] == [(2, 2, 1, 3), (3,)]  # in the order of the call
    assert np.abs(weights[0]).max() > 0.5 > np.abs(weights[-2]).max()  # sqrt(6 / 4) and sqrt(6 / 36)


def test_functions_of_tensorflow_become_layers(session: Any) -> None:
    """A class may call `tf.nn.relu`, which refuses symbolic inputs; afterwards it is TensorFlow's own again."""
    session.run(Step("with_functions", keep="class"), PATIENCE)
    opened = Step("opened", ((4,),), on="class", keep="model", action="ask")
    assert session.run(opened, PATIENCE).fault is None
    rows = value(session.run(Step("layer_table", (), {"flat": True}, on="model", action="ask"), PATIENCE))
    assert [row["class"] for row in rows][-2:] == ["Relu", "Softmax"]


def test_a_model_without_input_says_so(session: Any) -> None:
    """A model without a known input shape gets a message that says what is missing."""
    session.run(Step("without_input", keep="model"), PATIENCE)
    fault = session.run(Step("opened", ((4,),), on="model", action="ask"), PATIENCE).fault
    assert fault is not None and "keras.Input(shape)" in fault.text


def test_a_nested_model_is_one_row_or_flat(session: Any) -> None:
    """A model within a model is one row of the table, or on request one row for each layer."""
    session.run(Step("with_a_part", keep="model"), PATIENCE)
    for flat, wanted in (
        (False, ["Sequential", "Softmax"]),
        (True, ["Dense", "Dropout", "Dense", "Softmax"]),
    ):
        rows = value(session.run(Step("layer_table", (), {"flat": flat}, on="model", action="ask"), PATIENCE))
        assert [row["class"] for row in rows] == wanted


def test_a_model_answers_every_question(session: Any) -> None:
    """A model answers every question of the vocabulary."""

    def ask(question: str, *args: Any, **kwargs: Any) -> Any:
        return value(session.run(Step(question, args, kwargs, on="model", action="ask"), PATIENCE))

    assert value(session.run(Step("make", (3,), keep="model"), PATIENCE)) is None
    rows = ask("layer_table")
    assert [(row["class"], row["parameters"]) for row in rows] == [("Dense", 15), ("Dropout", 0), ("Dense", 4)]
    assert rows[0]["output_shape"] == (None, 3) and rows[1]["rate"] == 0.5
    assert ask("shapes") == {"inputs": [(None, 4)], "outputs": [(None, 1)]}
    ask("fill_weights", 7)
    weights = ask("weights")
    ask("set_weights", [weight * 2 for weight in weights])
    assert np.array_equal(ask("weights")[0], weights[0] * 2)
    x = np.ones((2, 4), np.float32)
    hidden = np.maximum(x @ weights[0] * 2 + weights[1] * 2, 0)
    assert np.allclose(ask("predict", x), hidden @ weights[2] * 2 + weights[3] * 2, atol=1e-5)
    assert [gradient.shape for gradient in ask("gradients", x, np.ones((2, 1), np.float32))] == [
        (4, 3),
        (3,),
        (3, 1),
        (1,),
    ]
    losses = ask("train", x, np.zeros((2, 1), np.float32), 3, loss="mse", optimizer="sgd")
    assert len(losses) == 3 and all(type(loss) is float for loss in losses)
    assert ask("compiled")["optimizer"] == "SGD"
    wrong = session.run(Step("evaluate", on="model", action="ask"), PATIENCE).fault
    assert wrong is not None and wrong.type == "QuestionError"


def test_a_layer_is_built_in_the_child(session: Any) -> None:
    """A recipe builds a Keras layer with its weights in the child."""
    import keras

    dense = keras.layers.Dense(2, use_bias=False)
    recipe = Recipe("keras_layer", {
        "config": keras.layers.serialize(dense), "input_shape": (None, 3), "weights": [np.eye(3, 2, dtype=np.float32)],
    })  # fmt: skip
    outcome = session.run(Step("through", (recipe, np.ones((1, 3), np.float32))), PATIENCE)
    assert value(outcome).tolist() == [[1.0, 1.0]]
    session.run(Step("make", (2,), keep="model"), PATIENCE)
    assert value(session.run(Step("through", (Handle("model"), np.ones((1, 4), np.float32))), PATIENCE)).shape == (1, 1)


def test_keras_trains_in_the_child(session: Any) -> None:
    """Keras can train a model in the child."""
    assert value(session.run(Step("fit", (np.ones((8, 4)), np.ones((8, 1)))), PATIENCE)).shape == (8, 1)


def test_other_files_stay_unreadable(session: Any) -> None:
    """With TensorFlow, too, a submission cannot read files that TensorFlow does not need."""
    import nbgrader

    places = [
        "/etc/passwd",
        str(Path.home()),
        nbgrader.__file__,
        str(Path(nbgrader.__file__).parents[1]),
        str(Path.cwd()),
    ]
    assert value(session.run(Step("read", (places,)), PATIENCE)) is None


def test_the_warm_process_has_one_thread(tensorflow: Sandbox) -> None:
    """The warm process has one thread, although TensorFlow is loaded."""
    assert tensorflow._zygote is not None
    process = tensorflow._zygote.process.pid
    assert len(os.listdir(f"/proc/{process}/task")) == 1  # noqa: PTH208


def test_memory_stays_below_700_megabytes(tensorflow: Sandbox, session: Any) -> None:
    """The warm process stays below 600 MB and a child below 700 MB, most of them the same pages. The judging process is
    small (tests/classroom).
    """
    assert tensorflow._zygote is not None
    assert session.run(Step("fit", (np.ones((8, 4)), np.ones((8, 1)))), PATIENCE).ok
    assert 300 < peak(tensorflow._zygote.process.pid) < 600
    assert 200 < peak(session._process.number) < 700, (
        "it counts only those of the warm process's pages that it has touched"
    )


def peak(process: int) -> float:
    """Peak memory in megabytes; shared pages count in full."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in status if line.startswith("VmHWM"))


FRESH = b"""
import keras
import tensorflow as tf

def first_names():
    model = keras.Sequential([keras.layers.Dense(1)])
    model(tf.ones((1, 2)))
    return [model.name, model.layers[0].name, keras.Input((3,)).name]

def drawn():
    keras.utils.set_random_seed(3)
    model = keras.Sequential([keras.layers.Dense(2)])
    model(tf.ones((1, 2)))
    return [tf.random.normal((3,)), model.get_weights()[0]]

def unseeded():
    return tf.random.normal((3,))
"""


def test_warming_up_leaves_no_trace(tensorflow: Sandbox, session: Any) -> None:
    """After the warm-up layer names start at the beginning, seeds give the usual values, and unseeded values differ."""
    code = (
        "import sys; import numpy as np; exec(sys.stdin.buffer.read()); "
        "print([first_names(), *[item.tolist() for item in map(np.asarray, drawn())]])"
    )
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "TF_ENABLE_ONEDNN_OPTS": "0"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", code], input=FRESH, capture_output=True, env={**os.environ, **quiet}, check=True
    )
    names, *seeded = ast.literal_eval(elsewhere.stdout.decode())
    with tensorflow.open("fresh", FRESH, limits=LIMITS) as one, tensorflow.open("fresh", FRESH, limits=LIMITS) as two:
        assert value(one.run(Step("first_names"), PATIENCE)) == names and names[:2] == ["sequential", "dense"]
        value(two.run(Step("first_names"), PATIENCE))
        for mine, theirs in zip(value(two.run(Step("drawn"), PATIENCE)), seeded, strict=True):
            np.testing.assert_allclose(mine, theirs, rtol=1e-6)
        assert not np.array_equal(
            value(one.run(Step("unseeded"), PATIENCE)), value(two.run(Step("unseeded"), PATIENCE))
        )


def test_start_up_is_not_charged(tensorflow: Sandbox) -> None:
    """Start-up takes more processor time than a first step. Eager mode, the first product and the first layer once took
    0.2 s in every child.
    """
    source = b"import tensorflow as tf\ndef f(x): return tf.matmul(x, x)\n"
    with tensorflow.open("module", source, limits=LIMITS) as session:
        before = processor_seconds(session._process.number)  # type: ignore[attr-defined]
        assert session.run(Step("f", (np.ones((3, 3)),)), PATIENCE).ok
        spent = processor_seconds(session._process.number) - before  # type: ignore[attr-defined]
    assert before > spent
