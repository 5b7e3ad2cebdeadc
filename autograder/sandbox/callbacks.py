"""Answers callbacks on the grader's side: the function is ours, but its arguments come from a learner's code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.script import Callback


class Callbacks:
    """The functions that a step may call. Each step gets new ones, so that a function can keep state within a step."""

    def __init__(self) -> None:
        self._functions: dict[Callback, Any] = {}

    def answer(self, callback: Callback, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """The function's value. Raises CallbackError if the function raises any exception."""
        function = self._functions.get(callback)
        if function is None:
            namespace: dict[str, Any] = {"__name__": "callback"}
            exec(compile(callback.source, "<callback>", "exec"), namespace)
            function = self._functions[callback] = namespace[callback.name]
        try:
            return function(*args, **kwargs)
        except Exception as error:
            # Keys store this text for wrong variants: if it changes, the keys must be built again.
            raise CallbackError(f"{callback.name} cannot be called like this: {error}"[:500]) from None


class CallbackError(Exception):
    """Raised in a learner's code that calls a callback with the wrong arguments."""
