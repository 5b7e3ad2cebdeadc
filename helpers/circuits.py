"""Networks whose weights were not learned but made by hand, to show what depth can do.

Each function returns a dictionary of parameters, "W1", "b1", ..., "WL", "bL", for a network with ReLU in the hidden
layers and the sigmoid in the last one.
"""

from __future__ import annotations

from itertools import product

import numpy as np

Parameters = dict[str, np.ndarray]


def all_bits(n: int) -> np.ndarray:
    """Every pattern of n bits as a column of 0 and 1: shape (n, 2**n)."""
    return np.array(list(product([0.0, 1.0], repeat=n))).T


def xor_tree(n: int) -> Parameters:
    """Is an odd number of n bits 1? Bits in pairs, then pairs of pairs: 2n - 2 hidden units. n is a power of 2.

    Two units compute the XOR of p and q: relu(p - q) + relu(q - p) is 1 if exactly one of them is 1. The weights of the
    next layer compute this sum.
    """
    if n < 2 or n & (n - 1):
        raise ValueError(f"n is {n}; it must be 2, 4, 8, 16, ...")
    parameters: Parameters = {}
    layer = 1
    sums: np.ndarray = np.eye(n)
    while n > 1:
        differences = np.kron(np.eye(n // 2), [[1.0, -1.0], [-1.0, 1.0]])
        parameters[f"W{layer}"], parameters[f"b{layer}"] = differences @ sums, np.zeros((n, 1))
        sums = np.kron(np.eye(n // 2), [[1.0, 1.0]])
        n, layer = n // 2, layer + 1
    parameters[f"W{layer}"], parameters[f"b{layer}"] = 20 * sums, np.array([[-10.0]])
    return parameters


def one_unit_per_pattern(n: int) -> Parameters:
    """Is an odd number of n bits 1? One hidden layer with a unit for each pattern with an odd sum: 2**(n - 1) units.

    A pattern's unit adds the bits that should be 1, subtracts those that should be 0, and is 1 for its own pattern
    alone: the sum for any other pattern is lower by at least 1.
    """
    patterns = all_bits(n)
    odd = patterns[:, patterns.sum(axis=0) % 2 == 1].T
    return {
        "W1": 2 * odd - 1,
        "b1": 1 - odd.sum(axis=1, keepdims=True),
        "W2": np.full((1, len(odd)), 20.0),
        "b2": np.array([[-10.0]]),
    }


def zigzag(layers: int) -> Parameters:
    """A tent over [0, 1], up to 1 and down again, composed with itself once for each hidden layer; two units per layer.

    The tent is 2 relu(x) - 4 relu(x - 1/2). The output before the last sigmoid has 2**layers straight pieces.
    """
    tent, kinks = np.array([[2.0, -4.0]]), np.array([[0.0], [-0.5]])
    parameters = {"W1": np.ones((2, 1)), "b1": kinks}
    for layer in range(2, layers + 1):
        parameters[f"W{layer}"], parameters[f"b{layer}"] = np.ones((2, 1)) @ tent, kinks
    parameters[f"W{layers + 1}"], parameters[f"b{layers + 1}"] = tent, np.zeros((1, 1))
    return parameters


def hidden_units(parameters: Parameters) -> int:
    """The number of units between the inputs of a network and its last layer."""
    biases = [parameters[name] for name in parameters if name.startswith("b")]
    return sum(len(bias) for bias in biases) - len(parameters[f"b{len(biases)}"])
