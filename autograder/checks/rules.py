"""Checks rules on the syntax tree of the learner's source: what the code must or must not call."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from autograder.checks.loops import origins
from autograder.exercise import Rule
from autograder.sandbox.blocks import readable

LONGEST_SOURCE = 1 << 20
LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class UnreadableSource(ValueError):
    """The source cannot be parsed here. The message is a sentence for the learner."""


def parse(source: bytes) -> ast.Module:
    """The learner's module as a syntax tree, without the statements that do not compile.

    Raises UnreadableSource, and nothing else, for any bytes that cannot be parsed.
    """
    if len(source) > LONGEST_SOURCE:
        raise UnreadableSource(f"The file is {len(source) >> 20} MB long; a helper module has a few hundred lines.")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise UnreadableSource(f"The file is not UTF-8 text (line {line}); save it as UTF-8.") from None
    try:
        return readable(text, "module.py")
    except (ValueError, RecursionError, MemoryError):
        raise UnreadableSource("Python cannot read the file: it contains something that is not code.") from None


def check(tree: ast.Module, name: str, rules: Sequence[Rule]) -> list[str]:
    """The hints of all rules broken by the function `name` or by what it calls in the module."""
    definitions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    reached = list(_reached(definitions, name))
    aliases = _aliases(tree)
    return [
        rule.hint
        for rule in rules
        if (
            _loops_over_more(rule, definitions, name)
            if rule.kind == "loops_over"
            else _broken(rule, tree, reached, definitions.get(name), aliases)
        )
    ]


def _loops_over_more(rule: Rule, definitions: Mapping[str, ast.AST], name: str) -> bool:
    """Whether a loop depends on something that the rule does not name."""
    allowed = set(rule.params["names"])
    try:
        found = origins(definitions, name, rule.params.get("apart", ()))
    except RecursionError:  # nested too deep to be written by a person
        return True
    return any({item, item.partition(".")[0]}.isdisjoint(allowed) for loop in found for item in loop)


def _reached(definitions: Mapping[str, ast.AST], name: str) -> Iterator[ast.AST]:
    """The function and those of the module that it mentions, so that a helper cannot hide a call."""
    seen: set[str] = set()
    queue = [name]
    while queue:
        current = queue.pop()
        if current in seen or current not in definitions:
            continue
        seen.add(current)
        yield definitions[current]
        queue += [node.id for node in ast.walk(definitions[current]) if isinstance(node, ast.Name)]


def _aliases(tree: ast.Module) -> dict[str, str]:
    """The full name of each imported name: {"np": "numpy", "norm": "numpy.linalg.norm"}."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                head = alias.name.split(".")[0]
                found[alias.asname or head] = alias.name if alias.asname else head
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute | ast.Name):
            dotted = _dotted(node.value, found)
            packages = {name.split(".")[0] for name in found.values()}
            for target in node.targets:
                if isinstance(target, ast.Name) and dotted.split(".")[0] in packages:
                    found[target.id] = dotted
    return found


def _dotted(node: ast.AST, aliases: Mapping[str, str]) -> str:
    """`numpy.linalg.norm` for the expression `np.linalg.norm`, "" for other expressions."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([aliases.get(node.id, node.id), *reversed(parts)])


def _full(name: str) -> str:
    """In rules, `np.` and `tf.` mean the packages, as usual."""
    head, dot, tail = name.partition(".")
    return {"np": "numpy", "tf": "tensorflow"}.get(head, head) + dot + tail


def _broken(
    rule: Rule, tree: ast.Module, reached: Sequence[ast.AST], own: ast.AST | None, aliases: Mapping[str, str]
) -> bool:
    nodes = [part for body in reached for part in ast.walk(body)]
    if rule.kind == "forbid_loops":
        return own is not None and any(isinstance(part, LOOPS) for body in reached for part in ast.walk(body))
    if rule.kind == "require_loops":
        return not any(isinstance(part, LOOPS) for part in nodes)
    if rule.kind == "defaults":
        return own is not None and _other_defaults(own, rule.params)
    if rule.kind == "forbid_imports":
        names = {_full(name) for name in rule.params["names"]}
        imported = [alias.name for part in ast.walk(tree) if isinstance(part, ast.Import) for alias in part.names]
        imported += [part.module or "" for part in ast.walk(tree) if isinstance(part, ast.ImportFrom)]
        return any(item == name or item.startswith(name + ".") for item in imported for name in names)
    mentioned = {_dotted(part, aliases) for part in nodes if isinstance(part, ast.Attribute | ast.Name)}
    if rule.kind == "forbid_calls":
        names = {_full(name) for name in rule.params["names"]}
        if "@" in names and any(isinstance(part, ast.BinOp) and isinstance(part.op, ast.MatMult) for part in nodes):
            return True
        return any(item == name or item.startswith(name + ".") for item in mentioned for name in names)
    if rule.kind == "require_call":
        calls = {_dotted(part.func, aliases) for part in nodes if isinstance(part, ast.Call)}
        return not any(call == _full(rule.params["name"]) or call.endswith("." + rule.params["name"]) for call in calls)
    raise ValueError(f"there is no rule of kind {rule.kind!r}")


def _other_defaults(own: ast.AST, wanted: Mapping[str, object]) -> bool:
    """Whether a parameter has no default or a wrong literal one; computed defaults are not judged.

    The parameters of a class are those of its constructor.
    """
    if isinstance(own, ast.ClassDef):
        own = next((part for part in own.body if isinstance(part, ast.FunctionDef) and part.name == "__init__"), own)
    if not isinstance(own, ast.FunctionDef):
        return False
    positional = [*own.args.posonlyargs, *own.args.args]
    given: dict[str, ast.expr | None] = {item.arg: None for item in positional}
    last = positional[len(positional) - len(own.args.defaults) :]
    given.update((item.arg, value) for item, value in zip(last, own.args.defaults, strict=True))
    given.update((item.arg, value) for item, value in zip(own.args.kwonlyargs, own.args.kw_defaults, strict=True))
    for name in given.keys() & wanted.keys():
        value = given[name]
        try:
            if value is None or ast.literal_eval(value) != wanted[name]:
                return True
        except ValueError:
            continue
    return False
