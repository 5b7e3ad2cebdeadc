"""What every kind of check has in common: it turns outcomes into an observation, and compares two observations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Path = tuple[str, ...]
DifferenceKind = Literal["structure", "missing", "type", "shape", "dtype", "nan", "values", "property"]
Params = Mapping[str, Any]
Counts = Callable[[Path], bool]
"""Whether a difference at this place counts."""


@dataclass(frozen=True)
class Difference:
    """Where an answer and what was expected part.

    quantity     what differs, as a person would call it (`dw`, `costs[2]`, `the result`)
    text         what differs, values shown; hidden_text: the same with place and kind alone
    place        "[0, 1]" of the first entry that differs, or ""
    expected, got  the two values in short, for public keys alone (empty where the text says it all)
    path         the names on the way to the quantity, for the causal order
    hint         a general cause that fits the numbers ("the transpose of what was expected"), or ""
    """

    quantity: str
    kind: DifferenceKind
    text: str
    hidden_text: str
    place: str = ""
    expected: str = ""
    got: str = ""
    path: Path = ()
    hint: str = ""


@dataclass(frozen=True)
class Advice:
    """Right, but worth mending. `code` names the kind of advice and is the same for the same habit on other inputs."""

    code: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """All differences (none: the observations agree) and all advice."""

    differences: tuple[Difference, ...] = ()
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True)
class CheckKind:
    """One word of the closed vocabulary.

    observe   (values, params) -> plain observation; `values` holds one value for each step that is observed
    judge     (got, want, params) -> Verdict, of two observations
    secret    with a public key nothing of `want` may be known: it is None there, and so are the variants
    params    the names of the parameters it understands
    same      two observations of wrong answers are of the same kind; None: each is as the other wants it
    quick     whether `judge` would find no difference at a path that counts; None: `judge` itself is asked
    """

    name: str
    observe: Callable[[Sequence[Any], Params], Any]
    judge: Callable[[Any, Any, Params], Verdict]
    params: frozenset[str] = field(default_factory=frozenset)
    secret: bool = False
    same: Callable[[Any, Any, Params], bool] | None = None
    quick: Callable[[Any, Any, Params, Counts | None], bool] | None = None

    def alike(self, got: Any, other: Any, params: Params) -> bool:
        """Could both have come from the same code? Asked of an answer and a wrong variant's observation."""
        if self.same is not None:
            return self.same(got, other, params)
        return self.agrees(got, other, params) and self.agrees(other, got, params)

    def agrees(self, got: Any, want: Any, params: Params, counts: Counts | None = None) -> bool:
        """No difference (at a path that counts). A class's wrong answers are held against each variant: quickly."""
        if self.quick is not None:
            return self.quick(got, want, params, counts)
        found = self.judge(got, want, params).differences
        return not any(counts is None or counts(item.path) for item in found)

    def compare(self, got: Any, want: Any, params: Params) -> Difference | None:
        """The first difference, or None where `got` is as wanted."""
        differences = self.judge(got, want, params).differences
        return differences[0] if differences else None

    def advice(self, got: Any, want: Any, params: Params) -> tuple[Advice, ...]:
        return self.judge(got, want, params).advice


def single_or_all(values: Sequence[Any], params: Params) -> Any:
    """The observation of most kinds: the one value, or a tuple of them where several steps are observed."""
    if params.get("last"):
        return values[-1]
    return values[0] if len(values) == 1 else tuple(values)


def difference(path: Path, kind: DifferenceKind, text: str, hidden: str = "", **more: str) -> Difference:
    """A Difference at `path`; `{}` in backticks in the texts stands for the quantity's name."""
    return Difference(name_of(path), kind, fill(text, path), fill(hidden or text, path), path=path, **more)


def fill(text: str, path: Path) -> str:
    """Put the quantity's name into a sentence: in backticks where it is a name, in plain words where it is none."""
    name = name_of(path)
    if not name.startswith(RESULT):
        return text.replace("{}", name)
    text = text.replace("`{}`", name)
    return text[0].upper() + text[1:]


def name_of(path: Path) -> str:
    """`dw` for ("grads", "dw"), `costs[2]` for ("costs", "[2]"), "the result" for ()."""
    if not path:
        return RESULT
    if path[-1].startswith("["):
        return name_of(path[:-1]) + path[-1]
    return path[-1]


RESULT = "the result"
