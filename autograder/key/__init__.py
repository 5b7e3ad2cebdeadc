"""The answer key: inputs, what is expected of them, and what each wrong variant would give."""

from autograder.key.model import ExerciseKey, Key, KeyCase, KeyVersionError
from autograder.key.store import digest, dumps, load, loads, save

__all__ = ["ExerciseKey", "Key", "KeyCase", "KeyVersionError", "digest", "dumps", "load", "loads", "save"]
