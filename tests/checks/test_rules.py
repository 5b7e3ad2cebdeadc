"""Rules on the source follow aliases and helpers, and survive any file."""

from __future__ import annotations

import textwrap
import time

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


@pytest.mark.parametrize(
    "source",
    [
        "g = lambda x: [i for i in x]\ndef f(x): return g(x)",
        "def g(x): return [i for i in x]\nT = {'g': g}\ndef f(x): return T['g'](x)",
        "def f(x): return x\nif True:\n    def f(x): return [i for i in x]",
        "def f(x): return list(map(abs, x))",
        "def f(x): return f(x[1:]) if len(x) else 0",
        "def f(x):\n    exec('for i in x: pass')\n    return x",
    ],
)
def test_hidden_loops_are_found(source):
    """A loop behind a lambda, a table, a second definition, `map`, recursion or `exec` is a loop."""
    assert broken(source, NO_LOOPS) == ["no loops"]


def test_a_dropped_result_is_no_call():
    """A required call whose result is dropped or never read does not count."""
    assert broken("def f(x):\n    propagate(x)\n    return x", MUST) == ["call it"]
    assert broken("def f(x):\n    y = propagate(x)\n    return x", MUST) == ["call it"]


def test_time_grows_with_the_size_alone():
    """Twice as many imports and assignments take about twice as long, not four times."""

    def seconds(size: int) -> float:
        source = "if 0:\n import " + ",".join(f"m{n}" for n in range(size)) + "\n" + " a=b\n" * size
        tree = rules.parse(f"def f(x): return x\n{source}".encode())
        return min(_timed(tree) for _ in range(3))

    assert seconds(4000) < 3 * seconds(2000) + 0.05


def _timed(tree) -> float:
    start = time.process_time()
    rules.check(tree, "f", [NO_NORM])
    return time.process_time() - start
