"""The same distribution from other random numbers, with the Box-Muller transform."""

import numpy as np


def initialize(n_in, n_out, rng):
    u, v = 1 - rng.random((2, n_out, n_in))
    return 0.1 * np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v), np.zeros((n_out, 1))


def deal(X, Y, size, rng):
    order = np.argsort(rng.random(X.shape[1]))
    cuts = range(size, X.shape[1], size)
    return list(zip(np.split(X[:, order], cuts, axis=1), np.split(Y[:, order], cuts, axis=1), strict=True))
