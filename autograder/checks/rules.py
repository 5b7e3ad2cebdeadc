"""Rules on the learner's source, checked on its syntax tree in the grader: what the code may not, or must, call."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from autograder.checks.loops import origins
from autograder.exercise import Rule
from autograder.sandbox.loading import readable

LONGEST_SOURCE = 1 << 20
LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class UnreadableSource(ValueError):
    """The source cannot be parsed here. The message is a sentence for the learner."""


def parse(source: bytes) -> ast.Module:
    """The learner's module as a tree, without the statements that do not compile.

    Raises UnreadableSource, and never anything else, whatever the bytes are.
    """
    if len(source) > LONGEST_SOURCE:
        raise UnreadableSource(f"The file is {len(source) >> 20} MB long; a helper module has a few hundred lines.")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise UnreadableSource(f"The file is no UTF-8 text (line {line}): save it as UTF-8.") from None
    try:
        return readable(text, "module.py")
    except (ValueError, RecursionError, MemoryError):
        raise UnreadableSource("Python cannot read the file: it holds something that is no program.") from None


def check(tree: ast.Module, name: str, rules: Sequence[Rule]) -> list[str]:
    """The hints of all rules that the function `name`, and what it calls in the module, breaks."""
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
    """Whether a loop turns as often as something says that is not named by the rule."""
    allowed = set(rule.params["names"])
    try:
        found = origins(definitions, name, rule.params.get("apart", ()))
    except RecursionError:  # an expression so deep that no person has written it
        return True
    return any({item, item.partition(".")[0]}.isdisjoint(allowed) for loop in found for item in loop)


def _reached(definitions: Mapping[str, ast.AST], name: str) -> Iterator[ast.AST]:
    """The function and the module's own functions that it mentions, so that a helper does not hide a call."""
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
    """What each imported name stands for: {"np": "numpy", "norm": "numpy.linalg.norm"}."""
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
    """`numpy.linalg.norm` for the expression `np.linalg.norm`, "" for what is no dotted name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([aliases.get(node.id, node.id), *reversed(parts)])


def _full(name: str) -> str:
    """Rules are written as people write code: `np.` and `tf.` mean the packages."""
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
    """Whether a parameter that is there has no default, or another literal one; what is computed is not judged.

    A class's parameters are its constructor's.
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
