"""Finds the order in which values were meant, where they came in another."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

ORDERS_TRIED = 4

Alike = Callable[[Any, Any], bool]


def is_reordered(got: Sequence[Any], want: Sequence[Any], alike: Alike) -> bool:
    """Whether `got` holds what is wanted, in another order. Only of few: the orders are tried one by one."""
    if not 2 <= len(want) <= ORDERS_TRIED:
        return False
    orders = itertools.islice(itertools.permutations(got), 1, None)
    return any(all(map(alike, order, want)) for order in orders)


def best_order(got: Sequence[Any], want: Sequence[Any], alike: Alike) -> list[Any]:
    """`got` reordered so that each entry of `want` meets one that equals it, where there is one."""
    left = dict(enumerate(got))
    places = []
    for item in want:
        place = next((place for place, mine in left.items() if alike(mine, item)), None)
        places.append(place)
        if place is not None:
            del left[place]
    rest = iter(left.values())
    return [next(rest) if place is None else got[place] for place in places]
