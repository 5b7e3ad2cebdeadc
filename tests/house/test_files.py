"""Tracked files: few at the top level, small, without a machine's paths, and labelled if generated."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, python_files, text_of, tracked

TOP = {
    ".binder", ".ci", ".devcontainer", ".gitattributes", ".gitignore", "LICENSE", "Makefile", "README.md",
    "autograder", "course", "docs", "environment.yml", "helpers", "pyproject.toml", "requirements-gpu.lock",
    "requirements.lock", "solutions", "tests",
}  # fmt: skip

ENGINE_LINES, OTHER_LINES, LEARNERS_LINES = 350, 400, 500

# In pieces, so that this file does not contain what it forbids.
REGISTRY = re.compile(
    "|".join(
        [
            r"py" + r"pi\.(org|python)",
            r"python" + r"hosted\.",
            r"ana" + r"conda\.(org|com)",
            r"registry\." + r"npm",
            r"index" + r"-url *[=:] *http",
            r"/sim" + r"ple/",
        ]
    )
)
MACHINE = re.compile(r"(?<![\w.~$}-])/(work|root|Users|opt/py" + r"pi|home/[a-z]\w*)/")


def test_top_level_has_only_known_names() -> None:
    """The top level has only the known files and folders."""
    assert {path.parts[0] for path in tracked()} <= TOP


def test_tracked_files_are_small() -> None:
    """No tracked file is larger than a megabyte."""
    # The shipped keys have a limit of their own, for all of them together: tests/house/test_shipped_keys.py.
    large = {str(path): (ROOT / path).stat().st_size for path in tracked() if path.suffix != ".key"}
    assert not {name: size for name, size in large.items() if size > 1_000_000}


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["a package registry", "a path of one machine"])
def test_no_file_names(pattern: re.Pattern[str]) -> None:
    """No tracked file names a package registry or a path of one machine."""
    wrong = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate((text_of(path) or "").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_modules_are_short() -> None:
    """No module is longer than its limit."""
    lengths = {path: len((text_of(path) or "").splitlines()) for path in python_files()}
    assert not {str(path): lines for path, lines in lengths.items() if lines > most_lines(path)}


def most_lines(path: Path) -> int:
    """A learner's module must be one file, however many exercises it has, so it and its reference may be longer."""
    learners = path.parts[:2] == ("helpers", "stubs") or (path.parts[0] == "solutions" and len(path.parts) == 3)
    if learners:
        return LEARNERS_LINES
    return ENGINE_LINES if path.parts[0] in ("autograder", "helpers") else OTHER_LINES


def test_modules_have_docstrings() -> None:
    """Every module begins with a docstring that says why it exists."""
    silent = [
        str(path)
        for path in python_files()
        if (source := text_of(path) or "").strip() and not ast.get_docstring(ast.parse(source))
    ]
    assert not silent, silent


def _first_lines(path: Path) -> str:
    return "\n".join((text_of(path) or "").splitlines()[:3])


def test_generated_files_say_so() -> None:
    """Every generated file says so at its top."""
    stubs = [path for path in tracked() if path.parts[:2] == ("helpers", "stubs") and path.suffix != ".key"]
    generated = [*stubs, *(path for path in tracked() if path.suffix == ".lock")]
    assert len(generated) > 2
    silent = [str(path) for path in generated if "Generated from" not in _first_lines(path)]
    assert not silent, silent


def test_no_pickle_in_the_engine() -> None:
    """The engine never unpickles, so nothing that a submission writes can be unpickled."""
    known = re.compile(r"^\s*(import|from) +(pickle|cloudpickle|dill|joblib|shelve|marshal)\b|allow_pickle=True", re.M)
    wrong = [str(path) for path in python_files("autograder", "helpers") if known.search(text_of(path) or "")]
    assert not wrong, wrong
