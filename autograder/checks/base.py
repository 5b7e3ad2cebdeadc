"""What all kinds of checks have in common: they turn values into an observation and compare two observations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Path = tuple[str, ...]
DifferenceKind = Literal["structure", "missing", "type", "shape", "dtype", "nan", "values", "property"]
AdviceKind = Literal["boolean", "changed", "extra", "list", "sequence", "shape", "size-one"]
Params = Mapping[str, Any]
Counts = Callable[[Path], bool]
"""Whether a difference at this path counts."""


@dataclass(frozen=True)
class Difference:
    """One difference between an answer and the expected one.

    quantity     what differs, as a person would call it (`dw`, `costs[2]`, `the result`)
    text         the message; hidden_text: the same without values, for hidden keys
    place        "[0, 1]" of the first entry that differs, or ""
    expected, got  the two values in short, for public keys only (empty if the text says everything)
    share        "2 of 3 entries differ", or ""
    path         the names that lead to the quantity, for the causal order
    hint         a general cause that fits the numbers ("It is the transpose of ..."), or ""
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
    share: str = ""


@dataclass(frozen=True)
class Advice:
    """A habit in a right answer that the learner should change: a list for an array, at some path in the result."""

    kind: AdviceKind
    path: Path
    text: str
    hidden: str = ""

    @property
    def hidden_text(self) -> str:
        """The advice without words that a learner's program may have made up."""
        return self.hidden or self.text

    @property
    def code(self) -> str:
        """`list:cache.W`: the habit as keys store it, the same whatever the inputs are."""
        return f"{self.kind}:{'.'.join(self.path)}"


@dataclass(frozen=True)
class Verdict:
    """All differences (none if the observations agree) and all advice."""

    differences: tuple[Difference, ...] = ()
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True)
class CheckKind:
    """One kind of check.

    observe   (values, params) -> plain observation; `values` has one value for each observed step
    judge     (got, want, params) -> Verdict on two observations
    secret    a public key must not contain `want`: it is None there, and so are the variants
    params    the names of the parameters
    same      whether two observations of wrong answers may come from the same code; None: `judge` accepts each for the
              other
    quick     whether `judge` would find no difference at a path that counts; None: call `judge`
    """

    name: str
    observe: Callable[[Sequence[Any], Params], Any]
    judge: Callable[[Any, Any, Params], Verdict]
    params: frozenset[str] = field(default_factory=frozenset)
    secret: bool = False
    same: Callable[[Any, Any, Params], bool] | None = None
    quick: Callable[[Any, Any, Params, Counts | None], bool] | None = None

    def alike(self, got: Any, other: Any, params: Params) -> bool:
        """Whether an answer's observation and a wrong variant's may come from the same code."""
        if self.same is not None:
            return self.same(got, other, params)
        return self.agrees(got, other, params) and self.agrees(other, got, params)

    def agrees(self, got: Any, want: Any, params: Params, counts: Counts | None = None) -> bool:
        """Whether there is no difference (at a path that counts). Fast: answers are compared with all variants."""
        if self.quick is not None:
            return self.quick(got, want, params, counts)
        found = self.judge(got, want, params).differences
        return not any(counts is None or counts(item.path) for item in found)

    def compare(self, got: Any, want: Any, params: Params) -> Difference | None:
        """The first difference, or None if there is none."""
        differences = self.judge(got, want, params).differences
        return differences[0] if differences else None

    def advice(self, got: Any, want: Any, params: Params) -> tuple[Advice, ...]:
        return self.judge(got, want, params).advice


def single_or_all(values: Sequence[Any], params: Params) -> Any:
    """The observation of most kinds: the one value, or a tuple of values if several steps are observed."""
    if params.get("last"):
        return values[-1]
    return values[0] if len(values) == 1 else tuple(values)


def difference(path: Path, kind: DifferenceKind, text: str, hidden: str = "", **more: str) -> Difference:
    """A Difference at `path`. In the texts, `{}` in backticks is replaced by the quantity's name."""
    return Difference(name_of(path), kind, fill(text, path), fill(hidden or text, path), path=path, **more)


def fill(text: str, path: Path) -> str:
    """Put the quantity's name into a sentence: in backticks if it is a name, else in plain words."""
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
