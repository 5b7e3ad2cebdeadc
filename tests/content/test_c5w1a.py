"""c5w1a: the notebook, its cells compared with Keras', its slopes compared with TensorFlow's, and its sentences."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from helpers import remembering
from helpers.datasets import agreement
from helpers.scale import scale
from tests.content import notebooks
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises

N_X, N_A, N_Y, M, T_X = 3, 5, 2, 4, 6


class TestNotebook(NotebookPromises):
    name = "c5w1a-recurrent-networks"
    pictures = 6
    seconds = 180
    wanted = {
        "one-hot": ["x has the shape (10, 4, 9)", "T_x = 9"],
        "cell-by-hand": ["a = 0.7616, y = 0.821 and 0.179", "10,000 words: (100, 10100)"],
        "time-by-hand": ["[0.7616 0.4802]", "(2, 1, 2)"],
        "chain-rule": ["begins with 'dogs bark': 0.10, is 'dogs bark': 0.04"],
        "gate-over-words": ["was 0.019, were 0.981"],
        "gates-by-hand": ["GRU:  c = 0.875", "LSTM: c = 0.925, a = 0.3641"],
        "back-by-hand": [
            "{'dxt': 0.64, 'da_prev': 1.28, 'dWax': 1.92, 'dWaa': 0.32, 'dba': 0.64}",
            "dx = [1.4592 0.64  ]  dba = 2.0992",
        ],
        "gates-back-by-hand": [
            "dz_u = -0.09375, dz_c = 0.1875, dc_prev = 0.75",
            "da = 0: dc_prev = 0.8000, dz_f = 0.1600",
            "da = 1: dc_prev = 0.9879",
        ],
        "nudged": ["difference below 1e-6: True"],
        "directions-by-hand": [
            "states at step 1: [0.2 0.2]  at step 2: [0.4 0.4]",
            "[(5, 7, 6), (4, 7, 6)]  outputs: (2, 7, 6)",
        ],
    }

    @pytest.mark.slow
    def test_slopes_through_time(self, solved: Run) -> None:
        """Slopes vanish, explode or stay, as the text says."""
        rows = re.findall(r"(\S.*?) +after 38 steps back the slope is (\S+) of", solved.printed("slopes"))
        left = {name: float(share) for name, share in rows}
        assert left["RNN, small weights"] < 1e-6 and left["LSTM, half open"] < 1e-6
        assert left["RNN, large weights"] > 50
        assert 0.1 < left["GRU, memory open"] < 1 and 0.1 < left["LSTM, memory open"] < 1

    @pytest.mark.slow
    def test_gated_cells_learn_reliably(self, solved: Run) -> None:
        """GRU and LSTM learn from every start; the plain cell does not."""
        if scale() == "small":
            pytest.skip("three steps of training teach nothing; `make course` tests this")
        shares = {kind: _shares(solved.printed(f"train-{kind}")) for kind in ("rnn", "gru", "lstm")}
        assert all(len(found) == 3 for found in shares.values())
        assert min(shares["gru"]) > 95 and min(shares["lstm"]) > 90
        assert min(shares["rnn"]) < 65

    @pytest.mark.slow
    def test_experiment(self, solved: Run) -> None:
        """The experiment ends as the text says."""
        if scale() == "small":
            pytest.skip("three steps of training teach nothing; `make course` tests this")
        open_, half, short = (
            int(share) for share in re.findall(r"(\d+)% right in the last", solved.printed("experiment"))
        )
        assert open_ > 95 and half < 60 and short > 95


def _shares(text: str) -> list[float]:
    return [float(share) for share in re.findall(r"([\d.]+)% right on new sentences", text)]


@pytest.fixture(scope="module")
def references() -> Any:
    return notebooks.load(TestNotebook.name).bundle.references()


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(11)


def plain(rng: np.random.Generator, n_x: int = N_X) -> dict[str, np.ndarray]:
    shapes = {"Wax": (N_A, n_x), "Waa": (N_A, N_A), "ba": (N_A, 1), "Wya": (N_Y, N_A), "by": (N_Y, 1)}
    return {name: rng.normal(0, 0.5, shape) for name, shape in shapes.items()}


def gated(rng: np.random.Generator, gates: str) -> dict[str, np.ndarray]:
    drawn = {"W" + gate: rng.normal(0, 0.5, (N_A, N_A + N_X)) for gate in gates}
    drawn |= {"b" + gate: rng.normal(size=(N_A, 1)) for gate in gates}
    return drawn | {"Wy": rng.normal(size=(N_Y, N_A)), "by": rng.normal(size=(N_Y, 1))}


def keras_weights(P: dict[str, np.ndarray], gates: str, signs: dict[str, float] | None = None) -> list[np.ndarray]:
    """Kernel, recurrent kernel and bias as Keras lays them out: gates side by side, inputs in rows."""
    signed = {gate: (signs or {}).get(gate, 1.0) for gate in gates}
    kernel = np.hstack([signed[gate] * P["W" + gate][:, N_A:].T for gate in gates])
    recurrent = np.hstack([signed[gate] * P["W" + gate][:, :N_A].T for gate in gates])
    return [kernel, recurrent, np.concatenate([signed[gate] * P["b" + gate][:, 0] for gate in gates])]


def batch_first(x: np.ndarray) -> np.ndarray:
    return np.transpose(x, (1, 2, 0))


def run_keras(
    layer: Any, weights: list[np.ndarray], x: np.ndarray, states: list[np.ndarray], upstream: Any = None
) -> Any:
    """The layer's states over time as (units, m, T_x); with `upstream` also the slopes of x and of the weights."""
    import tensorflow as tf

    inputs = tf.constant(batch_first(x))
    layer.build(inputs.shape)
    layer.set_weights(weights)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        out = layer(inputs, initial_state=[tf.constant(state.T) for state in states])
    given = np.transpose(out.numpy(), (2, 0, 1))
    if upstream is None:
        return given
    slopes = tape.gradient(
        out, [inputs, *layer.trainable_variables], output_gradients=tf.constant(batch_first(upstream))
    )
    return given, [slope.numpy() for slope in slopes]


def keras_layer(kind: str, **settings: Any) -> Any:
    from keras import layers

    return getattr(layers, kind)(N_A, return_sequences=True, dtype="float64", **settings)


def test_rnn_matches_keras(solution: ModuleType, rng: np.random.Generator) -> None:
    """Our plain RNN is Keras' SimpleRNN, forward and backward."""
    P, x, a0, da = plain(rng), rng.normal(size=(N_X, M, T_X)), rng.normal(size=(N_A, M)), rng.normal(size=(N_A, M, T_X))
    weights = [P["Wax"].T, P["Waa"].T, P["ba"][:, 0]]
    want, (dx, dWax, dWaa, dba) = run_keras(keras_layer("SimpleRNN"), weights, x, [a0], da)
    a, _, caches = solution.rnn_forward(x, a0, P)
    assert a == pytest.approx(want)
    found = solution.rnn_backward(da, caches)
    assert batch_first(found["dx"]) == pytest.approx(dx)
    assert pytest.approx(dWax) == found["dWax"].T
    assert pytest.approx(dWaa) == found["dWaa"].T
    assert found["dba"][:, 0] == pytest.approx(dba)


def test_lstm_matches_keras(solution: ModuleType, rng: np.random.Generator) -> None:
    """Our LSTM is Keras' LSTM, forward and backward."""
    P, x, a0 = gated(rng, "fico"), rng.normal(size=(N_X, M, T_X)), rng.normal(size=(N_A, M))
    da = rng.normal(size=(N_A, M, T_X))
    states = [a0, np.zeros_like(a0)]
    want, (dx, kernel, recurrent, bias) = run_keras(keras_layer("LSTM"), keras_weights(P, "ifco"), x, states, da)
    a, _, _, caches = solution.lstm_forward(x, a0, P)
    assert a == pytest.approx(want)
    found = solution.lstm_backward(da, caches)
    assert batch_first(found["dx"]) == pytest.approx(dx)
    for place, gate in enumerate("ifco"):
        columns = slice(place * N_A, (place + 1) * N_A)
        assert found["dW" + gate] == pytest.approx(np.hstack([recurrent[:, columns].T, kernel[:, columns].T])), gate
        assert found["db" + gate][:, 0] == pytest.approx(bias[columns]), gate


def test_gru_matches_keras(solution: ModuleType, rng: np.random.Generator) -> None:
    """Our GRU is Keras' GRU with the opposite update gate and with the reset before the product.

    Keras mixes h = z h_prev + (1 - z) candidate, so its z is 1 - our update gate: weights and bias change sign.
    """
    P, x, c = gated(rng, "urc"), rng.normal(size=(N_X, M, T_X)), rng.normal(size=(N_A, M))
    upstream = rng.normal(size=(N_A, M, T_X))
    layer = keras_layer("GRU", reset_after=False)
    want, (dx, *_) = run_keras(layer, keras_weights(P, "urc", {"u": -1.0}), x, [c], upstream)
    caches = []
    for t in range(T_X):
        c, _, cache = solution.gru_cell_forward(x[:, :, t], c, P)
        caches.append(cache)
        assert c == pytest.approx(want[:, :, t]), t
    carried = np.zeros_like(c)
    for t in reversed(range(T_X)):
        found = solution.gru_cell_backward(upstream[:, :, t] + carried, caches[t])
        carried = found["dc_prev"]
        assert pytest.approx(dx[:, t]) == found["dxt"].T, t


def test_bidirectional_matches_keras(solution: ModuleType, rng: np.random.Generator) -> None:
    """Our bidirectional RNN is Keras' Bidirectional."""
    import tensorflow as tf
    from keras import layers

    ahead, back = plain(rng), plain(rng)
    x, a0 = rng.normal(size=(N_X, M, T_X)), np.zeros((N_A, M))
    both = layers.Bidirectional(keras_layer("SimpleRNN"), merge_mode="concat")
    both.build((M, T_X, N_X))
    both.set_weights([array for P in (ahead, back) for array in (P["Wax"].T, P["Waa"].T, P["ba"][:, 0])])
    want = both(tf.constant(batch_first(x))).numpy()
    a, y_pred = solution.bidirectional_forward(x, a0, ahead, back)
    assert batch_first(a) == pytest.approx(want, abs=1e-6)
    assert y_pred.sum(axis=0) == pytest.approx(np.ones((M, T_X)))


def test_deep_rnn_matches_keras(solution: ModuleType, rng: np.random.Generator) -> None:
    """Our deep RNN is a stack of Keras' layers."""
    first, second, x = plain(rng), plain(rng, N_A), rng.normal(size=(N_X, M, T_X))
    zeros, states, stacked = [np.zeros((N_A, M))], x, {}
    for number, P in enumerate((first, second), start=1):
        states = run_keras(keras_layer("SimpleRNN"), [P["Wax"].T, P["Waa"].T, P["ba"][:, 0]], states, zeros)
        stacked |= {f"Wa{number}": np.hstack([P["Waa"], P["Wax"]]), f"ba{number}": P["ba"]}
    a, _ = solution.deep_rnn_forward(x, stacked | {"Wya": second["Wya"], "by": second["by"]})
    assert a[-1] == pytest.approx(states)


@pytest.mark.parametrize(("name", "gates", "states"), [("rnn_backward", ("ax", "aa"), 1), ("lstm_backward", "fico", 2)])
def test_slopes_match_one_tape(
    solution: ModuleType, references: Any, rng: np.random.Generator, name: str, gates: Any, states: int
) -> None:
    """One tape through the whole recurrence gives every slope of solution and reference.

    The reference goes step by step, so that a stand-in can replace a step; here nothing is taken apart.
    """
    import tensorflow as tf

    lstm = states == 2
    P = gated(rng, "fico") if lstm else plain(rng)
    x, a0, da = rng.normal(size=(N_X, M, T_X)), rng.normal(size=(N_A, M)), rng.normal(size=(N_A, M, T_X))
    caches = (solution.lstm_forward if lstm else solution.rnn_forward)(x, a0, P)[-1]
    names = [kind + gate for gate in gates for kind in "Wb"] if lstm else ["Wax", "Waa", "ba"]
    inputs, first, tensors = tf.constant(x), tf.constant(a0), {key: tf.constant(P[key]) for key in names}
    with tf.GradientTape() as tape:
        tape.watch([inputs, first, *tensors.values()])
        a, c, over_time = first, tf.zeros_like(first), []
        for t in range(T_X):
            if lstm:
                a, c, *_ = references._lstm_parts(inputs[:, :, t], a, c, tensors)
            else:
                a = references._rnn_state(inputs[:, :, t], a, tensors)
            over_time.append(a)
        total = tf.reduce_sum(tf.stack(over_time, axis=2) * da)
    keys = ["dx", "da0", *("d" + key for key in names)]
    want = dict(zip(keys, tape.gradient(total, [inputs, first, *tensors.values()]), strict=True))
    for module in (solution, references):
        found = getattr(module, name)(da, caches)
        assert set(found) == set(want)
        for key, slope in want.items():
            assert found[key] == pytest.approx(slope.numpy()), key


def test_docstring_examples() -> None:
    """The docstring examples are correct."""
    notebooks.check_examples(TestNotebook.name)


def test_one_matrix_for_state_and_input(solution: ModuleType, rng: np.random.Generator) -> None:
    """One matrix for state and input has shape (100, 10100) and gives the same state."""
    Waa, Wax = rng.normal(0, 0.1, (100, 100)), rng.normal(0, 0.1, (100, 10_000))
    Wa = np.hstack([Waa, Wax])
    assert Wa.shape == (100, 10_100)
    a_prev, xt = rng.uniform(-1, 1, (100, 2)), np.eye(10_000)[:, [4075, 6830]]
    P = {"Waa": Waa, "Wax": Wax, "ba": np.zeros((100, 1)), "Wya": np.ones((2, 100)), "by": np.zeros((2, 1))}
    assert solution.rnn_cell_forward(xt, a_prev, P)[0] == pytest.approx(np.tanh(Wa @ np.vstack([a_prev, xt])))


def test_powers_of_a_weight() -> None:
    """The powers in the text's table are right."""
    assert [round(w**10, 2) for w in (0.9, 1, 1.1)] == [0.35, 1, 2.59]
    assert (round(0.9**50, 4), round(1.1**50)) == (0.0052, 117)
    assert pytest.approx(4e-12, rel=0.1) == 0.5**38


def test_sentences() -> None:
    """The sentences are reproducible, and the last noun says nothing about the verb."""
    drawn = agreement.sentences(4000, 3, seed=2)
    assert drawn == agreement.sentences(4000, 3, seed=2) != agreement.sentences(4000, 3, seed=3)
    assert {len(words) for words in drawn} == {12}
    assert drawn[0][0] == "the" and drawn[0][2:5] == ["which", "saw", "the"]
    right = agreement.verbs(drawn)
    assert right.mean() == pytest.approx(0.5, abs=0.03)
    last = np.array([words[-1] in agreement.PLURAL for words in drawn])
    assert np.mean(last == right) == pytest.approx(0.5, abs=0.03)


def test_one_hot_columns() -> None:
    """One-hot columns encode the words."""
    drawn = agreement.sentences(5, 2)
    x = agreement.one_hot(drawn)
    assert x.shape == (len(agreement.VOCABULARY), 5, 9) and (x.sum(axis=0) == 1).all()
    assert [[agreement.VOCABULARY[place] for place in row] for row in x.argmax(axis=0)] == drawn


@pytest.mark.parametrize("kind", remembering.KINDS)
def test_slopes_of_the_last_state(solution: ModuleType, rng: np.random.Generator, kind: str) -> None:
    """The slopes with respect to the words agree with measured ones."""
    P, x = remembering.start(kind, n_a=4), agreement.one_hot(agreement.sentences(3, 1))
    slope = rng.normal(size=(4, 3))
    _, kept = remembering.last_state(solution, kind, x, P)
    dx = remembering.slopes(solution, kind, slope, kept)["dx"]

    def weighed(x: np.ndarray) -> float:
        return float(np.sum(slope * remembering.last_state(solution, kind, x, P)[0]))

    for place in [(1, 0, 1), (7, 2, 2), (0, 1, 5)]:
        nudge = np.zeros_like(x)
        nudge[place] = 1e-5
        assert (weighed(x + nudge) - weighed(x - nudge)) / 2e-5 == pytest.approx(dx[place], abs=1e-8)


@pytest.mark.parametrize("kind", remembering.KINDS)
def test_short_sentences_are_learned(solution: ModuleType, kind: str) -> None:
    """Over a short distance every cell learns the verb."""
    P, shares = remembering.train(solution, kind, objects=1, steps=60)
    assert np.mean(shares[:5]) < 0.9
    assert remembering.share_right(solution, kind, P, agreement.sentences(300, 1, seed=9)) > 0.97
