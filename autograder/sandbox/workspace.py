"""A loaded module that executes steps: the learner's side of a script, in the jailed child or the learner's kernel.

Everything that it returns is a claim of the learner's process, and the judge treats it as one.
"""

from __future__ import annotations

import inspect
import re
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.plain import Limits, PlainError, dumps
from autograder.sandbox import models
from autograder.sandbox.capture import Captured, captured
from autograder.sandbox.faults import cut, describe
from autograder.sandbox.loading import load
from autograder.sandbox.recipes import build, has_marks
from autograder.script import Callback, Fault, Outcome, Step

Answer = Callable[[Callback, tuple[Any, ...], Mapping[str, Any]], Any]

_NO_LIMITS = Limits(frame=1 << 62, header=1 << 62, items=1 << 62, pairs=1 << 62)


@dataclass(frozen=True)
class LearnerModule:
    """
    name       the module's name
    source     its text as it was saved
    stand_ins  name of a function -> source of the function that replaces it after loading
    """

    name: str
    source: bytes
    stand_ins: Mapping[str, str] = field(default_factory=dict)


class Workspace:
    """
    answer    computes a callback's value: asks over the channel, or calls the function here
    through   exceptions that pass through instead of becoming faults
    register  whether `import <module>` finds the module; in a learner's kernel their own import stays unchanged
    """

    def __init__(
        self,
        module: LearnerModule,
        answer: Answer,
        through: tuple[type[BaseException], ...] = (),
        register: bool = False,
    ) -> None:
        self.filename = f"{module.name}.py"
        self.module = types.ModuleType(module.name)
        self.module.__file__ = self.filename
        self.answer = answer
        self.through = through
        self.kept: dict[str, Any] = {}
        if register:
            sys.modules[module.name] = self.module
        with captured() as capture:
            self.faults, self.lines = load(module.source, self.filename, vars(self.module), through)
        self.said: Captured | None = capture
        for name, text in module.stand_ins.items():
            vars(self.module)[name] = _stand_in(name, text)
            self.faults.pop(name, None)

    def run(self, step: Step) -> Outcome:
        """Execute a step. The first outcome also has what was printed, and the warnings, during loading."""
        with captured() as capture:
            try:
                outcome = self._execute(step)
            except self.through:
                raise
            except _Faulty as error:
                outcome = Outcome(fault=error.fault)
            except BaseException as error:
                outcome = Outcome(fault=self._explain(describe(error, self.filename, self.lines), error))
        loading, self.said = self.said, None
        if loading is not None:
            capture.warned[:0] = loading.warned
            capture.stream.kept[:0] = loading.stream.kept
        warned = tuple(dict.fromkeys(capture.warned))
        return replace(outcome, warnings=warned, printed=cut(capture.stream.text(), capture.stream.most))

    def _execute(self, step: Step) -> Outcome:
        """The outcome of a step that succeeds."""
        arguments = [build(value, self.kept, self._proxy) for value in step.args]
        named = {name: build(value, self.kept, self._proxy) for name, value in step.kwargs.items()}
        if step.action == "keep":
            return self._keep(step, arguments[0])
        if step.action == "ask":
            return self._keep(step, models.ask(self.kept[step.on or ""], step.target, arguments, named))
        target = self._target(step)
        if step.action == "get":
            return self._keep(step, target)
        if not callable(target):
            raise _Faulty(Fault("missing", "TypeError", f"`{step.target}` is there, but it is not a function."))
        before = _Snapshot(target, step, arguments, named)
        value = target(*arguments, **named)
        return before.mark_changes(self._keep(step, value))

    def _target(self, step: Step) -> Any:
        if step.on is not None:
            return getattr(self.kept[step.on], step.target)
        try:
            return vars(self.module)[step.target]
        except KeyError:
            fault = self.faults.get(step.target) or self._run_together(step.target) or self.faults.get("")
            if fault is not None and (step.target in self.faults or fault.kind == "syntax"):
                raise _Faulty(_about(fault, step.target)) from None
            text = f"There is no function `{step.target}` in {self.filename}."
            raise _Faulty(Fault("missing", "AttributeError", text, function=step.target)) from None

    def _run_together(self, name: str) -> Fault | None:
        """The fault of a definition without its bracket, such as `def reluz):`, whose name has run into a parameter."""
        start = re.compile(rf"(async\s+)?def\s+{re.escape(name)}\w*[^\w(]")
        faults = (fault for fault in self.faults.values() if fault.kind == "syntax" and fault.frames)
        found = next((fault for fault in faults if start.match(fault.frames[-1][2])), None)
        return found and replace(found, frames=((name, *found.frames[-1][1:]),))

    def _keep(self, step: Step, value: Any) -> Outcome:
        if step.keep is None:
            return Outcome(value)
        self.kept[step.keep] = value
        return Outcome()

    def _explain(self, fault: Fault, error: BaseException) -> Fault:
        """For a NameError about something that failed to load: the fault of loading it."""
        if isinstance(error, NameError) and isinstance(error.name, str) and error.name in self.faults:
            return _about(self.faults[error.name], error.name)
        return fault

    def _proxy(self, callback: Callback) -> Callable[..., Any]:
        def asked(*args: Any, **kwargs: Any) -> Any:
            return self.answer(callback, args, kwargs)

        asked.__name__ = asked.__qualname__ = callback.name
        return asked


class _Faulty(Exception):
    """Ends a step with a fault that is not an exception of the learner's code."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.text)
        self.fault = fault


@dataclass(frozen=True)
class _Argument:
    """An argument before the call: its position or name, the object, and its image."""

    place: int | str
    value: Any
    image: Any


class _Snapshot:
    """The arguments before a call, to find out afterwards which of them the learner's code changed in place."""

    def __init__(self, target: Any, step: Step, args: list[Any], named: dict[str, Any]) -> None:
        self.target, self.count = target, len(args)
        places: list[tuple[int | str, Any, Any]] = [*zip(range(len(args)), step.args, args, strict=True)]
        places += [(name, step.kwargs[name], value) for name, value in named.items()]
        self.before = [
            _Argument(place, value, _image(value))
            for place, plain, value in places
            if _can_change(value) and not has_marks(plain)
        ]

    def mark_changes(self, outcome: Outcome) -> Outcome:
        """The outcome with the arguments that were changed since, under the names that the learner's code has."""
        found = [argument for argument in self.before if _image(argument.value) != argument.image]
        if not found:
            return outcome
        names = _parameter_names(self.target, self.count)
        named = {names[item.place] if isinstance(item.place, int) else item.place: item for item in found}
        places = {name: item.place for name, item in named.items() if isinstance(item.place, int)}
        return replace(outcome, changed={name: item.value for name, item in named.items()}, places=places)


def _can_change(value: Any) -> bool:
    return isinstance(value, list | dict | tuple | bytearray) or type(value).__name__ == "ndarray"


def _image(value: Any) -> Any:
    """Images are equal if the values are. This calls no `__eq__` of the values, and NaN equals itself."""
    if type(value).__name__ == "ndarray" and getattr(value.dtype, "kind", "") in "biufc":
        return str(value.dtype.str), tuple(value.shape), bytes(value.tobytes())
    try:
        return dumps(value, _NO_LIMITS)
    except PlainError:
        return b""


def _parameter_names(target: Any, count: int) -> list[str]:
    try:
        parameters = inspect.signature(target).parameters.values()
    except (TypeError, ValueError):
        parameters = ()  # type: ignore[assignment]
    names = [item.name for item in parameters if item.kind in (item.POSITIONAL_ONLY, item.POSITIONAL_OR_KEYWORD)]
    return [names[i] if i < len(names) else f"argument {i + 1}" for i in range(count)]


def _about(fault: Fault, function: str) -> Fault:
    return Fault(fault.kind, fault.type, fault.text, fault.frames, function)


def _stand_in(name: str, source: str) -> Any:
    import numpy as np

    namespace: dict[str, Any] = {"np": np, "__name__": "stand_in"}
    exec(compile(source, "<stand-in>", "exec"), namespace)
    return namespace[name]
