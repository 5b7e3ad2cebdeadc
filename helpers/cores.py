"""How many cores a notebook's matrix products use: for small matrices, one is quicker than several."""

from __future__ import annotations

import numpy  # noqa: F401  (the limit holds for libraries that are loaded already)
from threadpoolctl import threadpool_limits


def one_core() -> None:
    """Use one core for matrix products from now on.

    NumPy shares each product out between all cores. For matrices of some thousand numbers the cores wait for each other
    longer than they calculate: on two busy cores, training a network of c1w4b takes seven times as long.
    """
    threadpool_limits(1, user_api="blas")
