"""Finds properties of an exercise's drawn inputs that hide mistakes: square shapes, a stride of 1, a factor of 1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring import reach
from autograder.authoring import source as text
from autograder.authoring.bundle import Bundle
from autograder.exercise import Exercise
from autograder.key.model import AGAIN, ExerciseKey, Key, KeyCase, Same
from autograder.key.observe import arguments, maker
from autograder.script import Recipe

TELLING: Mapping[str, tuple[frozenset[str], float, str]] = {
    "stride": (frozenset({"stride", "strides", "s"}), 1, "a forgotten stride shows only where it is not 1"),
    "pad": (frozenset({"pad", "padding"}), 0, "a forgotten padding shows only where it is not 0"),
    "factor": (
        frozenset({"learning_rate", "alpha", "lambd", "beta", "beta1", "beta2", "scale", "temperature", "epsilon"}),
        1,
        "a forgotten factor shows only where it is not 1",
    ),
}
"""Arguments that must also take another value to reveal a mistake: their names, the value that hides it, the remark."""

EXAMPLES_IN_COLUMNS = frozenset({"X", "A", "A_prev", "Z", "dA", "dZ", "AL", "Y", "X_train", "Y_train"})
"""Arguments whose columns are examples. A single column hides sums over the examples."""


def lint_exercise(bundle: Bundle, exercise: Exercise, key: Key) -> list[str]:
    """Remarks on one exercise's cases, the most important first. `key` must contain its wrong variants."""
    built = key.exercises[exercise.name]
    built = replace(built, cases=tuple(case for case in built.cases if case.label != AGAIN))
    remarks = list(_remarks(bundle, exercise, built))
    gone = [f"declared unavoidable, but there is no such remark: {name}" for name in exercise.unavoidable]
    return [
        *(remark for remark in remarks if not exercise.unavoidable.get(remark, "").strip()),
        *(sentence for name, sentence in zip(exercise.unavoidable, gone, strict=True) if name not in remarks),
    ]


def _remarks(bundle: Bundle, exercise: Exercise, built: ExerciseKey) -> Iterator[str]:
    given = [_inputs(case, built.parameters) for case in built.cases]
    yield from _axes(given)
    yield from _constants(given)
    yield from _uniform(given)
    yield from _defaults(bundle, exercise, given)
    yield from reach.remarks(given)
    if any(isinstance(value, np.ndarray) for inputs in given for value in inputs.values()):
        yield from _trivial(built)
    yield from _blind_cases(built)
    yield from _twins(built)


def _inputs(case: KeyCase, parameters: Sequence[str]) -> dict[str, Any]:
    """The case's arguments by name (of the last call if there are several); nested ones have dotted names."""
    found: dict[str, Any] = {}
    for step in case.steps:
        known = arguments(step, parameters) if maker(case.steps, step) is None else step.kwargs
        for name, value in known.items():
            found.update(_flat(name, value))
    return found


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _flat(f"{name}.{key}", item)
    elif isinstance(value, Recipe) and "value" in value.params:
        yield from _flat(name, value.params["value"])
    else:
        yield name, value


def _axes(given: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Axes of one array that have the same length in every case could be swapped; an axis of length 1 hides sums."""
    shapes: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for inputs in given:
        for name, value in inputs.items():
            if isinstance(value, np.ndarray):
                shapes[name].append(value.shape)
    for name, seen in shapes.items():
        rank = max(len(shape) for shape in seen)
        full = [shape for shape in seen if len(shape) == rank]
        if set(full) == {(1,) * rank}:
            continue  # the bias of a single unit: nothing can be swapped
        if rank == 2 and all(shape[0] == shape[1] for shape in full):
            yield f"`{name}` is square in every case: rows and columns could be swapped unnoticed"
            continue
        for first in range(rank):
            for second in range(first + 1, rank):
                if all(shape[first] == shape[second] for shape in full) and full[0][first] > 1:
                    yield f"axes {first} and {second} of `{name}` are equally long in every case"
        if rank >= 3 and all(shape[0] == 1 for shape in full):
            yield f"the first axis of `{name}` has length 1 in every case: a batch of one hides sums over the batch"
        if rank == 2 and name.rsplit(".", 1)[-1] in EXAMPLES_IN_COLUMNS and all(shape[1] == 1 for shape in full):
            yield f"`{name}` has a single column in every case: one example hides sums over the examples"


def _constants(given: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Numbers that have the same value in every case, such as a factor of 1."""
    seen: dict[str, list[float]] = defaultdict(list)
    for inputs in given:
        for name, value in inputs.items():
            if isinstance(value, int | float | np.number) and not isinstance(value, bool):
                seen[name].append(float(value))
    for name, drawn in seen.items():
        values = set(drawn)
        last = name.rsplit(".", 1)[-1]
        for names, still, why in TELLING.values():
            if last in names and values == {still}:
                yield f"`{name}` is {still:g} in every case: {why}"
        if len(values) == 1 < len(drawn) and not any(last in names for names, _, _ in TELLING.values()):
            yield f"`{name}` is {drawn[0]:g} in every case: an answer may hard-code it"


def _uniform(given: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Arrays of a single repeated number, such as a gradient of ones, hide factors, orders and terms that cancel."""
    seen: dict[str, list[np.ndarray]] = defaultdict(list)
    for inputs in given:
        for name, value in inputs.items():
            if isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.size > 1:
                seen[name].append(value)
    for name, arrays in seen.items():
        if all(np.all(array == array.flat[0]) for array in arrays):
            yield f"`{name}` repeats a single number in every case: this may hide a factor or an order"


def _defaults(bundle: Bundle, exercise: Exercise, given: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A default value that no case uses may be wrong; if every case uses it, an answer may ignore the argument."""
    ruled = {name for rule in exercise.rules if rule.kind == "defaults" for name in rule.params}
    for name in text.defaults(bundle.reference_source, exercise.name):
        if "print" in name or "verbose" in name or name in ruled:
            continue
        present = sum(name in {key.split(".")[0] for key in inputs} for inputs in given)
        if present == 0:
            yield f"`{name}` is left at its default in every case: an answer may ignore it"
        elif present == len(given):
            yield f"`{name}` is given in every case: its default may be wrong"


def _trivial(built: ExerciseKey) -> Iterator[str]:
    """If every expected number is 0, many wrong answers are right."""
    zeros = 0
    for case in built.cases:
        numbers = [np.asarray(value) for value in _numbers(case.want)]
        zeros += bool(numbers) and all(not np.any(array) for array in numbers)
    if zeros == len(built.cases) and built.cases:
        yield "every expected number is 0 in every case: a forgotten computation would pass"


def _numbers(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _numbers(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, int | float | np.ndarray | np.generic) and np.asarray(value).dtype.kind in "iufc":
        yield value


def _blind_cases(built: ExerciseKey) -> Iterator[str]:
    """A case on which every wrong variant is right reveals no mistake."""
    if not built.variants:
        return
    for number, case in enumerate(built.cases, start=1):
        if case.variants and all(given == Same() for given in case.variants.values()):
            yield f"case {number} ({case.label or 'no label'}) reveals no wrong variant"


def _twins(built: ExerciseKey) -> Iterator[str]:
    """A variant that differs on a single case may go unnoticed when that case changes."""
    for name in built.variants:
        telling = [case for case in built.cases if case.variants.get(name) != Same()]
        if len(telling) == 1 and len(built.cases) > 2 and not telling[0].label:
            yield f"the wrong variant {name!r} differs on one case only; label that case with what is special about it"
