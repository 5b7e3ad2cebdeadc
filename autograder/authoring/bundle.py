"""Loads one assignment's solutions by path, so that nothing imports `solutions` by name."""

from __future__ import annotations

import hashlib
import importlib
import itertools
import re
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.authoring import source as text
from autograder.authoring.given import support_code
from autograder.authoring.source import AuthorError
from autograder.exercise import Assignment, Exercise, Version
from autograder.project import Project, assignment_folders, short_name

__all__ = ["AuthorError", "Bundle", "find", "list_bundles", "load_bundle"]

_serial = itertools.count()


@dataclass(frozen=True)
class Form:
    """How an exercise is turned into text for a digest.

    code     rewrites each piece of Python source
    without  names of fields to leave out, wherever they occur
    """

    code: Callable[[str], str] = str
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Bundle:
    """An assignment with its source texts. `package` is the private name under which it was loaded."""

    assignment: Assignment
    folder: Path
    package: str
    reference_source: str
    references_source: str
    exercises_source: str

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(exercise.name for exercise in self.assignment.exercises)

    def exercise(self, name: str) -> Exercise:
        for exercise in self.assignment.exercises:
            if exercise.name == name:
                return exercise
        raise AuthorError(f"{self.assignment.name} has no exercise `{name}`; it has {', '.join(self.names)}")

    def references(self) -> types.ModuleType:
        """A fresh namespace of `references.py`, in which the caller may replace functions."""
        return self._execute("references", self.references_source, self.folder / "references.py")

    def solution_namespace(self, source: str | None = None) -> types.ModuleType:
        """A fresh module with the reference's text, or with an edited one."""
        module = self.assignment.module
        return self._execute(module, self.reference_source if source is None else source, self.folder / f"{module}.py")

    def version_source(self, exercise: Exercise | str, version: Version) -> str:
        """The reference module's text with one exercise in another version."""
        name = exercise if isinstance(exercise, str) else exercise.name
        who = f"{self.assignment.short}.{name}, version {version.name!r}"
        if bool(version.code) == bool(version.edits):
            raise AuthorError(f"{who}: give either edits or code")
        if version.edits:
            return text.apply_edits(self.reference_source, name, version.edits, who)
        text.definition(version.code, name)
        return text.replace_span(self.reference_source, text.definition(self.reference_source, name), version.code)

    def combined_source(self, exercise: Exercise, first: Version, second: Version) -> str | None:
        """The module with the edits of both versions; None if they touch the same text or a version has no edits."""
        if not (first.edits and second.edits):
            return None
        for edits in ((*first.edits, *second.edits), (*second.edits, *first.edits)):
            try:
                return text.apply_edits(self.reference_source, exercise.name, edits, exercise.name)
            except AuthorError:
                continue
        return None

    def digest(self, exercise: Exercise | str) -> str:
        """A hash of everything that the exercise's key depends on. The texts of other exercises do not affect it."""
        if isinstance(exercise, str):
            exercise = self.exercise(exercise)
        own = any(exercise is item for item in self.assignment.exercises)
        if own and exercise.name in self._digests:
            return self._digests[exercise.name]
        without_proofs = replace(exercise, gradients=None, no_gradients="", unavoidable={})
        digest = hashlib.sha256("\0".join(self.parts_of(without_proofs, Form())).encode()).hexdigest()[:20]
        if own:
            self._digests[exercise.name] = digest
        return digest

    def parts_of(self, exercise: Exercise, form: Form) -> list[str]:
        """The texts that an exercise's results depend on."""
        parts = [self.assignment.name, self.assignment.module, repr(self.assignment.packages)]
        for name in (exercise.name, *exercise.uses):
            for source in (self.reference_source, self.references_source):
                parts.append(form.code(text.closure(source, name)))
        parts += [form.code(self.exercise(used).stand_in) for used in exercise.uses]
        parts.append(self._describe(exercise, form))
        modules = support_code("\n".join(parts))
        return [*parts, "".join(f"\0{name}\0{form.code(modules[name])}" for name in sorted(modules))]

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    def _describe(self, value: Any, form: Form) -> str:
        if callable(value) and not isinstance(value, type) and not is_dataclass(value):
            name = getattr(value, "__name__", "")
            inside = getattr(value, "__module__", "").startswith(self.package)
            known = inside and name.isidentifier() and self._closure(value.__module__, name)
            return form.code(known or self.exercises_source)
        if is_dataclass(value) and not isinstance(value, type):
            shown = [item.name for item in fields(value) if item.name not in form.without]
            inner = ", ".join(f"{name}={self._describe(getattr(value, name), form)}" for name in shown)
            return f"{type(value).__name__}({inner})"
        if isinstance(value, tuple | list):
            return "(" + ", ".join(self._describe(item, form) for item in value) + ")"
        if isinstance(value, dict):
            pairs = (f"{key!r}: {self._describe(item, form)}" for key, item in sorted(value.items()))
            return "{" + ", ".join(pairs) + "}"
        return repr(value)

    def _closure(self, module: str, name: str) -> str:
        """The closure of a function of the exercises, and the whole text of each sibling file that its file imports."""
        source = _read(Path(str(sys.modules[module].__file__)))
        own = text.closure(source, name)
        siblings = sorted(set(re.findall(r"^from \.(\w+) import", source, re.MULTILINE)) if own else ())
        parent = self.folder / "exercises"
        return own + "".join(_read(parent / f"{sibling}.py") for sibling in siblings)

    def _execute(self, name: str, source: str, path: Path) -> types.ModuleType:
        module = types.ModuleType(f"{self.package}.{name}")
        module.__package__ = self.package
        module.__file__ = str(path)
        exec(compile(source, str(path), "exec"), module.__dict__)
        return module


def load_bundle(folder: Path | str) -> Bundle:
    """Load `solutions/<assignment>/`. Raises AuthorError if files are missing or contradict each other."""
    folder = Path(folder).resolve()
    if folder not in assignment_folders(folder.parent):
        raise AuthorError(f"{folder} contains neither exercises.py nor exercises/__init__.py")
    package = f"_gradus_bundle_{next(_serial)}"
    parent = types.ModuleType(package)
    parent.__path__ = [str(folder)]
    sys.modules[package] = parent
    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        exercises = importlib.import_module(f"{package}.exercises")
    finally:
        sys.dont_write_bytecode = writes_bytecode
    found = {id(value): value for value in vars(exercises).values() if isinstance(value, Assignment)}
    if len(found) != 1:
        raise AuthorError(f"the exercises of {folder} must define exactly one Assignment, but define {len(found)}")
    (assignment,) = found.values()
    if assignment.name != folder.name:
        raise AuthorError(f"{folder} contains the assignment {assignment.name!r}; the folder must have the same name")
    references = folder / "references.py"
    bundle = Bundle(
        assignment,
        folder,
        package,
        _read(folder / f"{assignment.module}.py"),
        _read(references) if references.is_file() else "",
        "\n".join(_read(path) for path in _exercise_files(folder)),
    )
    _validate(bundle)
    return bundle


def _exercise_files(folder: Path) -> list[Path]:
    module = folder / "exercises.py"
    return [module] if module.is_file() else sorted((folder / "exercises").glob("*.py"))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise AuthorError(f"{path} cannot be read: {error.strerror}") from error


def _validate(bundle: Bundle) -> None:
    """Check the declarations when they are loaded, not only when the first key is built. Raises AuthorError."""
    seen: set[str] = set()
    for exercise in bundle.assignment.exercises:
        who = f"{bundle.assignment.short}.{exercise.name}"
        if exercise.name in seen:
            raise AuthorError(f"{who} is declared twice")
        text.definition(bundle.reference_source, exercise.name)
        for used in exercise.uses:
            if used not in seen:
                raise AuthorError(f"{who} uses `{used}`, which is not an earlier exercise")
            if not bundle.exercise(used).stand_in:
                raise AuthorError(f"{who} uses `{used}`, which has no stand_in")
        if exercise.stand_in:
            text.definition(exercise.stand_in, exercise.name)
        versions = [version.name for version in (*exercise.variants, *exercise.accepted, *exercise.alternatives)]
        twice = {name for name in versions if versions.count(name) > 1}
        if twice:
            raise AuthorError(f"{who} has two versions named {', '.join(sorted(twice))}")
        unknown = set(exercise.credit) - set(exercise.quantities)
        if unknown:
            raise AuthorError(f"{who} gives credit for {', '.join(sorted(unknown))}, which is not among its quantities")
        if exercise.credit and abs(sum(exercise.credit.values()) - 1) > 1e-9:
            raise AuthorError(f"{who}: the credits add up to {sum(exercise.credit.values()):g}; they must add up to 1")
        seen.add(exercise.name)


def list_bundles(solutions: Path | str) -> list[Path]:
    """The folders of all assignments, in name order."""
    return assignment_folders(Path(solutions))


def find(solutions: Path | str, prefix: str) -> Bundle:
    """The one assignment whose name begins with `prefix`. An exact short name wins over a longer name."""
    folders = list_bundles(solutions)
    matches = [folder for folder in folders if folder.name == prefix or short_name(folder.name) == prefix]
    matches = matches or [folder for folder in folders if folder.name.startswith(prefix)]
    names = ", ".join(folder.name for folder in folders) or "none yet"
    if not matches:
        raise AuthorError(f"no assignment begins with {prefix!r}; the assignments are: {names}")
    if len(matches) > 1:
        several = ", ".join(folder.name for folder in matches)
        raise AuthorError(f"{prefix!r} could be {several}; give more of the name")
    return load_bundle(matches[0])


def find_bundle(project: Project, prefix: str) -> Bundle:
    """The project's one assignment whose name begins with `prefix`.

    raises  ProjectError in a learner's copy, AuthorError if no assignment fits or several do
    """
    project.require_solutions()
    return find(project.solutions, prefix)
