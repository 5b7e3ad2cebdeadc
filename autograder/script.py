"""What the grader asks of a learner's module, and what comes back. Grader and learner's code share nothing else.

A script is a list of steps. The grader sends a step; the learner's side runs it and answers with an outcome. Both
consist of plain values (see `autograder.plain`), so the same script runs in the sandbox and in the learner's kernel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Action = Literal["call", "ask", "get", "keep"]
"""What a step does; see `Step`."""

FaultKind = Literal[
    "error", "missing", "unattempted", "syntax", "import",
    "timeout", "memory", "output", "died", "protocol", "refused", "machine",
]  # fmt: skip
"""Why a step gave no value; see `Fault`."""


@dataclass(frozen=True)
class Recipe:
    """An argument that is not a plain value: it is built where the learner's code runs.

    kind: "generator"  a NumPy Generator (params: seed)
          "tensor", "variable"  of TensorFlow (value)
          "keras_layer", "keras_model"  (config: what `keras.layers.serialize` returns; weights: a list of arrays or
                None); built by `from_config`, never by loading a file
          "initializer"  the class of a Keras initializer (name), not yet called
          "list_of", "dict_of"  containers of recipes (items)
    """

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Handle:
    """An argument that an earlier step stored on the learner's side (see `Step.keep`)."""

    name: str


@dataclass(frozen=True)
class Callback:
    """An argument that is a function. It runs on the grader's side, with plain arguments.

    `source` is the text of a module that defines `name`. It is ours and never reaches the learner's side: there the
    argument is a proxy that asks over the channel.
    """

    source: str
    name: str


@dataclass(frozen=True)
class Step:
    """One request to the learner's side.

    action: "call"  call the function, the class or (with `on`) the method `target`
            "ask"   answer the question `target` about the object `on`: one of the closed list in
                    `autograder.sandbox.models`, such as `layer_table`, `set_weights`, `predict`, `train`, `slopes`
            "get"   read the attribute `target` of the object `on`; without `on`, of the module
            "keep"  store the one argument under the handle `keep`, so that later steps share it
    keep:   store the result under this handle and return None instead
    """

    target: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    on: str | None = None
    keep: str | None = None
    action: Action = "call"


@dataclass(frozen=True)
class Fault:
    """Why a step gave no value. `frames` are (function, line number, source line), in the learner's module only.

    kind: "error"        the learner's code raised an exception
          "missing"      there is no such function
          "unattempted"  it raised NotImplementedError
          "syntax"       its definition does not compile
          "import"       a statement that it needs failed
          "timeout", "memory", "output", "died", "protocol"  the sandbox ended it
          "machine"      the computer failed: nothing is known about the learner's code
          "refused"      a rule on the source forbids it
    """

    kind: FaultKind
    type: str = ""
    text: str = ""
    frames: tuple[tuple[str, int, str], ...] = ()
    function: str = ""


@dataclass(frozen=True)
class Outcome:
    """The result of a step.

    changed  arguments that the learner's code changed in place: its own name for the argument -> the value afterwards
    places   for those that were passed by position: the name -> the position
    seconds  processor time of the learner's code, without our own work
    entries  those of which only entries were replaced: the arrays in them are as they were
    """

    value: Any = None
    fault: Fault | None = None
    changed: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    printed: str = ""
    places: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    entries: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return self.fault is None
