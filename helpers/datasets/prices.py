"""House prices, generated for teaching: a kink that one neuron can learn, and a surface that needs a larger network.

Sizes are in units of 100 square metres and prices in units of 100,000. The rules below generate the numbers, so the
true relation is known. Every function returns the same arrays each time it is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

FREE_BELOW = 0.4  # a smaller house costs nothing, because it will be pulled down
PER_UNIT = 2.0


def house_prices(m: int = 40, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Sizes and prices of m houses.

    Returns:
        sizes: (m,), from 0.1 to 2.5
        prices: (m,), 0 for houses below 0.4 (40 square metres); above that, 2 per additional unit of size, plus noise
            of standard deviation 0.15
    """
    rng = np.random.default_rng(seed)
    sizes = rng.uniform(0.1, 2.5, m)
    worth = PER_UNIT * (sizes - FREE_BELOW)
    prices = np.clip(worth + rng.normal(0, 0.15, m), 0, None) * (worth > 0)
    return sizes.round(2), prices.round(2)


def baselines(sizes: np.ndarray, prices: np.ndarray, new_sizes: np.ndarray, new_prices: np.ndarray) -> dict[str, float]:
    """Half the mean squared error on new houses of two baselines for a neuron.

    "always the mean price"    the mean of the known prices
    "straight line"            least squares, without a kink
    """
    slope, lift = np.polyfit(sizes, prices, 1)
    return {
        "always the mean price": float(np.mean((prices.mean() - new_prices) ** 2) / 2),
        "straight line": float(np.mean((slope * new_sizes + lift - new_prices) ** 2) / 2),
    }


def neighbourhoods(m: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Houses with four features, and prices that depend on them in a complicated way.

    Returns:
        X: (m, 4), each from -1 to 1: size, bedrooms, distance from the centre, income of the neighbours
        y: (m,), prices with mean near 0 and standard deviation near 1, including a little noise
    """
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (m, 4))
    size, bedrooms, distance, income = X.T
    family = np.sin(2 * size + 3 * bedrooms)
    walk = np.cos(4 * distance) * (1 + size)
    school = 1.5 * income * distance
    y = 0.6 * (family + walk + school) + rng.normal(0, 0.1, m)
    return X, y


def losses_by_size(
    widths: Mapping[str, int], amounts: Sequence[int], repeats: int = 2, seed: int = 1
) -> dict[str, list[float]]:
    """Mean squared error on 1,000 new houses of networks with one hidden layer, by the amount of training data.

    widths: name -> number of hidden neurons. For every amount, `repeats` networks are trained on different sets of
    houses, and their losses are averaged. Returns name -> one loss for each amount.
    """
    import sklearn.neural_network  # noqa: F401  (the limit below applies only to libraries already loaded)
    from threadpoolctl import threadpool_limits

    # These networks are so small that distributing the work over several cores would take longer than the work itself.
    with threadpool_limits(1):
        return {
            name: [float(np.mean([_loss(width, m, seed, turn) for turn in range(repeats)])) for m in amounts]
            for name, width in widths.items()
        }


def _loss(width: int, m: int, seed: int, turn: int) -> float:
    """The loss of one network, trained on m houses, on new houses."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPRegressor

    network = MLPRegressor(
        hidden_layer_sizes=(width,), activation="tanh", solver="lbfgs", alpha=0.02, max_iter=100, random_state=turn
    )
    new_X, new_y = neighbourhoods(1000, seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a few more steps would change little
        network.fit(*neighbourhoods(m, seed + 1 + turn))
    return float(np.mean((network.predict(new_X) - new_y) ** 2))
