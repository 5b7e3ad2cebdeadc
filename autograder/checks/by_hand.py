"""Judges whether a function goes through its arguments entry by entry, by following values instead of names.

Each expression has kinds. A function that works by hand multiplies single entries inside a loop, and hands no whole
vector to code that is not its own: `np.arange(n)` and `np.float64(0)` are harmless, `np.dot` under any name is not.
"""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping

Kinds = frozenset[str]
NOTHING: Kinds = frozenset()
WHOLE: Kinds = frozenset({"whole"})  # an argument, or an array made of one
NEST: Kinds = frozenset({"nest"})  # a tuple, list or dictionary that contains a whole vector
OWN: Kinds = frozenset({"own"})  # a collection or array that the function fills itself
ENTRY: Kinds = frozenset({"entry"})  # a single entry of a vector
MANY = frozenset({"whole", "nest", "own"})

PASSES = 30
"""The number of passes over a function; kinds that are then still unknown are taken for whole vectors."""

LOOPS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SEQUENCES = frozenset({"zip", "enumerate", "reversed", "list", "tuple", "iter"})
SINGLE = frozenset({"float", "int", "abs", "complex"})
TAKES_VECTORS = SEQUENCES | {"len", "range", "sum", "next", "print", "type", "isinstance"}
SAME_NUMBERS = frozenset({"tolist", "copy", "astype", "flatten", "ravel", "asarray", "array"})
MAKES_ONE_NUMBER = frozenset({"float64", "float32", "int64", "int32", "multiply", "add", "sum", "prod"})
FACTS = frozenset({"shape", "size", "ndim", "dtype"})
HIDDEN = frozenset({
    "exec", "eval", "compile", "getattr", "setattr", "delattr", "globals", "locals", "vars", "__import__", "map",
    "filter",
})  # fmt: skip

Function = ast.FunctionDef | ast.Lambda


def is_by_hand(tree: ast.Module, name: str) -> bool:
    """Whether the function of this name works entry by entry, in a loop or by calling itself."""
    functions = _functions(tree)
    outside = [statement for statement in tree.body if not isinstance(statement, ast.FunctionDef | ast.ClassDef)]
    if any(isinstance(node, ast.Name) and node.id in HIDDEN for part in outside for node in ast.walk(part)):
        return False
    bound = {statement.name for statement in tree.body if isinstance(statement, ast.FunctionDef | ast.ClassDef)}
    bound.update(other for statement in outside for other in _names_bound(statement))
    return name in functions and _Walk(functions, bound).allows(name)


def _functions(tree: ast.Module) -> dict[str, Function]:
    """The functions of the module, each by the name that is bound to it last; none that something else may replace."""
    found: dict[str, Function] = {}
    for statement in tree.body:
        match statement:
            case ast.FunctionDef(decorator_list=[]):
                found[statement.name] = statement
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Lambda() as value):
                found[target] = value
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Name(id=other)) if other in found:
                found[target] = found[other]
            case _:
                for target in _names_bound(statement):
                    found.pop(target, None)
    return found


def _names_bound(tree: ast.AST) -> Iterator[str]:
    """All names that get a value here, so that `sum` is known to be Python's own where it is none of them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name.partition(".")[0]
        elif isinstance(node, ast.arg):
            yield node.arg


class _Walk:
    """Follows the values of one function and of those that it calls."""

    def __init__(self, functions: Mapping[str, Function], bound: set[str]) -> None:
        self.functions: dict[str, Function] = dict(functions)
        self.bound = bound
        self.names: dict[int, MutableMapping[str, Kinds]] = {}
        self.around: dict[int, MutableMapping[str, Kinds]] = {}
        self.reached: dict[int, Function] = {}
        self.results: dict[int, Kinds] = {}
        self.grown = False
        self.hidden = False
        self.products = False

    def allows(self, name: str) -> bool:
        own = self.functions[name]
        extra = {item.arg for item in (own.args.vararg, own.args.kwarg) if item}
        self._enter(own, {argument: NEST if argument in extra else WHOLE for argument in _parameters(own)})
        for _ in range(PASSES):
            self.grown = False
            for function in list(self.reached.values()):
                self._follow(function)
            if not self.grown:
                return self.products and not self.hidden
        return False

    def _enter(self, function: Function, given: Mapping[str, Kinds]) -> None:
        if id(function) not in self.reached:
            self.reached[id(function)] = function
            self.names[id(function)] = ChainMap({}, self.around.get(id(function), {}))
            self.bound.update(_names_bound(function) if isinstance(function, ast.FunctionDef) else ())
            self.bound.discard(getattr(function, "name", ""))
            self.grown = True
        for name, kinds in given.items():
            self._bind(self.names[id(function)], name, kinds)

    def _bind(self, names: MutableMapping[str, Kinds], name: str, kinds: Kinds) -> None:
        if not kinds <= names.get(name, NOTHING):
            names[name] = names.get(name, NOTHING) | kinds
            self.grown = True

    def _follow(self, function: Function) -> None:
        names = self.names[id(function)]
        body = [function.body] if isinstance(function, ast.Lambda) else function.body
        if isinstance(function, ast.Lambda):
            self._result(function, self.kinds(function.body, names))
        for statement in body:
            for node in ast.walk(statement):
                self._statement(function, node, names)
        loops = [node for statement in body for node in ast.walk(statement) if isinstance(node, LOOPS)]
        calls_itself = any(self.functions.get(called) is function for called in _plain_calls(body))
        inside = body if calls_itself else loops
        if any(self._is_product(node, names) for part in inside for node in ast.walk(part)):
            self.products = True

    def _statement(self, function: Function, node: ast.AST, names: MutableMapping[str, Kinds]) -> None:
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._assign(target, value, names)
            case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
                self._assign(target, value, names)
            case ast.AugAssign(target=target, value=value):
                many = self.kinds(value, names) & MANY
                if "whole" in self.kinds(target, names) or ("whole" in many or "nest" in many):
                    self.hidden = True
            case ast.For(target=target, iter=over) | ast.comprehension(target=target, iter=over):
                self._unpack(target, self._entries(self.kinds(over, names)), names)
            case ast.Return(value=ast.expr() as value):
                self._result(function, self.kinds(value, names))
            case ast.FunctionDef() if node is not function:
                self.around[id(node)] = names
                self.functions.setdefault(node.name, node)
            case ast.ClassDef() | ast.AsyncFunctionDef() | ast.Import() | ast.ImportFrom() | ast.Global():
                self.hidden = self.hidden or isinstance(node, ast.ClassDef)
            case ast.expr():
                self.kinds(node, names)

    def _result(self, function: Function, kinds: Kinds) -> None:
        if not kinds <= self.results.get(id(function), NOTHING):
            self.results[id(function)] = self.results.get(id(function), NOTHING) | kinds
            self.grown = True

    def _assign(self, target: ast.expr, value: ast.expr, names: MutableMapping[str, Kinds]) -> None:
        if isinstance(target, ast.Name) and isinstance(value, ast.Lambda):
            self.around[id(value)] = names
            self.functions.setdefault(target.id, value)
        elif (
            isinstance(target, ast.Tuple | ast.List)
            and isinstance(value, ast.Tuple | ast.List)
            and len(target.elts) == len(value.elts)
        ):
            for part, item in zip(target.elts, value.elts, strict=True):
                self._assign(part, item, names)
        else:
            kinds = self.kinds(value, names)
            self._unpack(target, kinds if isinstance(target, ast.Name) else self._entries(kinds), names)

    def _unpack(self, target: ast.expr, kinds: Kinds, names: MutableMapping[str, Kinds]) -> None:
        match target:
            case ast.Name(id=name):
                self._bind(names, name, kinds)
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for part in parts:
                    self._unpack(part, kinds, names)
            case ast.Starred(value=part):
                self._unpack(part, kinds, names)
            case ast.Subscript(value=ast.Name(id=name)) if kinds & (WHOLE | NEST):
                self._bind(names, name, NEST)

    def _entries(self, kinds: Kinds) -> Kinds:
        """The kinds of the items of something with these kinds."""
        found = WHOLE if "nest" in kinds else NOTHING
        return found | (ENTRY if kinds & {"whole", "own", "entry"} else NOTHING)

    def kinds(self, node: ast.expr, names: MutableMapping[str, Kinds]) -> Kinds:
        """The kinds of an expression. Notes what a function that works by hand does not do."""
        match node:
            case ast.Name(id=name):
                return names.get(name, NOTHING)
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                return self._collected([self.kinds(part, names) for part in parts])
            case ast.Dict(values=parts):
                return self._collected([self.kinds(part, names) for part in parts])
            case ast.ListComp(elt=item) | ast.GeneratorExp(elt=item) | ast.SetComp(elt=item):
                return self._collected([self.kinds(item, names)]) | OWN
            case ast.Subscript(value=value, slice=place):
                return self._part(self.kinds(value, names), place, names)
            case ast.Attribute(value=value, attr=name):
                kinds = self.kinds(value, names)
                return NOTHING if name in FACTS else kinds
            case ast.BinOp(left=left, op=op, right=right):
                return self._combined(self.kinds(left, names), op, self.kinds(right, names))
            case ast.Compare():
                return NOTHING
            case ast.Call():
                return self._call(node, names)
            case ast.Lambda():
                return NOTHING
            case _:
                parts = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
                return NOTHING.union(*(self.kinds(part, names) for part in parts))

    def _collected(self, parts: list[Kinds]) -> Kinds:
        return NEST if any(kinds & (WHOLE | NEST) for kinds in parts) else OWN

    def _part(self, kinds: Kinds, place: ast.expr, names: MutableMapping[str, Kinds]) -> Kinds:
        single = not isinstance(place, ast.Slice | ast.Tuple) and not self.kinds(place, names) & MANY
        if isinstance(place, ast.Constant) and not isinstance(place.value, int | str):
            single = False  # None and ... keep the whole vector
        return self._entries(kinds) if single else kinds

    def _combined(self, left: Kinds, op: ast.operator, right: Kinds) -> Kinds:
        if (left | right) & (WHOLE | NEST) or (left & OWN and right & OWN and not isinstance(op, ast.Add)):
            self.hidden = True
        return left | right

    def _call(self, node: ast.Call, names: MutableMapping[str, Kinds]) -> Kinds:
        given = [self.kinds(part.value if isinstance(part, ast.Starred) else part, names) for part in node.args]
        given = [
            self._entries(kinds) if isinstance(part, ast.Starred) else kinds
            for part, kinds in zip(node.args, given, strict=True)
        ]
        named = {item.arg or "**": self.kinds(item.value, names) for item in node.keywords}
        every = NOTHING.union(*given, *named.values())
        match node.func:
            case ast.Name(id=name) if name in self.functions:
                return self._own_call(self.functions[name], given, named)
            case ast.Lambda() as function:
                return self._own_call(function, given, named)
            case ast.Name(id=name) if name not in self.bound:
                return self._builtin(name, every)
            case ast.Attribute(value=value, attr=name):
                return self._method(name, self.kinds(value, names), every)
        if every & MANY:
            self.hidden = True
        return every

    def _own_call(self, function: Function, given: list[Kinds], named: Mapping[str, Kinds]) -> Kinds:
        parameters = _parameters(function)
        self._enter(function, dict(zip(parameters, given, strict=False)))
        extra = NOTHING.union(*given[len(parameters) :], named.get("**", NOTHING))
        self._enter(function, {name: kinds for name, kinds in named.items() if name in parameters})
        if extra & MANY or function.args.vararg or function.args.kwarg:
            self._enter(function, dict.fromkeys(parameters, extra | (NEST if given else NOTHING)))
        return self.results.get(id(function), NOTHING)

    def _builtin(self, name: str, every: Kinds) -> Kinds:
        if name in HIDDEN or (every & MANY and name not in TAKES_VECTORS):
            self.hidden = True
        if name in SEQUENCES:
            return every
        if name == "next":
            return self._entries(every)
        if name == "range":
            return OWN
        if name == "sum":
            self.hidden = self.hidden or "nest" in every
            return ENTRY
        return every & ENTRY if name in SINGLE else NOTHING

    def _method(self, name: str, owner: Kinds, every: Kinds) -> Kinds:
        if name in SAME_NUMBERS:
            return owner | every
        if name in ("append", "extend", "fsum") and not (owner | every) & (WHOLE | NEST):
            return ENTRY
        if name in ("item", "pop") and "nest" not in owner:
            return ENTRY
        if (owner | every) & MANY:
            self.hidden = True
        return ENTRY if name in MAKES_ONE_NUMBER else OWN

    def _is_product(self, node: ast.AST, names: MutableMapping[str, Kinds]) -> bool:
        """Whether two single entries are multiplied here."""
        match node:
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                pair = [left, right]
            case ast.Call(func=ast.Attribute(attr="multiply" | "mul"), args=[left, right]):
                pair = [left, right]
            case ast.Call(func=ast.Name() | ast.Lambda(), args=[left, right]):
                pair = [left, right]
            case _:
                return False
        return all("entry" in self.kinds(item, names) for item in pair)


def _parameters(function: Function) -> list[str]:
    given = function.args
    extra = [item for item in (given.vararg, given.kwarg) if item]
    return [item.arg for item in (*given.posonlyargs, *given.args, *given.kwonlyargs, *extra)]


def _plain_calls(body: list[ast.stmt] | list[ast.expr]) -> Iterator[str]:
    for part in body:
        for node in ast.walk(part):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node.func.id
