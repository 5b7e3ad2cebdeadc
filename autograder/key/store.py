"""Stores keys as plain values, after a short header that says which engine can read them.

Each exercise is compressed separately and read when it is first needed: a learner's check needs only one, and fast.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from autograder import plain
from autograder.exercise import Check, Rule
from autograder.key.model import FORMAT, Differs, ExerciseKey, Form, Given, Key, KeyCase, KeyVersionError, Raises, Same
from autograder.script import Step

MAGIC = "gradus key"
LIMITS = plain.Limits(frame=1 << 30, header=1 << 26, depth=64, items=10_000_000, pairs=10_000_000)


def dumps(key: Key) -> bytes:
    """The key as bytes. The same key gives the same bytes with the same version of zlib; see `digest`."""
    body = {item.name: getattr(key, item.name) for item in fields(key) if item.name != "exercises"}
    body["exercises"] = {name: zlib.compress(frame, 9) for name, frame in _frames(key).items()}
    return plain.dumps({"what": MAGIC, "format": key.format, "key": body, "sum": _checksum(body["exercises"])})


def _frames(key: Key) -> dict[str, bytes]:
    return {name: dumps_exercise(exercise) for name, exercise in key.exercises.items()}


class Exercises(Mapping[str, ExerciseKey]):
    """A key's exercises by name, each decoded when it is first needed. Raises KeyVersionError if that fails."""

    def __init__(self, frames: Mapping[str, bytes], key: str) -> None:
        self._frames = dict(frames)
        self._key = key
        self._decoded: dict[str, ExerciseKey] = {}

    def __getitem__(self, name: str) -> ExerciseKey:
        if name not in self._decoded:
            frame = self._frames[name]
            try:
                self._decoded[name] = loads_exercise(_expand(frame))
            except (KeyError, TypeError, AttributeError, ValueError, zlib.error) as error:
                raise KeyVersionError(f"{self._key} is incomplete ({error}); fetch the assignment again") from error
            self._frames[name] = b""
        return self._decoded[name]

    def __contains__(self, name: object) -> bool:
        return name in self._frames

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)


def _expand(frame: bytes) -> bytes:
    """The decompressed frame, up to the size that `LIMITS` allows."""
    return zlib.decompressobj().decompress(frame, LIMITS.frame)


def _checksum(frames: Mapping[str, bytes]) -> str:
    """Detects damage when the key is opened, not only when the damaged exercise is needed."""
    content = hashlib.sha256()
    for name, frame in frames.items():
        content.update(f"{name} {len(frame)} ".encode() + frame)
    return content.hexdigest()[:16]


def loads(data: bytes, name: str = "the key") -> Key:
    """Raises KeyVersionError if the bytes are not a key, or are the key of another engine."""
    try:
        outer = plain.loads(data, LIMITS, marks=True)
    except plain.PlainError as error:
        raise KeyVersionError(f"{name} is damaged or is not a key ({error}); fetch the assignment again") from error
    if not isinstance(outer, dict) or outer.get("what") != MAGIC:
        raise KeyVersionError(f"{name} is not an answer key; fetch the assignment again")
    made = outer.get("format")
    if made != FORMAT:
        engine = outer.get("key", {}).get("engine", "unknown") if isinstance(outer.get("key"), dict) else "unknown"
        newer = isinstance(made, int) and made > FORMAT
        remedy = (
            "update the engine: pip install --upgrade gradus"
            if newer
            else "fetch the assignment again; teachers build the key again with `gradus key`"
        )
        raise KeyVersionError(
            f"{name} was made by gradus {engine} (key format {made}); this engine reads format {FORMAT}: {remedy}"
        )
    try:
        body = dict(outer["key"])
        if outer["sum"] != _checksum(body["exercises"]):
            raise KeyVersionError(f"{name} is damaged; fetch the assignment again")
        body["exercises"] = Exercises(body["exercises"], name)
        return Key(**body)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise KeyVersionError(f"{name} is incomplete ({error}); fetch the assignment again") from error


def save(key: Key, path: Path | str) -> None:
    """Write the key. If that fails, `path` is unchanged."""
    path = Path(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(dumps(key))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def load(path: Path | str) -> Key:
    """Raises KeyVersionError if there is no key or this engine cannot use it."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise KeyVersionError(f"there is no key {path.name} in {path.parent}; fetch the assignment again") from None
    return loads(data, path.name)


def digest(key: Key) -> str:
    """A hash of the key's content. It does not depend on the version of zlib."""
    body = {item.name: getattr(key, item.name) for item in fields(key) if item.name != "exercises"}
    return hashlib.sha256(plain.dumps([body, _frames(key)])).hexdigest()[:20]


def dumps_exercise(exercise: ExerciseKey) -> bytes:
    return plain.dumps(_exercise_plain(exercise))


def loads_exercise(data: bytes) -> ExerciseKey:
    return _exercise(plain.loads(data, LIMITS, marks=True))


def _exercise_plain(exercise: ExerciseKey) -> dict[str, Any]:
    body = {item.name: getattr(exercise, item.name) for item in fields(exercise)}
    body["rules"] = tuple(asdict(rule) for rule in exercise.rules)
    body["forms"] = {name: (form.variant, form.accepted) for name, form in exercise.forms.items()}
    for name in ("cases", "stand_in_cases"):
        body[name] = tuple(_case_plain(case) for case in body[name])
    for name, value in body.items():
        if isinstance(value, Mapping):
            body[name] = dict(value)
    return body


def _case_plain(case: KeyCase) -> dict[str, Any]:
    return {
        "steps": tuple({item.name: _dict(getattr(step, item.name)) for item in fields(step)} for step in case.steps),
        "check": {"kind": case.check.kind, "params": dict(case.check.params)},
        "label": case.label,
        "observed": case.observed,
        "want": case.want,
        "variants": {name: _given_plain(given) for name, given in case.variants.items()},
        "accepted": {name: _given_plain(given) for name, given in case.accepted.items()},
        "forms": {name: _given_plain(given) for name, given in case.forms.items()},
    }


def _given_plain(given: Given) -> tuple[Any, ...]:
    """The form on disk: a tuple that starts with the kind."""
    match given:
        case Same():
            return ("same",)
        case Differs(observation):
            return ("value", observation)
        case Raises(kind, text):
            return ("fault", kind, text)


def _given(form: tuple[Any, ...]) -> Given:
    """Raises ValueError for a form that `_given_plain` does not write."""
    match form:
        case ("same",):
            return Same()
        case ("value", observation):
            return Differs(observation)
        case ("fault", str(kind), str(text)):
            return Raises(kind, text)
    raise ValueError("unknown form of a version's result")


def _dict(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def _exercise(body: Mapping[str, Any]) -> ExerciseKey:
    known = dict(body)
    known["rules"] = tuple(Rule(**rule) for rule in known["rules"])
    known["forms"] = {name: Form(*form) for name, form in known["forms"].items()}
    for name in ("cases", "stand_in_cases"):
        known[name] = tuple(_case(case) for case in known[name])
    return ExerciseKey(**known)


def _case(body: Mapping[str, Any]) -> KeyCase:
    known = dict(body)
    known["steps"] = tuple(Step(**step) for step in known["steps"])
    known["check"] = Check(**known["check"])
    for name in ("variants", "accepted", "forms"):
        known[name] = {version: _given(form) for version, form in known[name].items()}
    return KeyCase(**known)
