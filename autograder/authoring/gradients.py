"""Checks with finite differences that an exercise's gradient is the slope of the function it belongs to.

No rule of differentiation is used. A scalar function is computed on both sides of a point, with one number nudged at a
time, and its slope is compared with the gradient that the reference module claims.
"""

from __future__ import annotations

import copy
import itertools
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from autograder.authoring.bundle import Bundle
from autograder.authoring.keys.drawing import derive
from autograder.authoring.keys.oracle import seeded
from autograder.checks.tolerance import tolerance
from autograder.exercise import Exercise, Gradient, Variant

DRAWS = 5  # sets of inputs that must agree
TRIES = 8  # attempts to draw a point without a kink
ENTRIES = 12  # numbers of one array that are nudged, chosen at random if there are more
STEP = 2.0**-12  # relative to the number that is nudged; a power of two, so that adding it rounds little

NOTHING = "`gradients` yields nothing to compare"

NAME = re.compile(r"(^|_)(backward|backprop|propagate|derivative|gradients?|grads?)(_|$)")
QUANTITY = re.compile(r"d([A-Z]\w*|[a-z]\d?(_\w+)?|xt|ba|by|gamma|beta)$")
"""`dw`, `dA_prev`, `dc_next`, `dWax`, and not `dist`."""


@dataclass(frozen=True)
class Agreement:
    """slopes: how many numbers were compared; problems: where they disagree; kinks: where they cannot be compared."""

    slopes: int
    problems: tuple[str, ...]
    kinks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slope:
    """The slope in one number. `kinked`: the function has a corner within the step, or bends too sharply."""

    measured: float
    noise: float
    kinked: bool


def suggests_gradient(exercise: Exercise) -> bool:
    """Whether the exercise's name or quantities suggest that it gives a gradient."""
    return bool(NAME.search(exercise.name) or any(QUANTITY.match(name) for name in exercise.quantities))


def missing_declaration(exercise: Exercise) -> list[str]:
    """Faults of the declaration itself, one sentence each."""
    if exercise.gradients and exercise.no_gradients:
        return ["it declares both `gradients` and `no_gradients`; remove one of them"]
    if suggests_gradient(exercise) and not exercise.gradients and not exercise.no_gradients.strip():
        return ["it looks like a gradient: declare `gradients` (see docs/authors.md), or say in `no_gradients` why not"]
    return []


def gradients_agree(bundle: Bundle, exercise: Exercise, seed: int, draws: int = DRAWS) -> Agreement:
    """Compare the gradients of the reference module with finite differences, on several draws.

    At least one wrong variant must disagree: a declaration that detects none of them proves nothing.
    """
    if exercise.gradients is None:
        return Agreement(0, ())
    module = bundle.solution_namespace()
    try:
        parts = [_compare(exercise, module, seed, draw) for draw in range(draws)]
    except KinkError as kink:
        return Agreement(0, (str(kink),))
    problems = [problem for part in parts for problem in part.problems]
    if not problems and not any(_is_revealed(bundle, exercise, version, seed) for version in exercise.variants):
        problems = ["finite differences agree with every wrong variant: `gradients` tests nothing that matters"]
    return Agreement(sum(part.slopes for part in parts), tuple(problems[:4]))


class KinkError(Exception):
    """No draw was found without a kink."""


def _is_revealed(bundle: Bundle, exercise: Exercise, variant: Variant, seed: int) -> bool:
    """Whether the slopes reveal this mistake. One that raises an exception does not count: other tests reveal it."""
    module = bundle.solution_namespace(bundle.version_source(exercise, variant))
    try:
        with np.errstate(all="ignore"):
            return bool(_compare(exercise, module, seed, 0).problems)
    except Exception:
        return False


def _compare(exercise: Exercise, module: ModuleType, seed: int, draw: int) -> Agreement:
    """The comparison on the first draw without a kink. Raises KinkError if there is none."""
    assert exercise.gradients is not None
    for number in range(TRIES):
        own = derive(seed, "gradients", exercise.name, str(draw), str(number))
        with seeded(own):
            claims = list(exercise.gradients(module, np.random.default_rng(own)))
            parts = [check(claim, random.Random(own)) for claim in claims]
        kinks = [place for part in parts for place in part.kinks]
        if not kinks:
            problems = [problem for part in parts for problem in part.problems]
            return Agreement(sum(part.slopes for part in parts), tuple(problems if parts else [NOTHING]))
    raise KinkError(f"all of {TRIES} draws have a kink in the function, the last one at {kinks[0]}")


def check(claim: Gradient, rng: random.Random) -> Agreement:
    """Compare one claim number by number."""
    slopes = 0
    problems, kinks = [], []
    for path, claimed in _leaves(claim.claimed):
        what = "".join([path[0], *(f"[{step!r}]" for step in path[1:])])
        try:
            point = np.asarray(_at(claim.at, path))
        except (KeyError, IndexError, TypeError):
            return Agreement(0, (f"a gradient for `{what}` is claimed, which is not part of the point `at`",))
        gradient = np.asarray(claimed)
        if gradient.shape != point.shape:
            problems.append(
                f"the gradient for `{what}` has shape {gradient.shape}, but `{what}` itself has shape {point.shape}"
            )
            continue
        places = list(np.ndindex(point.shape))
        for place in places if len(places) <= ENTRIES else sorted(rng.sample(places, ENTRIES)):
            where = what + (str(list(place)) if place else "")
            slope = measure(claim, path, place)
            slopes += 1
            allowed = slope.noise + float(tolerance(gradient[place], claim.operations, "float64"))
            if slope.kinked:
                kinks.append(f"`{where}`")
            elif not abs(gradient[place] - slope.measured) <= allowed:
                told = f"{gradient[place]:.10g} is claimed, but {slope.measured:.10g} measured"
                problems.append(f"slope in `{where}`: {told} (tolerance {allowed:.1g})")
    return Agreement(slopes, tuple(problems), tuple(kinks))


def measure(claim: Gradient, path: Sequence[Any], place: tuple[int, ...]) -> Slope:
    """The slope in one number, from central differences at three steps, extrapolated twice (Richardson 1911).

    For a smooth function, the two extrapolated slopes differ only by rounding. If they differ by more, or if the
    second difference does not shrink with the square of the step, there is a corner.
    """
    before = float(np.asarray(_at(claim.at, path))[place])
    step = STEP * max(1.0, 2.0 ** np.floor(np.log2(abs(before) or 1.0)))

    def value(nudge: float) -> float:
        return float(np.squeeze(claim.of(**_nudged(claim.at, path, place, before + nudge))))

    middle = value(0.0)
    steps = [step, step / 2, step / 4]
    right, left = [value(h) for h in steps], [value(-h) for h in steps]
    central = [(up - down) / (2 * h) for up, down, h in zip(right, left, steps, strict=True)]
    bends = [(up - 2 * middle + down) / h for up, down, h in zip(right, left, steps, strict=True)]
    coarse, fine = [(4 * half - whole) / 3 for whole, half in itertools.pairwise(central)]
    largest = max(map(abs, [middle, *right, *left]))
    # One value may be off by this much; `fine` combines four of them, over a quarter of the step.
    off = float(tolerance(largest, claim.operations, "float64", claim.scale))
    noise = 6 * off / step
    corner = abs(bends[1] - 2 * bends[2]) > 40 * off / step + 1e-9 * abs(fine)
    return Slope(fine, noise, bool(corner or abs(coarse - fine) > 10 * off / step + 1e-9 * abs(fine)))


def _nudged(at: Mapping[str, Any], path: Sequence[Any], place: tuple[int, ...], value: float) -> dict[str, Any]:
    """A copy of the point with one number replaced."""
    point = copy.deepcopy(dict(at))
    owner: Any = point
    *outer, last = path
    for step in outer:
        owner = owner[step]
    if isinstance(owner, tuple):
        raise TypeError("a number inside a tuple cannot be nudged: give a list, a dictionary or an array")
    if place:
        owner[last] = np.array(owner[last], dtype=np.float64)
        owner[last][place] = value
    else:
        owner[last] = value if np.isscalar(owner[last]) else np.array(value)
    return point


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))
    else:
        yield path, value


def _at(value: Any, path: Sequence[Any]) -> Any:
    for step in path:
        value = value[step]
    return value
