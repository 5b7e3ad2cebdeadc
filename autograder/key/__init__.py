"""The answer key: inputs, the expected results, and the results of each wrong variant."""

from autograder.key.model import ExerciseKey, Key, KeyCase, KeyVersionError
from autograder.key.store import digest, dumps, load, loads, save

__all__ = ["ExerciseKey", "Key", "KeyCase", "KeyVersionError", "digest", "dumps", "load", "loads", "save"]
