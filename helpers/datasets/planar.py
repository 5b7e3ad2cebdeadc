"""Generated points in the plane, in two classes that no straight line separates, to show what a network does.

Every function returns inputs X of shape (2, m) and labels Y of shape (1, m), each 0 or 1. The same arguments always
give the same arrays; another `seed` gives new points of the same kind, for testing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

Points = tuple[np.ndarray, np.ndarray]


def flower(m: int = 400, seed: int = 1, petals: int = 6, noise: float = 0.25) -> Points:
    """Petals in two alternating colours around the origin, about 4 long; `noise` blurs their edges."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, 2 * np.pi, m)
    Y = np.floor(angle * petals / (2 * np.pi)).astype(int) % 2
    length = 4 * np.abs(np.sin(petals * angle / 2))
    X = length * np.array([np.cos(angle), np.sin(angle)]) + noise * rng.normal(size=(2, m))
    return X, Y.reshape(1, m)


def moons(m: int = 300, seed: int = 1, noise: float = 0.2) -> Points:
    """Two interleaved half circles of radius 1."""
    rng = np.random.default_rng(seed)
    Y = np.arange(m) % 2
    angle = rng.uniform(0, np.pi, m)
    X = np.where(Y, [1 - np.cos(angle), 0.4 - np.sin(angle)], [np.cos(angle), np.sin(angle)])
    return X + noise * rng.normal(size=(2, m)), Y.reshape(1, m)


def rings(m: int = 300, seed: int = 1, noise: float = 0.2) -> Points:
    """Class 1 on a circle of radius 0.8, class 0 on a circle of radius 1.6 around it."""
    rng = np.random.default_rng(seed)
    Y = np.arange(m) % 2
    angle, radius = rng.uniform(0, 2 * np.pi, m), np.where(Y, 0.8, 1.6)
    X = radius * np.array([np.cos(angle), np.sin(angle)])
    return X + noise * rng.normal(size=(2, m)), Y.reshape(1, m)


def spirals(m: int = 300, seed: int = 1, noise: float = 0.12) -> Points:
    """Two spiral arms that wind once around each other."""
    rng = np.random.default_rng(seed)
    Y = np.arange(m) % 2
    turn = np.sqrt(rng.uniform(0.02, 1, m))
    angle = 2 * np.pi * turn + np.pi * Y
    X = 2 * turn * np.array([np.cos(angle), np.sin(angle)])
    return X + noise * rng.normal(size=(2, m)), Y.reshape(1, m)


def checkerboard(m: int = 300, seed: int = 1, noise: float = 0.1) -> Points:
    """Four squares, with one class on each diagonal: "exclusive or" of the signs of the coordinates."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1.5, 1.5, (2, m))
    Y = (X[0] > 0) ^ (X[1] > 0)
    return X + noise * rng.normal(size=(2, m)), Y.astype(int).reshape(1, m)


FOUR_MORE: Mapping[str, Callable[..., Points]] = MappingProxyType(
    {"moons": moons, "rings": rings, "spirals": spirals, "checkerboard": checkerboard}
)


def straight_line(X: np.ndarray, Y: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """This week's baseline: logistic regression from scikit-learn.

    Returns a function from points (2, k) to their probabilities of class 1, (1, k). Its decision boundary is a straight
    line.
    """
    from sklearn.linear_model import LogisticRegression

    learned = LogisticRegression().fit(X.T, Y[0])
    return lambda points: learned.predict_proba(points.T)[:, 1].reshape(1, -1)


def linear_network(X: np.ndarray, Y: np.ndarray, n_h: int, seed: int = 1) -> Callable[[np.ndarray], np.ndarray]:
    """A scikit-learn network with n_h linear hidden neurons, g(z) = z. Returns a function like `straight_line`."""
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier((n_h,), activation="identity", solver="lbfgs", alpha=1e-3, max_iter=500, random_state=seed)
    network.fit(X.T, Y[0])
    return lambda points: network.predict_proba(points.T)[:, 1].reshape(1, -1)
