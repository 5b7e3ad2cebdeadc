"""Example of random answers whose parts must be consistent."""

import numpy as np


def thin(x, keep, rng):
    """
    Drop each entry of x with probability 1 - keep, and scale up the others by 1 / keep.

    Arguments:
        x: array (n, m)
        keep: probability of keeping an entry, between 0 and 1
        rng: np.random.Generator

    Returns:
        mask: (n, m), True where an entry is kept
        thinned: (n, m)

    Example:
        >>> thin(np.ones((1, 2)), 1.0, np.random.default_rng(1))[1].tolist()
        [[1.0, 1.0]]
    """
    ### BEGIN SOLUTION
    mask = rng.random(x.shape) < keep
    return mask, x * mask / keep
    ### END SOLUTION


def turn(pictures, rng):
    """
    Rotate each picture by a random number of quarter turns, from 0 to 3.

    Arguments:
        pictures: array (m, n, n)
        rng: np.random.Generator

    Returns:
        turned: (m, n, n)

    Example:
        >>> turn(np.ones((1, 2, 2)), np.random.default_rng(1)).tolist()
        [[[1.0, 1.0], [1.0, 1.0]]]
    """
    ### BEGIN SOLUTION
    quarters = rng.integers(0, 4, len(pictures))
    return np.stack([np.rot90(pictures[i], quarters[i]) for i in range(len(pictures))])
    ### END SOLUTION
