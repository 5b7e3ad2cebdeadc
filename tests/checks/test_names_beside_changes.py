"""Returned values keep their names in exercises that also change an argument in place.

The card of c2w3a's batch_norm_forward said `returned[0]` where it meant `Z_tilde`.
"""

from __future__ import annotations

import numpy as np

from autograder.checks import KINDS

NAMES = {"names": ("Z_tilde", "cache")}


def observed(Z: np.ndarray, mean: float) -> dict[str, object]:
    """The form that `autograder.key.observe.value_of` gives."""
    return {"returned": (Z, {"std": 2.0}), "running": {"mean": mean}}


def test_returned_values_keep_their_names() -> None:
    """The first of two results is called by its name."""
    want = observed(np.array([[1.0, 2.0]]), 3.0)
    (difference,) = KINDS["close"].judge(observed(np.array([[1.0, 5.0]]), 3.0), want, NAMES).differences
    assert difference.quantity == "Z_tilde"
    assert difference.path == ("returned", "Z_tilde")


def test_changed_arguments_keep_their_names() -> None:
    """An argument that was changed in place keeps its own name."""
    want = observed(np.array([[1.0, 2.0]]), 3.0)
    (difference,) = KINDS["close"].judge(observed(np.array([[1.0, 2.0]]), 4.0), want, NAMES).differences
    assert difference.path == ("running", "mean")
