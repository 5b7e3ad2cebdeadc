"""Points on a football pitch, made up: from where on it a ball went to which team. Few of them, and some are luck."""

from __future__ import annotations

import numpy as np

LUCK = 0.1
"""The share of points whose label is turned round: no rule can know them."""


def headers(m: int = 180, seed: int = 1, luck: float = LUCK) -> tuple[np.ndarray, np.ndarray]:
    """Where the ball came down, and whether our team got it there.

    The rule: our team is strong on the left of a gently bent line across the pitch. Then `luck` turns some labels.

    Returns:
        X: (2, m), each from -1 to 1: along the pitch and across it
        Y: (1, m), 1 where it was our team
    """
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (2, m))
    ours = X[0] < 0.5 * X[1] + 0.35 * X[1] ** 2 - 0.1
    turned = rng.random(m) < luck
    return X, (ours ^ turned).astype(int).reshape(1, m)
