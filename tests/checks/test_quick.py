"""The quick comparison, which only says whether two values agree, gives the answer of the full one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.checks import KINDS
from autograder.plain import Opaque

numbers = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 1.0, -1.0, 2.0]) | st.integers(-3, 3)
arrays = hnp.arrays(st.sampled_from([float, int, bool]), hnp.array_shapes(min_dims=0, max_dims=2, max_side=3))
leaves = numbers | arrays | st.booleans() | st.none() | st.sampled_from(["a", "b"]) | st.just(Opaque("Thing"))
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from(["dw", "db", "cost"]), inner, max_size=3)
    ),
    max_leaves=6,
)
params = st.fixed_dictionaries(
    {},
    optional={
        "shape": st.sampled_from(["exact", "loose"]),
        "dtype": st.just("exact"),
        "order": st.just("free"),
        "keys": st.just("exact"),
        "names": st.just(("dw", "db")),
        "operations": st.just(1000),
    },
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Any, Any]:
    """Two values, often nearly equal."""
    want = draw(values)
    return draw(st.just(want) | st.builds(lambda other: _nearly(want, other), values) | values), want


def _nearly(want: Any, other: Any) -> Any:
    """One entry changed, or the entries of a tuple in reverse order."""
    if isinstance(want, tuple) and len(want) > 1:
        return want[::-1] if isinstance(other, list) else (other, *want[1:])
    if isinstance(want, dict) and want:
        return {**want, next(iter(want)): other}
    if isinstance(want, np.ndarray) and want.dtype.kind == "f":
        return want * (1 + 1e-9) if isinstance(other, dict) else want.T
    return other


@pytest.mark.parametrize("kind", ["close", "equal"])
@given(pair=pairs(), params=params)
@settings(max_examples=200)
def test_quick_and_patient_agree(kind: str, pair: tuple[Any, Any], params: dict[str, Any]) -> None:
    """The quick comparison agrees with the full one."""
    got, want = pair
    patient = KINDS[kind].judge(got, want, params).differences
    assert KINDS[kind].agrees(got, want, params) == (not patient)


@given(pair=pairs(), params=params, counted=st.sampled_from(["dw", "db", "cost"]))
@settings(max_examples=200)
def test_quick_agrees_on_differences_that_count(pair: tuple[Any, Any], params: dict[str, Any], counted: str) -> None:
    """The quick comparison also agrees where only some differences count."""
    got, want = pair

    def counts(path: tuple[str, ...]) -> bool:
        return counted in path or not path

    patient = KINDS["close"].judge(got, want, params).differences
    quick = KINDS["close"].agrees(got, want, params, counts)
    if any(counts(item.path) for item in patient):
        assert not quick
    elif not patient:
        assert quick
