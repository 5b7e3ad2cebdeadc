"""What is asked of a learner's module, and what comes back: the only language between grader and learner's code.

A script is a list of steps. The grader sends a step, the learner's side runs it and answers with an outcome. Both are
plain values (see `autograder.plain`), so the same script runs in the sandbox's child and in the learner's own kernel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Recipe:
    """An argument that is no plain value and is built where the learner's code runs.

    Kinds: `generator` (a NumPy Generator: seed), `tensor` (a TensorFlow tensor: value), `variable` (a TensorFlow
    variable: value), `keras_layer` and `keras_model` (config: `keras.layers.serialize`'s plain form; weights: list of
    arrays or None; built by `from_config`, never by loading a file), `list_of` and `dict_of` (items: containers that
    hold recipes).
    """

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Handle:
    """An argument that an earlier step kept on the learner's side (`Step.keep`)."""

    name: str


@dataclass(frozen=True)
class Callback:
    """A function argument that the grader's side answers, one plain call at a time.

    `source` is the text of a module that defines `name`. It is ours, runs on the grader's side, and never reaches the
    learner's side: there the argument is a proxy that asks over the channel.
    """

    source: str
    name: str


@dataclass(frozen=True)
class Step:
    """One request to the learner's side.

    action: "call"  run the function, class or (with `on`) method `target`
            "ask"   answer a question of the closed list in `autograder.sandbox.models` about the object `on`, such as
                    `layer_table`, `set_weights`, `weights`, `predict`, `train`, `form`, `slopes`
            "get"   read the attribute `target` of the object `on`; without `on`, the module's own `target`
            "keep"  store the one argument behind the handle `keep`, so that later steps share it
    keep:   store the result (of a call, a question) behind this handle and return None in its place
    """

    target: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    on: str | None = None
    keep: str | None = None
    action: str = "call"


@dataclass(frozen=True)
class Fault:
    """Why a step gave no value. `frames` are (function, line number, source line) of the learner's module alone.

    kind: "error" the learner's code raised; "missing" there is no such function; "unattempted" it raised
          NotImplementedError; "syntax" its definition does not compile; "import" a statement it needs failed;
          "timeout", "memory", "output", "died", "protocol" the sandbox ended it; "refused" a rule on the source.
    """

    kind: str
    type: str = ""
    text: str = ""
    frames: tuple[tuple[str, int, str], ...] = ()
    function: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a step gave.

    changed  arguments that the learner's code changed in place: the name it has for them -> the value after
    places   of those of them that were given by position: the name -> which one it was
    """

    value: Any = None
    fault: Fault | None = None
    changed: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    printed: str = ""
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.fault is None
