"""Answers a callback on the grader's side: the function is ours, its arguments come from a learner's code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.script import Callback


class Callbacks:
    """The functions of one session. Each step gets them fresh, so that a function may keep a state within a step."""

    def __init__(self) -> None:
        self._functions: dict[Callback, Any] = {}

    def answer(self, callback: Callback, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """The function's value. Whatever it raises over arguments that do not fit becomes one CallbackError."""
        function = self._functions.get(callback)
        if function is None:
            namespace: dict[str, Any] = {"__name__": "callback"}
            exec(compile(callback.source, "<callback>", "exec"), namespace)
            function = self._functions[callback] = namespace[callback.name]
        try:
            return function(*args, **kwargs)
        except Exception as error:
            raise CallbackError(f"{callback.name} cannot be called like this: {error}"[:500]) from None


class CallbackError(Exception):
    """What a learner's code gets when it calls a given function with arguments that do not fit."""
