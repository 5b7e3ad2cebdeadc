"""Judges relations between the parts of an answer, such as A1 = relu(Z1) * D1 / keep_prob.

A random function has no single right value, but its parts must fit together. An author writes each relation as two
formulas, which may contain only the operations and functions listed here.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks import words
from autograder.checks.base import CheckKind, Difference, Params, Path, Verdict, difference, single_or_all
from autograder.checks.chance import blank, form
from autograder.checks.tolerance import tolerance
from autograder.checks.values import judge_close

Names = Sequence[Any]
OPERATIONS: Mapping[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.MatMult: operator.matmul,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": np.abs,
    "exp": np.exp,
    "log": np.log,
    "maximum": np.maximum,
    "minimum": np.minimum,
    "sqrt": np.sqrt,
    "square": np.square,
    "tanh": np.tanh,
    "where": np.where,
}


def evaluate(formula: str, values: Mapping[str, Any]) -> Any:
    """The value of a formula of names, numbers, + - * / @ ** and the functions above. Raises ValueError for others."""

    def of(node: ast.expr) -> Any:
        match node:
            case ast.Name(id=name) if name in values:
                return values[name]
            case ast.Constant(value=int() | float() as number):
                return number
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
                return OPERATIONS[type(op)](of(left), of(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -of(operand)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
                return FUNCTIONS[name](*map(of, args))
        raise ValueError(f"a relation must not contain {ast.unparse(node)!r}")

    return of(ast.parse(formula, mode="eval").body)


def parts(value: Any, names: Names, path: Path = ()) -> dict[str, tuple[Path, Any]]:
    """Name -> (path, part). `names` has the structure of the value: a name for a part, a list for a tuple of parts.

    The entries of a dictionary are named by their keys.
    """
    found: dict[str, tuple[Path, Any]] = {}
    if isinstance(value, dict):
        return {str(key): ((*path, str(key)), item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        for name, item in zip(names, value, strict=False):
            if isinstance(name, str) and not isinstance(item, dict | list | tuple):
                found[name] = ((*path, name), item)
            else:
                found |= parts(item, () if isinstance(name, str) else name, path)
    elif len(names) == 1 and isinstance(names[0], str):
        found[names[0]] = ((*path, names[0]), value)
    return found


def observe(values: Sequence[Any], params: Params) -> Any:
    """The form of the answer, and for each relation whether it holds and where it fails."""
    value = single_or_all(values, params)
    known = {name: part for name, (_, part) in parts(value, params["names"]).items()}
    known = {**params.get("given", {}), **known}
    facts = [_fact(relation, known, params.get("operations", 100)) for relation in params["relations"]]
    return {"form": form(value), "facts": facts}


def _fact(relation: Sequence[str], known: Mapping[str, Any], operations: int) -> list[str]:
    """["holds" or "fails" or "unfit", the place where it fails]."""
    left, right, *_ = relation
    arrays = {
        name: np.asarray(item, np.float64)
        for name, item in known.items()
        if isinstance(item, np.ndarray | np.generic | int | float) and np.asarray(item).dtype.kind in "biuf"
    }
    try:
        with np.errstate(all="ignore"):
            got, want = (np.asarray(evaluate(formula, arrays), np.float64) for formula in (left, right))
            if got.shape != np.broadcast_shapes(got.shape, want.shape):
                return ["unfit", ""]
            same_kind = np.array_equal(np.isfinite(got), np.isfinite(np.broadcast_to(want, got.shape)))
            off = ~(np.abs(got - want) <= tolerance(want, operations)) & np.isfinite(got)
    except ValueError:
        return ["unfit", ""]
    if same_kind and not off.any():
        return ["holds", ""]
    return ["fails", words.place(np.argwhere(off)[0]) if off.any() and got.ndim else ""]


def judge(got: Any, want: Any, params: Params) -> Verdict:
    """params: relations, each (left formula, right formula, name of the wrong quantity, message); names; given
    (name -> value for use in formulas); operations; shape and dtype as in `close`.
    """
    manners = {name: params[name] for name in ("shape", "dtype") if name in params}
    flat = params["names"]
    if flat and all(isinstance(name, str) for name in flat):
        manners["names"] = flat
    built = judge_close(blank(got["form"]), blank(want["form"]), manners)
    if built.differences:
        return built
    found: list[Difference] = []
    for relation, (mine, place), (theirs, _) in zip(params["relations"], got["facts"], want["facts"], strict=True):
        if mine != "holds" and theirs == "holds":
            _, _, name, says = relation
            where = f"{says.removesuffix('.')} (first at {place})." if place else says
            found.append(difference((name,), "property", where))
    return Verdict(tuple(found), built.advice)


RELATIONS = CheckKind(
    "relations", observe, judge, frozenset({"names", "given", "relations", "operations", "shape", "dtype", "last"})
)
