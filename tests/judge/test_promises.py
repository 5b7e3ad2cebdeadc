"""What every docstring promises tacitly: arguments stay as they are, and calls do not influence each other."""

from __future__ import annotations

import pytest

from autograder.judge.judge import ARGUMENT_CHANGED, KEPT_BETWEEN_CALLS
from tests.judge.conftest import edited, judged

RETURN = "return X_c, mean"
REMEMBERED = """
_seen = {}


def center(X):
    if X.shape not in _seen:
        mean = np.mean(X, axis=1, keepdims=True)
        _seen[X.shape] = X - mean, mean
    return _seen[X.shape]
"""


class TestArguments:
    @pytest.mark.parametrize("change", ["X[0] += 1", "X[:] = X_c", "X.sort()", "X *= 2", "X.shape = X.shape[::-1]"])
    def test_changed_ones_are_named(self, change: str) -> None:
        """An answer with the right values that changes its argument is wrong, and the message says which one."""
        result = judged("e1", edited("e1", (RETURN, f"{change}\n    {RETURN}")), "center")
        assert (result.verdict, result.fraction, result.misconception) == ("wrong", 0.0, ARGUMENT_CHANGED)
        assert result.message == "`center` changes its argument `X`; the caller still needs it."

    def test_the_parameter_may_have_another_name(self) -> None:
        """The message uses the reference's name for the parameter."""
        code = "\n\ndef center(M):\n    mean = M.mean(axis=1, keepdims=True)\n    M -= mean\n    return M, mean\n"
        assert "argument `X`;" in judged("e1", edited("e1") + code, "center").message

    def test_changing_and_restoring_is_allowed(self) -> None:
        """An argument that is as before when the function returns was not changed."""
        change = "kept = X[0].copy()\n    X[0] += 1\n    X[0] = kept"
        assert judged("e1", edited("e1", (RETURN, f"{change}\n    {RETURN}")), "center").verdict == "pass"

    def test_wrong_values_come_first(self) -> None:
        """If the values are wrong as well, the message is about the values."""
        result = judged("e1", edited("e1", (RETURN, "X += 1\n    return X_c + 1, mean")), "center")
        assert result.fraction < 1 and result.message.startswith("`X_c[0, 0]`")

    def test_declared_ones_are_compared(self) -> None:
        """An argument that the exercise updates is not complained about."""
        assert judged("e5", edited("e5"), "remember").verdict == "pass"


class TestCalls:
    def test_results_kept_by_shape_are_found(self) -> None:
        """A result that is kept for the next call with the same shapes is refused, with its cause."""
        result = judged("e1", edited("e1") + REMEMBERED, "center")
        assert (result.verdict, result.misconception) == ("wrong", KEPT_BETWEEN_CALLS)
        assert any("earlier call" in line for line in result.details)

    def test_a_cache_by_value_is_allowed(self) -> None:
        """A cache that distinguishes all inputs gives right results."""
        source = edited("e1") + REMEMBERED.replace("X.shape", "X.tobytes()")
        assert judged("e1", source, "center").verdict == "pass"
