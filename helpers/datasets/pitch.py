"""Generated points on a football pitch: which team won the ball where. A small set, with some labels due to luck."""

from __future__ import annotations

import numpy as np

LUCK = 0.1
"""The fraction of points whose label is flipped, which no rule can predict."""


def headers(m: int = 180, seed: int = 1, luck: float = LUCK) -> tuple[np.ndarray, np.ndarray]:
    """Where the ball came down, and whether our team won it there.

    The rule: our team wins to the left of a slightly curved line across the pitch. Then `luck` flips some labels.

    Returns:
        X: (2, m), each from -1 to 1: along the pitch and across it
        Y: (1, m), 1 if our team won the ball
    """
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (2, m))
    ours = X[0] < 0.5 * X[1] + 0.35 * X[1] ** 2 - 0.1
    turned = rng.random(m) < luck
    return X, (ours ^ turned).astype(int).reshape(1, m)
