"""References and reference modules agree in float32 and float64, and tolerances allow only rounding."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.authoring import source
from autograder.authoring.bundle import Bundle
from autograder.authoring.keys.drawing import draw_cases
from autograder.checks import KINDS
from autograder.checks.tolerance import tolerance
from autograder.exercise import Case
from autograder.key.model import KeyCase
from autograder.key.observe import Contract, observe
from autograder.script import Step
from tests.proving import COURSE, EXAMPLES, bundle, effort, exercises, prover

NUMERIC = ("close", "equal", "invariance")
EVERY = exercises(*COURSE, *EXAMPLES)


def cast(value: Any, dtype: str) -> Any:
    """The value with every float array converted to `dtype`."""
    if isinstance(value, dict):
        return {key: cast(item, dtype) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(cast(item, dtype) for item in value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(dtype)
    return value


def steps_in(case: Case, dtype: str) -> tuple[Step, ...]:
    return tuple(
        replace(step, args=cast(step.args, dtype), kwargs=cast(dict(step.kwargs), dtype)) for step in case.steps
    )


def numeric_cases(loaded: Bundle, name: str, seed: int) -> list[Case]:
    cases = draw_cases(loaded, loaded.exercise(name), seed)
    return [case for case in cases if case.check.kind in NUMERIC]


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_references_agree_in_float32(folder, name):
    """References and reference module agree in float32.

    Every case on one seed, and one case on each of 5 more; test_promises tries 20 seeds in float64.
    """
    proof = prover(folder)
    loaded = bundle(folder)
    exercise = loaded.exercise(name)
    contract = Contract(source.parameters(loaded.reference_source, name), exercise.mutates)
    for seed in range(effort(folder, name).precisions):
        cases = numeric_cases(loaded, name, seed)
        for case in cases if seed < 1 else cases[seed % len(cases) :][:1] if cases else ():
            steps = steps_in(case, "float32")
            ours = proof.oracle.version(loaded.reference_source, steps, {}, seed)
            theirs = proof.oracle.reference(name, steps, {}, seed)
            assert (ours[-1].fault, theirs[-1].fault) == (None, None)
            observed = tuple(
                index
                for index, step in enumerate(steps)
                if step.keep is None and (theirs[index].value is not None or exercise.mutates)
            )
            made = KeyCase(tuple(steps), case.check, observed=observed)
            got, want = (observe(made, outcomes, contract) for outcomes in (ours, theirs))
            difference = KINDS[case.check.kind].compare(got, want, case.check.params)
            assert difference is None, f"seed {seed}, {case.label}: {difference}"


def test_summation_order_passes():
    """A float32 sum in another order passes."""
    rng = np.random.default_rng(0)
    for n in (10, 1000, 100_000):
        x = rng.normal(size=n)
        want = x.sum()
        forward = np.float32(0)
        for value in x.astype(np.float32):
            forward += value
        backward = x.astype(np.float32)[::-1].cumsum(dtype=np.float32)[-1]
        allowed = tolerance(want, operations=n, scale=float(np.abs(x).max()))
        assert abs(forward - want) <= allowed
        assert abs(backward - want) <= allowed


def test_float32_products_pass_by_default():
    """Float32 matrix products pass with the default number of operations."""
    rng = np.random.default_rng(1)
    A, B = rng.normal(size=(20, 100)), rng.normal(size=(100, 30))
    want = A @ B
    got = A.astype(np.float32) @ B.astype(np.float32)
    assert np.all(np.abs(got - want) <= tolerance(want, operations=100))


def test_a_thousandth_of_an_error_does_not_pass():
    """An error of a thousandth does not pass."""
    want = np.array([0.5, 2.0, -3.0])
    assert np.all(np.abs(want * 1.001 - want) > tolerance(want))


def test_tolerance_grows_with_operations():
    """The tolerance grows with the root of the number of operations, and is smaller in float64."""
    one, hundred = tolerance(1.0, operations=1), tolerance(1.0, operations=100)
    assert hundred == pytest.approx(10 * one)
    assert tolerance(1.0, precision="float64") < 1e-7 * tolerance(1.0, precision="float32")


def test_cancellation_is_judged_by_the_terms():
    """A result that almost cancels is judged by the size of its terms."""
    terms = np.array([1000.0, -1000.0, 1e-3])
    got = np.float32(terms.astype(np.float32).sum())
    assert abs(got - terms.sum()) <= tolerance(terms.sum(), operations=3, scale=1000.0)
