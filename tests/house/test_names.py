"""Names of tests are short: the name says what is tested, the docstring what must hold."""

from __future__ import annotations

import ast

from tests.house.tree import python_files, text_of

LONGEST = 45  # characters after `test_`


def test_names_are_short() -> None:
    """No test has a name of more than 45 characters after `test_`."""
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in python_files("tests")
        for node in ast.walk(ast.parse(text_of(path) or ""))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and len(node.name) - len("test_") > LONGEST
    ]
    assert not long, "Shorten these names and put the sentence in the docstring:\n" + "\n".join(long)
