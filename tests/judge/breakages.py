"""Ways in which people break a function so that Python cannot read the module."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

AT_THE_END: dict[str, Callable[[str], str]] = {
    "bracket left open": lambda line: line + " + (1",
    "square bracket left open": lambda line: line + " + [1, 2",
    "curly bracket left open": lambda line: line + " + {1, 2",
    "bracket too many": lambda line: line + ")",
    "not indented": lambda line: line.lstrip(),
    "indented too far": lambda line: "   " + line,
    "indented by half": lambda line: line[2:],
    "tab for spaces": lambda line: "\t" + line.lstrip(),
    "text left open": lambda line: line + ' + "abc',
    "long text left open": lambda line: line + ' + """abc',
    "long text in other quotes left open": lambda line: line + " + '''abc",
    "stray dollar": lambda line: line + " $",
    "stray question mark": lambda line: line.replace(line.lstrip(), "?" + line.lstrip()),
    "conflict": lambda line: f"<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> main",
    "rest of a conflict": lambda line: f"<<<<<<< HEAD\n{line}",
}
IN_THE_HEAD: dict[str, Callable[[str], str]] = {
    "no colon": lambda line: line.rstrip(":"),
    "no opening bracket": lambda line: line.replace("(", "", 1),
    "no closing bracket": lambda line: line.replace(")", "", 1),
    "def misspelt": lambda line: line.replace("def ", "fed ", 1),
    "head indented": lambda line: "  " + line,
}
WAYS = (*AT_THE_END, *IN_THE_HEAD)


def defined(source: str, name: str) -> ast.stmt:
    """The definition of a function or class in a module."""
    return next(node for node in ast.parse(source).body if getattr(node, "name", "") == name)


def broken(source: str, function: str, way: str) -> str:
    """The module with one function that Python cannot read."""
    lines = source.split("\n")
    found = defined(source, function)
    assert found.end_lineno is not None
    if way in AT_THE_END:
        last = found.end_lineno - 1
        lines[last] = AT_THE_END[way](lines[last])
    else:
        lines[found.lineno - 1] = IN_THE_HEAD[way](lines[found.lineno - 1])
    return "\n".join(lines)


def first_middle_last(source: str, exercises: Iterable[str]) -> tuple[str, str, str]:
    """Three exercises: those that are defined first, in the middle, and last."""
    wanted = set(exercises)
    names = [name for node in ast.parse(source).body if (name := getattr(node, "name", "")) in wanted]
    return names[0], names[len(names) // 2], names[-1]
