"""Rules on the source follow aliases and helpers, and survive any file."""

from __future__ import annotations

import textwrap

import pytest

from autograder.checks import rules
from autograder.exercise import Rule

NO_NORM = Rule("forbid_calls", "not norm", {"names": ["np.linalg"]})
NO_DOT = Rule("forbid_calls", "not dot", {"names": ["np.dot", "@"]})
NO_LOOPS = Rule("forbid_loops", "no loops")
MUST = Rule("require_call", "call it", {"name": "propagate"})
NO_TF = Rule("forbid_imports", "no tensorflow", {"names": ["tensorflow"]})


def broken(source: str, *checked: Rule) -> list[str]:
    return rules.check(rules.parse(textwrap.dedent(source).encode()), "f", checked)


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\ndef f(x): return np.linalg.norm(x)",
        "import numpy\ndef f(x): return numpy.linalg.norm(x)",
        "from numpy.linalg import norm\ndef f(x): return norm(x)",
        "from numpy import linalg as la\ndef f(x): return la.norm(x)",
        "import numpy as np\nl = np.linalg\ndef f(x): return l.norm(x)",
        "import numpy as np\ndef g(x): return np.linalg.norm(x)\ndef f(x): return g(x)",
        "import numpy as np\ndef f(x):\n    n = np.linalg.norm\n    return n(x)",
    ],
)
def test_forbidden_function_under_any_name(source):
    """A forbidden function is found under every name."""
    assert broken(source, NO_NORM) == ["not norm"]


def test_uncalled_functions_do_not_count():
    """A function that the exercise does not call does not count."""
    assert broken("import numpy as np\ndef g(x): return np.linalg.norm(x)\ndef f(x): return x", NO_NORM) == []


def test_loops_are_found_in_helpers_too():
    """Loops of every form are found in the function and in its helpers."""
    for body in ("for i in x: pass", "while x: pass", "return [i for i in x]", "return sum(i for i in x)"):
        assert broken(f"def f(x):\n    {body}", NO_LOOPS) == ["no loops"]
    assert broken("def g(x): return [i for i in x]\ndef f(x): return g(x)", NO_LOOPS) == ["no loops"]
    assert broken("def f(x): return x + x", NO_LOOPS) == []


def test_operators_calls_and_imports():
    """Forbidden operators and imports and missing calls are found."""
    assert broken("def f(x): return x @ x", NO_DOT) == ["not dot"]
    assert broken("def f(x): return x", MUST) == ["call it"]
    assert broken("def f(x): return propagate(x)", MUST) == []
    assert broken("def f(x):\n    import tensorflow as tf\n    return tf.abs(x)", NO_TF) == ["no tensorflow"]


def test_syntax_error_elsewhere_hides_nothing():
    """A syntax error elsewhere does not hide a broken rule."""
    assert broken("import numpy as np\ndef f(x):\n    return np.linalg.norm(x)\n\ndef g(:\n    pass\n", NO_NORM) == [
        "not norm"
    ]


@pytest.mark.parametrize(
    "source",
    [
        b"\xff\xfe\x00",
        b"x" * (2 << 20),
        b"(" * 10_000,
        b"x=" + b"-" * 100_000 + b"1",
        b"1+" * 50_000 + b"1",
        b"\0",
        b"",
    ],
)
def test_no_file_breaks_the_parser(source):
    """Whatever a file contains, it is parsed or refused with a sentence."""
    try:
        tree = rules.parse(source)
    except rules.UnreadableSource as error:
        assert str(error).endswith(".")
    else:
        assert rules.check(tree, "f", [NO_NORM]) == []
