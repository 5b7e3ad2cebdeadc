"""The stub has everything a learner needs and nothing of the answer."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.authoring import stub

MODULE = '''"""A module."""

import math


def area(r):
    """Area of a circle."""
    ### BEGIN SOLUTION
    square = r * r
    return math.pi * square
    ### END SOLUTION


class Counter:
    def step(self, by=1):
        """Count on."""
        before = self.value
        ### BEGIN SOLUTION
        self.value = before + by
        ### END SOLUTION
        return self.value
'''


def test_stub_removes_only_the_answer() -> None:
    """The stub keeps signatures, docstrings and imports and removes the answer."""
    text = stub.make_stub(MODULE, "c9w9z-example")
    assert text.startswith("# Generated from solutions/c9w9z-example")
    assert "c9w9z-example.ipynb" in text.splitlines()[0]
    for kept in ('"""Area of a circle."""', "import math", "def step(self, by=1):", "before = self.value"):
        assert kept in text
    for gone in ("math.pi * square", "before + by", "SOLUTION"):
        assert gone not in text


def test_stub_raises_not_implemented() -> None:
    """A function or method of the stub raises NotImplementedError with its name."""
    names: dict = {}
    exec(stub.make_stub(MODULE, "c9w9z-example"), names)
    with pytest.raises(NotImplementedError, match="area is not written yet"):
        names["area"](1)
    counter = names["Counter"]()
    counter.value = 3
    with pytest.raises(NotImplementedError, match="step is not written yet"):
        counter.step()


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("def f():\n    ### BEGIN SOLUTION\n    return 1\n", "never ends"),
        ("def f():\n    return 1\n    ### END SOLUTION\n", "never began"),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", "outside every function"),
        (
            "def f():\n    ### BEGIN SOLUTION\n    x = 1\n    ### BEGIN SOLUTION\n    ### END SOLUTION\n",
            "begins inside",
        ),
    ],
)
def test_mismatched_markers(source: str, sentence: str) -> None:
    """Markers that do not match raise an error that says how."""
    with pytest.raises(stub.MarkerError, match=sentence):
        stub.make_stub(source, "c9w9z-example")


def test_region_names_its_method() -> None:
    """A solution region in a method has the method's name."""
    assert [region.function for region in stub.solution_regions(MODULE)] == ["area", "step"]


def test_build_stubs_writes_once(tmp_path: Path) -> None:
    """`build_stubs` writes the files once and then leaves them alone."""
    folder = tmp_path / "solutions" / "c9w9z-example"
    folder.mkdir(parents=True)
    (folder / "counting.py").write_text(MODULE, encoding="utf-8")
    for name in ("references.py", "exercises.py"):
        (folder / name).write_text("x = 1\n", encoding="utf-8")

    class Project:
        solutions = tmp_path / "solutions"
        stubs = tmp_path / "stubs"

    assert stub.build_stubs(Project()) == [tmp_path / "stubs" / "c9w9z-example" / "counting.py"]
    assert stub.build_stubs(Project()) == []
    written = Project.stubs / "c9w9z-example" / "counting.py"
    ast.parse(written.read_text(encoding="utf-8"))
