"""The record of proofs: prose does not change a digest, code does."""

from __future__ import annotations

import pytest

from autograder.authoring import proved

SOURCE = """
def f(x):
    \"\"\"The square of a number.\"\"\"
    # a comment
    return call(x ** 2, label="a small number")
"""


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("The square of a number.", "Squares a number.", True),
        ("# a comment", "# another comment", True),
        ("a small number", "one", True),
        ("x ** 2", "x ** 3", False),
        ("def f(x)", "def f(y)", False),
    ],
)
def test_prose_does_not_count(old, new, same):
    """Rewording changes nothing; code does."""
    before, after = proved.without_prose(SOURCE), proved.without_prose(SOURCE.replace(old, new))
    assert (before == after) == same


def test_record_is_read_back(tmp_path):
    """What is written is read; without a file the record is empty."""
    assert proved.read(tmp_path) == proved.Record()
    record = proved.Record().with_exercises("c9w9a", {"f": "1"}).with_exercises("c9w9a", {"g": "2"})
    record = record.with_notebook("c9w9a", "3")
    proved.write(tmp_path, record)
    assert proved.read(tmp_path) == record
    assert record.exercises == {"c9w9a": {"f": "1", "g": "2"}}
