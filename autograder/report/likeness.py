"""Finds submissions that are nearly the same: a reason to look, not proof of copying.

All learners implement the same functions, and solutions of such courses are public, so honest work has much in common.
Only code that few others wrote counts here. A text is cut into runs of tokens, without comments, layout and names, and
the runs are sampled as in Schleimer, Wilkerson and Aiken ("Winnowing", 2003). Runs that are in the stub, in the
reference, in a known variant or alternative, or in many submissions are ignored.
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

LONGEST = 40_000  # tokens; a solved module has a few thousand
RUN = 12  # tokens: about a line
WINDOW = 4  # one of this many consecutive runs is kept
FEWEST_LEARNERS = 5  # with fewer, rare code cannot be recognized
RARE = 0.05  # a run is common if a larger share of the class, and more than two learners, wrote it
ENOUGH = 15  # shared rare runs: about five lines that nobody else has
ALIKE = 0.6  # shared part of the rare runs of the learner who has fewer


@dataclass(frozen=True)
class Likeness:
    """Learners whose modules share rare code.

    share      the shared part of the rare runs of the learner who has fewest
    exercises  the functions that contain the shared code
    same       only names, comments and layout differ
    """

    learners: tuple[str, ...]
    share: float
    exercises: tuple[str, ...]
    same: bool


def alike(learners: Iterable[str], read: Callable[[str], str | None], known: Iterable[str]) -> tuple[Likeness, ...]:
    """Find similar submissions, the most similar first. Time and memory grow with the number of learners.

    read   returns a learner's module, or None; called once, and once more for learners in the result
    known  texts that anybody may resemble: stub, reference, variants and alternatives

    If a text is not valid Python, the part before the error counts.
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
    # Identical texts count once, so that thirty copies do not make their own code look common.
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
    """{run: function}, with "" for code outside functions; `every` keeps all runs instead of a sample."""
    found: dict[int, str] = {}
    for where, tokens in _functions(source):
        runs = [zlib.crc32("\x1f".join(tokens[i : i + RUN]).encode()) for i in range(len(tokens) - RUN + 1)]
        if not every:
            runs = [min(runs[i : i + WINDOW]) for i in range(max(1, len(runs) - WINDOW + 1))] if runs else []
        for run in runs:
            found.setdefault(run, where)
    return found


def _functions(source: str) -> Iterator[tuple[str, list[str]]]:
    """(name, tokens) of each top-level function, and ("", tokens) of the code between them."""
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
        return  # the tokens before the error count


def _plain(kind: int, text: str, before: str) -> str:
    """A token without the author's choices: names and strings are replaced. Attributes (`np.dot`) are kept."""
    if kind == tokenize.STRING:
        return "string"
    if kind == tokenize.NAME and before != "." and not keyword.iskeyword(text):
        return "name"
    return text


def _pairs(rare: Mapping[bytes, set[int]]) -> Iterator[tuple[bytes, bytes, set[int]]]:
    """All pairs that share a rare run, with the shared runs. Few learners have each run, so there are few pairs."""
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
