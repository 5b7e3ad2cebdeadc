"""Which package may import which: the engine and the support code must never reach the answers."""

from __future__ import annotations

import ast
import json

import pytest

from tests.house.tree import ROOT, imported, python_files, tracked

OURS = {"autograder", "course", "helpers", "solutions", "tests"}
MAY_IMPORT = {
    "autograder": {"autograder"},
    "helpers": {"helpers"},
    "course": {"autograder", "helpers"},
    "solutions": {"autograder", "helpers"},
}


@pytest.mark.parametrize("house", MAY_IMPORT)
def test_packages_import_one_way(house: str) -> None:
    """Each package imports only the packages it may import."""
    files = python_files(house)
    assert files, f"no Python file of {house} is tracked"
    wrong = [
        f"{path}:{line} imports {name}"
        for path in files
        for line, name in imported((ROOT / path).read_text(encoding="utf-8"))
        if name.partition(".")[0] in OURS - MAY_IMPORT[house]
    ]
    assert not wrong, "\n".join(wrong)


def test_notebooks_import_no_answers() -> None:
    """Of our packages notebooks import only `helpers` and `autograder`."""
    wrong = []
    for path in tracked():
        if path.suffix != ".ipynb" or path.parts[0] != "course":
            continue
        for cell in json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            lines = "".join(cell["source"]).splitlines()
            source = "\n".join("pass" if line.startswith(("%", "!")) else line for line in lines)
            names = {name.partition(".")[0] for _, name in imported(source)}
            wrong += [f"{path}: a cell imports {name}" for name in names & {"course", "solutions", "tests"}]
    assert not wrong, "\n".join(wrong)


def test_imports_by_string_are_found() -> None:
    """Imports by string are found."""
    hidden = 'import importlib as i\ni.import_module("solutions.x")\n__import__(name="tests")\n'
    assert {name for _, name in imported(hidden)} == {"importlib", "solutions.x", "tests"}
    assert ast.parse(hidden)


def test_no_module_changes_the_import_path() -> None:
    """No module changes the import path.

    Editing `sys.path` would let an import in the wrong direction go unnoticed. The sandbox makes its own path on
    purpose.
    """
    allowed = ("autograder/sandbox/",)
    wrong = [
        f"{path}:{node.lineno}"
        for path in python_files("autograder", "helpers", "solutions")
        if not path.as_posix().startswith(allowed)
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "path"
        and isinstance(node.value, ast.Name)
        and node.value.id == "sys"
    ]
    assert not wrong, "sys.path is used in " + ", ".join(wrong)
