"""Which tests share a process: proofs of one assignment in any file, and otherwise the tests of one file."""

from __future__ import annotations

import pytest

from tests.conftest import unit


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (
            "tests/proofs/test_promises.py::test_references_agree[c1w2b.propagate]",
            "tests/proofs/c1w2b",
        ),
        (
            "tests/proofs/test_no_leak.py::test_no_number[c1w2b.L_model_forward]",
            "tests/proofs/c1w2b",
        ),
        ("tests/proofs/test_lint.py::test_inputs[c1w1-quiz.question_1]", "tests/proofs/c1w1-quiz"),
        ("tests/proofs/test_lint.py::test_inputs[e1.center]", "tests/proofs/e1"),
        (
            "tests/proofs/test_mutants.py::test_kinds[operator-total += X.sum()]",
            "tests/proofs/test_mutants.py",
        ),
        ("tests/cycle/test_cycle.py::test_a_release[c1w2b.propagate]", "tests/cycle/test_cycle.py"),
        ("tests/cli/test_x.py::TestThis::test_that", "tests/cli/test_x.py"),
    ],
)
def test_tests_of_one_unit_share_a_process(test: str, expected: str) -> None:
    """Proofs of one assignment share a process, and so do the other tests of one file."""
    assert unit(test) == expected
