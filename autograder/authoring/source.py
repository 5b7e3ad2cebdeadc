"""Finds and rewrites definitions in a module's text, so that a wrong variant is an edit and not a second copy.

Results are cached, since the same text is parsed many times. The syntax trees must therefore not be changed.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.exercise import Edit

HIDDEN = "\0docstring\0"
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class AuthorError(Exception):
    """The assignment contradicts itself. The message says where, and how to fix it."""


@dataclass(frozen=True)
class Span:
    """Lines `start` to `end` (0-based, end excluded) of a module's text, and the statement there."""

    start: int
    end: int
    node: ast.stmt


@functools.lru_cache(maxsize=64)
def parse(source: str, what: str = "the module") -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise AuthorError(f"{what} does not compile: {error.msg} (line {error.lineno})") from error


def _span(node: ast.stmt) -> Span:
    decorators = node.decorator_list if isinstance(node, Definition) else []
    start = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return Span(start - 1, node.end_lineno or node.lineno, node)


@functools.lru_cache(maxsize=512)
def definition(source: str, name: str) -> Span:
    """The top-level function or class `name`, with its decorators; if there are several, the last one."""
    found = [node for node in parse(source).body if isinstance(node, Definition) and node.name == name]
    if not found:
        raise AuthorError(f"the module defines no function or class `{name}`")
    return _span(found[-1])


def text_of(source: str, span: Span) -> str:
    return "".join(source.splitlines(keepends=True)[span.start : span.end])


def replace_span(source: str, span: Span, new: str) -> str:
    lines = source.splitlines(keepends=True)
    if new and not new.endswith("\n"):
        new += "\n"
    return "".join(lines[: span.start]) + new + "".join(lines[span.end :])


def apply_edits(source: str, name: str, edits: Iterable[Edit], who: str) -> str:
    """Apply `edits` inside the definition of `name`. Each `old` must occur there exactly once outside the docstring."""
    span = definition(source, name)
    text = text_of(source, span)
    doc = _docstring(source, name)
    text = text.replace(doc, HIDDEN, 1) if doc else text
    for edit in edits:
        times = text.count(edit.old)
        if times != 1:
            where = "does not occur" if times == 0 else f"occurs {times} times"
            remedy = "copy it from the reference" if times == 0 else "include more of the line"
            raise AuthorError(f"{who}: {edit.old!r} {where} in `{name}`; {remedy}, so that it is found exactly once")
        text = text.replace(edit.old, edit.new)
    return replace_span(source, span, text.replace(HIDDEN, doc, 1))


@functools.lru_cache(maxsize=512)
def _docstring(source: str, name: str) -> str:
    """The docstring as written in the source, with its quotes; "" if there is none."""
    body = getattr(definition(source, name).node, "body", [])
    first = body[0] if body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return ast.get_source_segment(source, first) or ""
    return ""


def _assigned(node: ast.stmt) -> Iterator[str]:
    """Names that a top-level statement defines in the module."""
    if isinstance(node, Definition):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name).split(".")[0]
    else:
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                yield part.id


@functools.lru_cache(maxsize=512)
def closure(source: str, name: str) -> str:
    """The text of every top-level statement that `name` needs, itself included, in the module's order.

    Two modules with the same closure give the same results for `name`, whatever else changed in them.
    """
    tree = parse(source)
    makers: dict[str, list[ast.stmt]] = {}
    for node in tree.body:
        for assigned in _assigned(node):
            makers.setdefault(assigned, []).append(node)
    needed: dict[int, ast.stmt] = {}
    queue = [name]
    seen: set[str] = set()
    while queue:
        wanted = queue.pop()
        if wanted in seen:
            continue
        seen.add(wanted)
        for node in makers.get(wanted, ()):
            needed[node.lineno] = node
            queue.extend(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
    return "".join(text_of(source, _span(needed[line])) for line in sorted(needed))


def signature(source: str, name: str) -> str:
    """`name(w, b, X, Y)` as the reference writes it; for a class, its constructor's."""
    arguments = _arguments(definition(source, name).node)
    return f"{name}({ast.unparse(arguments) if arguments else ''})"


@functools.lru_cache(maxsize=512)
def parameters(source: str, name: str) -> tuple[str, ...]:
    """Names of the positional parameters, in order (for a class: its constructor's, without `self`)."""
    arguments = _arguments(definition(source, name).node)
    return tuple(item.arg for item in (*arguments.posonlyargs, *arguments.args)) if arguments else ()


def defaults(source: str, name: str) -> tuple[str, ...]:
    """Names of the parameters that have a default value."""
    arguments = _arguments(definition(source, name).node)
    if arguments is None:
        return ()
    positional = [*arguments.posonlyargs, *arguments.args]
    count = len(arguments.defaults)
    with_default = positional[len(positional) - count :] if count else []
    named = [item for item, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value is not None]
    return tuple(item.arg for item in (*with_default, *named))


def _arguments(node: ast.stmt) -> ast.arguments | None:
    if isinstance(node, ast.ClassDef):
        methods = [item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"]
        if not methods:
            return None
        node = methods[0]
        inner = ast.parse(ast.unparse(node)).body[0]
        assert isinstance(inner, ast.FunctionDef)
        inner.args.args = inner.args.args[1:]
        for item in (*inner.args.args, *inner.args.kwonlyargs):
            item.annotation = None
        return inner.args
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    inner = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef)
    for item in (*inner.args.posonlyargs, *inner.args.args, *inner.args.kwonlyargs):
        item.annotation = None
    return inner.args


@functools.lru_cache(maxsize=512)
def returned_names(source: str, name: str) -> tuple[str, ...]:
    """`("grads", "cost")` if the function's last return statement is `return grads, cost`; otherwise empty."""
    node = definition(source, name).node
    returns = [item for item in _own_statements(node) if isinstance(item, ast.Return)]
    if not returns or not isinstance(returns[-1].value, ast.Tuple):
        return ()
    places = returns[-1].value.elts
    return (
        tuple(place.id for place in places if isinstance(place, ast.Name))
        if all(isinstance(place, ast.Name) for place in places)
        else ()
    )


def _own_statements(node: ast.AST) -> Iterator[ast.AST]:
    """Everything in a function's body, without the bodies of functions defined in it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _own_statements(child)
