"""c1w1: the notebook, its house prices, and the claims of its text."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from helpers.datasets import prices
from tests.content import notebooks
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c1w1-first-neuron"
    pictures = 9
    wanted = {
        "predict-example": ["[0.  0.5 2.5]"],
        "measured": ["J  = 0.1458", "dw = 0.3333", "db = 0.0833"],
        "show-houses": ["'straight line': 0.0169"],
        "fit": ["the kink is at 0.40", "'your neuron': 0.0114"],
        "learning-rates": ["rate  0.8: last cost 2.4948", "guesses above 0: 0 of 40"],
    }


def test_house_prices() -> None:
    """House prices are reproducible, never negative, and new for another seed."""
    sizes, sold = prices.house_prices(40)
    again = prices.house_prices(40)
    assert (sizes == again[0]).all() and (sold == again[1]).all()
    assert sizes.shape == sold.shape == (40,)
    assert sold.min() == 0 and (sold[sizes < prices.FREE_BELOW] == 0).all()
    assert not np.isin(prices.house_prices(200, seed=2)[0], sizes).all()


def test_neuron_beats_the_straight_line() -> None:
    """The neuron's error on new houses is less than 70 % of the straight line's."""
    fn = notebooks.load(TestNotebook.name).bundle.solution_namespace()
    sizes, sold = prices.house_prices(40)
    new_sizes, new_sold = prices.house_prices(200, seed=2)
    bar = prices.baselines(sizes, sold, new_sizes, new_sold)
    w, b, costs = fn.fit_price(sizes, sold, 0.3, 300)
    error = np.mean((fn.predict_price(new_sizes, w, b) - new_sold) ** 2) / 2
    assert (w, b, -b / w) == pytest.approx((2.0, -0.8, 0.4), abs=0.03)
    assert error < 0.7 * bar["straight line"] < bar["always the mean price"]
    assert all(after < before for before, after in pairwise(costs[:50]))


@pytest.mark.slow
def test_large_network_gains_most_from_data() -> None:
    """With more data, the large network improves the longest."""
    amounts = [15, 150, 1500]
    losses = prices.losses_by_size({"small": 2, "medium": 6, "large": 32}, amounts)
    first, _, last = np.array([losses[name] for name in ("small", "medium", "large")]).T
    assert first.min() > 0.5 * first.max()
    assert last[0] > 3 * last[1] > 6 * last[2]
    assert losses["small"][1] < 1.5 * losses["small"][2] < 0.6
