"""Finds submissions that are nearly the same: a pointer to look, never a verdict.

Everybody follows one contract, and the solutions of such a course are public, so much is the same in honest work. What
counts here is what hardly anybody else wrote. A text is cut into runs of tokens, without comments, layout and the names
that its author chose, as the fingerprints of Schleimer, Wilkerson and Aiken ("Winnowing", 2003); runs that stand in the
stub, in the reference or in a known right or wrong version are dropped, and so are those that many learners share.
"""

from __future__ import annotations

import io
import itertools
import keyword
import tokenize
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

LONGEST = 40_000  # tokens; a solved module has some thousands
RUN = 12  # tokens: about a line
WINDOW = 4  # of as many runs in sequence one is kept
FEWEST_LEARNERS = 5  # below that nobody can tell what is rare
RARE = 0.05  # what a larger share of the class wrote (and more than two learners) says nothing
ENOUGH = 15  # shared rare runs: some five lines that nobody else has
ALIKE = 0.6  # of the rare runs of the one who has fewer


@dataclass(frozen=True)
class Likeness:
    """Learners whose modules share rare code; `share` of the rare runs of whoever has fewest; the functions it is in.

    same  nothing differs but names, comments and layout
    """

    learners: tuple[str, ...]
    share: float
    exercises: tuple[str, ...]
    same: bool


def alike(learners: Iterable[str], read: Callable[[str], str | None], known: Iterable[str]) -> tuple[Likeness, ...]:
    """The most similar first.

    read   gives a learner's module; None where there is none. Called once, and once more for those who are named
    known  texts that everybody may resemble: stub, reference, known right and wrong versions

    A text that is no Python counts as far as it can be read. Time and memory grow with the number of learners.
    """
    background = {run for text in known for run in fingerprints(text, every=True)}
    groups: dict[bytes, list[str]] = {}
    for learner in learners:
        source = read(learner)
        if source is not None:
            own = sorted(run for run in fingerprints(source) if run not in background)
            groups.setdefault(array("I", own).tobytes(), []).append(learner)
    if sum(map(len, groups.values())) < FEWEST_LEARNERS:
        return ()
    # One text handed in by thirty is one text: it must not make its own code look common.
    writers = Counter(run for key in groups for run in array("I", key))
    most = max(2, int(RARE * len(groups)))
    rare = {key: {run for run in array("I", key) if writers[run] <= most} for key in groups}

    def found(names: Iterable[str], share: float, runs: set[int], same: bool) -> Likeness:
        where = fingerprints(read(next(iter(names))) or "", every=True)
        counts = Counter(where[run] for run in runs if where.get(run))
        return Likeness(tuple(names), round(share, 2), tuple(name for name, _ in counts.most_common()), same)

    likenesses = [
        found(names, 1.0, rare[key], True)
        for key, names in groups.items()
        if len(names) > 1 and len(rare[key]) >= ENOUGH
    ]
    for left, right, shared in _pairs(rare):
        share = len(shared) / min(len(rare[left]), len(rare[right]))
        if len(shared) >= ENOUGH and share >= ALIKE:
            likenesses.append(found((*groups[left], *groups[right]), share, shared, False))
    return tuple(sorted(likenesses, key=lambda item: (-item.share, item.learners)))


def fingerprints(source: str, every: bool = False) -> dict[int, str]:
    """The runs of each function (and of what stands outside of functions); `every` keeps all of them."""
    found: dict[int, str] = {}
    for where, tokens in _functions(source):
        runs = [zlib.crc32("\x1f".join(tokens[i : i + RUN]).encode()) for i in range(len(tokens) - RUN + 1)]
        if not every:
            runs = [min(runs[i : i + WINDOW]) for i in range(max(1, len(runs) - WINDOW + 1))] if runs else []
        for run in runs:
            found.setdefault(run, where)
    return found


def _functions(source: str) -> Iterator[tuple[str, list[str]]]:
    """(name, tokens) of every function at the left margin, and ("", tokens) of what is between them."""
    name, tokens = "", list[str]()
    before = ""
    for kind, text, column in _tokens(source):
        if column == 0 and text in ("def", "class"):
            yield name, tokens
            name, tokens = "", []
        elif before == "def" and not name and not tokens[:-1]:
            name = text
        tokens.append(_plain(kind, text, before))
        before = text
    yield name, tokens


def _tokens(source: str) -> Iterator[tuple[int, str, int]]:
    left_out = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    try:
        for token in itertools.islice(tokenize.generate_tokens(io.StringIO(source).readline), LONGEST):
            if token.type not in left_out:
                yield token.type, token.string, token.start[1]
    except (tokenize.TokenError, SyntaxError, ValueError):
        return  # what came before it counts


def _plain(kind: int, text: str, before: str) -> str:
    """A token without what its author chose: names, the words of strings. Attributes (`np.dot`) say what is done."""
    if kind == tokenize.STRING:
        return "string"
    if kind == tokenize.NAME and before != "." and not keyword.iskeyword(text):
        return "name"
    return text


def _pairs(rare: Mapping[bytes, set[int]]) -> Iterator[tuple[bytes, bytes, set[int]]]:
    """Those that share a rare run at all; each run is held by few, so that there are few."""
    holders: dict[int, list[bytes]] = {}
    for key, runs in rare.items():
        for run in runs:
            holders.setdefault(run, []).append(key)
    shared: dict[tuple[bytes, bytes], set[int]] = {}
    for run, keys in holders.items():
        for pair in itertools.combinations(keys, 2):
            shared.setdefault(pair, set()).add(run)
    for (left, right), runs in shared.items():
        yield left, right, runs
