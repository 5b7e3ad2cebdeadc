"""A syntax error costs the function that it is in, and no other, whatever it is and wherever it is.

A missing bracket in `sigmoid` once cost five functions of seven, and a merge marker cut a function short in silence.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.checks import rules
from autograder.exercise import Rule
from autograder.sandbox.blocks import blocks, readable
from autograder.sandbox.loading import load
from autograder.sandbox.local import LocalRunner
from autograder.script import Fault, Step
from tests.sandbox.conftest import PATIENCE

SOLUTIONS = Path(__file__).parents[2] / "solutions"
MODULES = [  # NumPy alone, TensorFlow with decorators inside functions, and classes
    "c1w2b-logistic-regression/logistic_regression.py",
    "c2w3b-tensorflow/tensorflow_intro.py",
    "c5w4a-transformer/transformer.py",
]


class Place:
    """A function or class of a module: where its head, docstring and body are."""

    def __init__(self, lines: list[str], node: ast.FunctionDef | ast.ClassDef) -> None:
        self.lines, self.name = lines, node.name
        self.head, self.end = node.lineno - 1, node.end_lineno or 0
        doc = node.body[0]
        assert isinstance(doc, ast.Expr), node.name
        self.doc, self.doc_end = doc.lineno - 1, (doc.end_lineno or 0) - 1
        self.body = node.body[1].lineno - 1

    def put(self, *new: str, margin: str = "    ") -> list[str]:
        """The module with lines before the body's first."""
        return [*self.lines[: self.body], *(margin + line for line in new), *self.lines[self.body :]]

    def swap(self, number: int, new: str) -> list[str]:
        return [*self.lines[:number], new, *self.lines[number + 1 :]]

    def conflict(self, start: int, end: int) -> list[str]:
        """The module with an unmerged conflict about these lines."""
        part = self.lines[start:end]
        return [*self.lines[:start], "<<<<<<< HEAD", *part, "=======", *part, ">>>>>>> theirs", *self.lines[end:]]


FAULTS: dict[str, Callable[[Place], list[str]]] = {
    "open bracket": lambda at: at.put("x_ = (1 + 2"),
    "open square bracket": lambda at: at.put("x_ = ["),
    "open brace": lambda at: at.put("x_ = {"),
    "closing bracket": lambda at: at.put("x_ = 1)"),
    "wrong bracket": lambda at: at.put("x_ = (1]"),
    "open bracket at the end": lambda at: at.swap(at.end - 1, at.lines[at.end - 1] + " ("),
    "open bracket in the head": lambda at: at.swap(at.head, at.lines[at.head].replace("(", "((")),
    "no colon": lambda at: at.swap(at.head, at.lines[at.head].rstrip(":")),
    "misspelt def": lambda at: at.swap(at.head, at.lines[at.head].replace(" ", "f ", 1)),
    "stray sign before def": lambda at: at.swap(at.head, "§" + at.lines[at.head]),
    "indented more": lambda at: at.put("x_ = 1", "  y_ = 2"),
    "indented less": lambda at: at.put("    x_ = 1", "   y_ = 2", margin=""),
    "line at the margin": lambda at: at.put("x_ = 1", "    y_ = 2", margin=""),
    "docstring at the margin": lambda at: at.swap(at.doc, at.lines[at.doc].lstrip()),
    "head indented": lambda at: at.swap(at.head, " " + at.lines[at.head]),
    "tab": lambda at: at.put("    if True:", "\tx_ = 2", "        y_ = 3", margin=""),
    "open quote": lambda at: at.put("x_ = 'abc"),
    "open double quote": lambda at: at.put('x_ = "abc'),
    "open triple quote": lambda at: at.put('x_ = """abc'),
    "docstring not closed": lambda at: at.swap(at.doc_end, at.lines[at.doc_end].replace('"""', "")),
    "docstring not opened": lambda at: at.swap(at.doc, at.lines[at.doc].replace('"""', "")),
    "stray sign": lambda at: at.put("x_ = 3 § 4"),
    "stray sign at the margin": lambda at: at.put("§", margin=""),
    "stray sign at the end": lambda at: at.swap(at.end - 1, at.lines[at.end - 1] + "`"),
    "stray backslash": lambda at: at.put("x_ = 1 \\ 2"),
    "conflict inside": lambda at: at.conflict(at.body, at.end),
    "conflict in one line": lambda at: at.conflict(at.body, at.body + 1),
    "conflict about it all": lambda at: at.conflict(at.head, at.end),
    "first marker alone": lambda at: at.put("<<<<<<< HEAD", margin=""),
    "middle marker alone": lambda at: at.put("=======", margin=""),
    "last marker alone": lambda at: at.put(">>>>>>> theirs", margin=""),
}


def places(module: str) -> tuple[list[Place], set[str]]:
    """The first, a middle and the last function with a docstring and a body, and the names of all."""
    lines = (SOLUTIONS / module).read_text(encoding="utf-8").split("\n")
    nodes = [node for node in ast.parse("\n".join(lines)).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    whole = [Place(lines, node) for node in nodes if ast.get_docstring(node) and len(node.body) > 1]
    return [whole[0], whole[len(whole) // 2], whole[-1]], {node.name for node in nodes}


def found(text: str) -> tuple[set[str], dict[str, Fault]]:
    """The functions that can be read, and the faults by the names that they affect."""
    good: set[str] = set()
    faults: dict[str, Fault] = {}
    for block in blocks(text, "module.py"):
        if block.fault is None:
            good |= set(block.names)
            continue
        for name in block.names or ("",):
            faults.setdefault(name, block.fault)
            good.discard(name)
    return good, faults


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("kind", FAULTS)
def test_one_function_is_lost(module: str, kind: str) -> None:
    """In the first, a middle and the last function: only that one is lost, and its name and a line of it are said."""
    three, names = places(module)
    for place in three:
        text = "\n".join(FAULTS[kind](place))
        with pytest.raises(SyntaxError):
            ast.parse(text)
        good, faults = found(text)
        assert (names - good, set(faults)) == ({place.name}, {place.name})
        inside, line, _ = faults[place.name].frames[-1]
        more = text.count("\n") - len(place.lines) + 1
        assert inside == place.name and place.head < line + 1 and line <= place.end + more + 1
        defined = {node.name for node in readable(text, "module.py").body if hasattr(node, "name")}
        assert defined == names - {place.name}


def test_the_line_is_the_broken_one() -> None:
    """The number is that of the line with the mistake, also below a form feed."""
    source = "import numpy as np\n\f\ndef f():\n    return 1\n\ndef g():\n    return (1\n"
    _, faults = found(source)
    assert faults["g"].frames == (("g", 7, "return (1"),)


def test_a_method_at_the_margin_is_of_the_class() -> None:
    """A method that lost its indentation breaks its class, not a function of that name."""
    source = "class A:\n    x = 1\n\ndef f(self):\n        return 1\n\n    def g(self):\n        return 2\n"
    good, faults = found(source + "\ndef h():\n    return 3\n")
    assert good == {"h"} and set(faults) == {"A"}


def test_a_finished_function_keeps_its_value() -> None:
    """A broken line right below a finished function is not a part of it."""
    good, faults = found("def f():\n    return 1\n§\n\ndef g():\n    return 2\n")
    assert good == {"f", "g"} and set(faults) == {""}


def test_a_broken_constant_is_not_a_function() -> None:
    """A broken table below a function is the table's fault, under the table's name."""
    good, faults = found("def f():\n    x = 1\n\nTABLE = [\n    3, 4,\n    5 6,\n]\n\ndef g():\n    return 2\n")
    assert good == {"f", "g"} and set(faults) == {"TABLE"}


def test_a_loop_that_fell_out() -> None:
    """A loop at the left margin with the function's `return` in it breaks the function, although it parses."""
    faults, _ = load(b"def f(x):\n    s = 0\nfor i in range(3):\n    s = i\n    return s\n", "module.py", {})
    assert set(faults) == {"f"} and faults["f"].frames == (("f", 5, "return s"),)


@pytest.mark.parametrize(
    "line", ["improt numpy as np", "import numpy as as np", "import numpy as np)", "§ import numpy as np"]
)
def test_a_broken_import_is_named(line: str) -> None:
    """A function that misses what a broken line would have imported is told that line; others run."""
    source = f'"""A module."""\n{line}\n\n\ndef f(x):\n    return np.sum(x)\n\n\ndef g(x):\n    return x\n'
    with LocalRunner("module", source.encode()) as runner:
        fault = runner.run(Step("f", (3,)), PATIENCE).fault
        assert fault is not None and (fault.kind, fault.frames) == ("syntax", (("", 2, line),))
        assert runner.run(Step("g", (3,)), PATIENCE).value == 3


def test_rules_see_the_functions_that_parse() -> None:
    """A rule on the source is checked although another function is broken."""
    source = b"import numpy as np\ndef f(x):\n    return (x\n\ndef g(x):\n    return np.linalg.norm(x)\n"
    rule = Rule("forbid_calls", "no norm", {"names": ["np.linalg.norm"]})
    assert rules.check(rules.parse(source), "g", [rule]) == ["no norm"]
