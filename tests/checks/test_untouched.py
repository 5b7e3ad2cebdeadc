"""An exercise that a learner has not begun is recognised from its source, whatever its layout."""

from __future__ import annotations

import pytest

from autograder.checks import rules
from autograder.checks.untouched import fingerprint, untouched

STUB = '''"""A module."""
import numpy as np

def first(x, y=2):
    """What it does."""
    # YOUR CODE HERE
    raise NotImplementedError("first is not written yet")

def second(boxes):
    """Given lines come first."""
    label = np.zeros((3, len(boxes)))
    # YOUR CODE HERE
    raise NotImplementedError("second is not written yet")

class Net:
    """A class with a given constructor."""

    def __init__(self, size):
        """Given."""
        self.size = size

    def call(self, x):
        # YOUR CODE HERE
        raise NotImplementedError("call is not written yet")
'''
NAMES = ("first", "second", "Net")


def left(source: str) -> set[str]:
    """The names that are untouched in a learner's source."""
    marks = {name: fingerprint(STUB, name) for name in NAMES}
    return set(untouched(source.encode(), rules.parse(source.encode()), marks))


class TestUntouched:
    @pytest.mark.parametrize(
        "edits",
        [
            (),
            (('    """What it does."""\n', ""),),
            (("def first(x, y=2):", "def first( x,\n        y = 2 ) -> float:"),),
            (('("first is not written yet")', ""),),
            (("# YOUR CODE HERE\n", "\n\n# what now?\n"),),
            (('"first', "'first"), ('written yet")\n\ndef second', "written yet')\n\ndef second")),
            (("import numpy as np", "import numpy as np\nimport math\nscale = 2\ndef mine(): pass"),),
            (("    raise NotImplementedError", "    pass\n    raise NotImplementedError"),),
            (("def first(x, y=2)", "def first(x: int, y: int = 2)"),),
            (("class Net:", "other = [\n\nclass Net:"),),
        ],
    )
    def test_layout_does_not_matter(self, edits: tuple[tuple[str, str], ...]) -> None:
        source = STUB
        for old, new in edits:
            assert old in source
            source = source.replace(old, new, 1)
        assert left(source) == set(NAMES)

    def test_other_parameters(self) -> None:
        """A function that only raises is untouched even if its parameters have other names."""
        assert "first" in left(STUB.replace("first(x, y=2)", "first(a, b)"))


class TestBegun:
    @pytest.mark.parametrize(
        ("old", "new", "begun"),
        [
            ('    raise NotImplementedError("first is not written yet")', "    return x", {"first"}),
            ('    raise NotImplementedError("first', '    z = x\n    raise NotImplementedError("first', {"first"}),
            ("np.zeros(", "np.ones(", {"second"}),
            ("        self.size = size", "        self.size = 2 * size", {"Net"}),
            ('"""A module."""', "from mine import *", set()),
        ],
    )
    def test_a_change_is_begun(self, old: str, new: str, begun: set[str]) -> None:
        assert old in STUB
        assert left(STUB.replace(old, new, 1)) == set(NAMES) - begun

    @pytest.mark.parametrize(
        "after",
        [
            "first = second = Net = None",
            "def first(x): return x\ndef second(x): return x\nclass Net: pass",
            "from mine import *",
            "exec(open('mine.py').read())",
            "globals()['first'] = 1",
            "if True:\n    def first(x): return x\n    second = Net = first",
            "from mine import first, second, Net",
            "def first(x): return (x\ndef second(x): return (x\nclass Net(: pass",
        ],
    )
    def test_another_definition_is_begun(self, after: str) -> None:
        """Whatever binds the names after the stubs, or may do so, has to be run."""
        assert left(f"{STUB}\n{after}\n") == set()

    def test_a_replaced_method_is_begun(self) -> None:
        assert left(f"{STUB}\nNet.call = lambda self, x: x\n") == {"first", "second"}

    def test_nothing_to_write(self) -> None:
        """A definition without a place to write has no fingerprint and is never untouched."""
        given = "def given(x):\n    return x\n"
        assert fingerprint(given, "given") == ""
        assert not untouched(given.encode(), rules.parse(given.encode()), {"given": ""})

    def test_a_deep_source_is_left_to_the_run(self) -> None:
        source = f"{STUB}\nx = {'-' * 50_000}1\n"
        assert left(source) <= set(NAMES)
