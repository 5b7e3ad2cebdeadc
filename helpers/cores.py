"""The number of cores that a notebook's matrix products use: for small matrices, one is faster than several."""

from __future__ import annotations

import numpy  # noqa: F401  (the limit holds for libraries that are loaded already)
from threadpoolctl import threadpool_limits


def one_core() -> None:
    """Use one core for matrix products from now on.

    NumPy divides each product among all cores. With matrices of a few thousand numbers, the cores spend more time
    waiting for each other than computing: on two busy cores, training a network of c1w4b takes seven times as long.
    """
    threadpool_limits(1, user_api="blas")
