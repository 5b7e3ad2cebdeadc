"""c2w1b: the notebook, its data, and the effect of regularization."""

from __future__ import annotations

import re
from types import ModuleType

import numpy as np
import pytest

from helpers.datasets.pitch import LUCK, headers
from helpers.scale import scale
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c2w1b-regularization"
    pictures = 7
    wanted = {
        "gaps-table": [
            "avoidable bias  1.0%, variance 10.0%: variance",
            "avoidable bias 15.0%, variance  1.0%: bias",
            "avoidable bias 15.0%, variance 15.0%: both",
            "avoidable bias  0.0%, variance  1.0%: neither",
        ],
        "by-hand": ["cross-entropy 0.6931", "with L2       1.3931", "with L1       0.9931"],
        "l2-backward-by-hand": ["dZ3 -0.1192, dW3 -0.2384, db3 -0.1192", "dZ3 -0.1192, dW3 0.2616, db3 -0.1192"],
        "dropout-units": ["by hand: [6. 0. 4. 0.]", "of 50 units 10.02 are off on average"],
    }
    wanted_at_full_scale = {
        "plain": ["91.7% right in training, 77.3% on new kicks"],
        "l2-trained": ["lambda    1: 81.7% right in training, 87.0% on new kicks"],
        "stopped": ["after 500 steps, 86.0% right"],
    }

    @pytest.mark.slow
    def test_regularization_helps_on_new_kicks(self, solved: Run) -> None:
        """L2 and dropout both beat the plain network on new kicks; too much L2 does not."""
        if scale() == "small":
            pytest.skip("a network that trained for 400 steps has not overfitted yet; `make course` tests this")
        plain, *_ = _new_kicks(solved.printed("plain"))
        _, _, best, too_much = _new_kicks(solved.printed("l2-trained"))
        assert best > plain + 8 and too_much < 60
        assert max(_new_kicks(solved.printed("dropout-trained"))) > plain + 8


def _new_kicks(text: str) -> list[float]:
    return [float(share) for share in re.findall(r"([\d.]+)% on new kicks", text)]


def test_pitch() -> None:
    """The data are reproducible, and a tenth of the labels is noise."""
    X, Y = headers(20_000, seed=5)
    assert X.shape == (2, 20_000) and Y.shape == (1, 20_000) and set(np.unique(Y)) == {0, 1}
    again = headers(20_000, seed=5)
    assert (again[0] == X).all() and (again[1] == Y).all()
    rule = X[0] < 0.5 * X[1] + 0.35 * X[1] ** 2 - 0.1
    assert np.mean(rule != Y[0]) == pytest.approx(LUCK, abs=0.01)


def test_dropout_rate_and_mean(solution: ModuleType) -> None:
    """With keep_prob 0.8 about ten of fifty units are off, and the mean activation stays the same."""
    level = {f"W{n}": np.zeros((size, before)) for n, size, before in ((1, 50, 2), (2, 3, 50), (3, 1, 3))}
    level |= {f"b{n}": np.ones((size, 1)) for n, size in ((1, 50), (2, 3), (3, 1))}
    _, cache = solution.forward_propagation_with_dropout(np.zeros((2, 4000)), level, keep_prob=0.8)
    assert 50 - cache[1].sum(axis=0).mean() == pytest.approx(10, abs=0.3)
    assert cache[2].mean() == pytest.approx(1, abs=0.02)


def test_penalty_shrinks_the_weights(solution: ModuleType) -> None:
    """A step with the L2 penalty shrinks every weight by the share that the text states."""
    rng = np.random.default_rng(1)
    sizes = (2, 4, 3, 1)
    P = {f"W{n}": rng.normal(size=(sizes[n], sizes[n - 1])) for n in (1, 2, 3)}
    P |= {f"b{n}": rng.normal(size=(sizes[n], 1)) for n in (1, 2, 3)}
    X, Y = headers(120)
    _, cache = solution.forward_propagation(X, P)
    with_, without = (solution.backward_propagation_with_regularization(X, Y, cache, lambd) for lambd in (1.0, 0.0))
    for n in (1, 2, 3):
        moved, plain = P[f"W{n}"] - 0.3 * with_[f"dW{n}"], P[f"W{n}"] - 0.3 * without[f"dW{n}"]
        assert moved == pytest.approx(plain - 0.0025 * P[f"W{n}"])
        assert (with_[f"db{n}"] == without[f"db{n}"]).all()


def test_no_regularization_is_the_plain_network(solution: ModuleType) -> None:
    """Without a penalty and without dropout the network is the plain one."""
    rng = np.random.default_rng(2)
    sizes = (2, 4, 3, 1)
    P = {f"W{n}": rng.normal(size=(sizes[n], sizes[n - 1])) for n in (1, 2, 3)}
    P |= {f"b{n}": rng.normal(size=(sizes[n], 1)) for n in (1, 2, 3)}
    X, Y = headers(30)
    A3, cache = solution.forward_propagation(X, P)
    dropped, masked = solution.forward_propagation_with_dropout(X, P, 1.0)
    assert dropped == pytest.approx(A3)
    plain = solution.backward_propagation_with_regularization(X, Y, cache, 0.0)
    for name, value in solution.backward_propagation_with_dropout(X, Y, masked, 1.0).items():
        assert value == pytest.approx(plain[name]), name
