"""A module is loaded as far as possible, and each step reports what happened in terms of the learner's code."""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np
import pytest

from autograder.plain import Opaque
from autograder.sandbox.local import LocalRunner
from autograder.script import Callback, Handle, Outcome, Recipe, Step
from tests.processor import burners
from tests.sandbox.conftest import PATIENCE


def run(source: str, *steps: Step, **stand_ins: str) -> Outcome:
    """The outcome of the last step."""
    with LocalRunner("module", source.encode(), stand_ins) as runner:
        outcomes = [runner.run(step, PATIENCE) for step in steps]
    return outcomes[-1]


def kind(outcome: Outcome) -> str:
    assert outcome.fault is not None, outcome
    return outcome.fault.kind


BROKEN = '''"""A module."""
import numpy as np
import no_such_package as nsp

def good(z):
    """Some text.

def in_a_string(): this is no code
    """
    return np.asarray(z) + 1

def unclosed(x):
    return (x

@np.vectorize
def decorated(x):
    return x + 1

def return_fell_out(x):
    y = x
return y

def indented_wrongly(x):
   y = 1
     z = 2

class Counter:
    def __init__(self, start):
        self.count = start

    def step(self):
        self.count += 1
        return self.count

def calls_unclosed(x):
    return unclosed(x)

def needs_package(x):
    return nsp.f(x)

x = 1 / 0
last = lambda x: x * 2
'''


class TestLoading:
    @pytest.mark.parametrize("name", ["good", "decorated", "last"])
    def test_good_functions_survive_broken_ones(self, name: str) -> None:
        """Functions that work can be called although others in the module are broken."""
        assert run(BROKEN, Step(name, (3,))).ok

    @pytest.mark.parametrize(
        ("name", "what", "function"),
        [
            ("unclosed", "syntax", "unclosed"),
            ("return_fell_out", "syntax", "return_fell_out"),
            ("indented_wrongly", "syntax", "indented_wrongly"),
            ("calls_unclosed", "syntax", "unclosed"),
            ("needs_package", "import", "nsp"),
            ("x", "import", "x"),
            ("not_there", "missing", "not_there"),
        ],
    )
    def test_a_broken_function_says_what_is_broken(self, name: str, what: str, function: str) -> None:
        """A broken function is reported with the kind and the name of what is broken."""
        outcome = run(BROKEN, Step(name, (3,)))
        assert outcome.fault is not None and (outcome.fault.kind, outcome.fault.function) == (what, function)

    def test_a_syntax_error_has_the_files_line(self, tmp_path: Any) -> None:
        """A syntax error is reported with its line number in the file."""
        fault = run(BROKEN, Step("unclosed", (3,))).fault
        assert fault is not None and fault.frames[0][1:] == (13, "return (x")

    @pytest.mark.parametrize(
        ("source", "what"),
        [
            (b"\xff\xfe", "syntax"),
            (b"def f(): return 1\0", "missing"),
            (b"", "missing"),
            (b"raise SystemExit(1)", "missing"),
            (b"(" * 10_000, "missing"),
            (b"f = 3", "missing"),
            (b"import sys\nsys.exit()\ndef g(): pass", "missing"),
        ],
    )
    def test_a_missing_function_is_a_fault(self, source: bytes, what: str) -> None:
        """A module without the function is a fault, whatever the file contains."""
        with LocalRunner("module", source) as runner:
            assert runner.run(Step("f"), PATIENCE).fault.kind in (what, "syntax")  # type: ignore[union-attr]

    def test_future_imports_apply_to_the_whole_module(self) -> None:
        """A `__future__` import applies to the whole module although each function is compiled by itself."""
        source = "from __future__ import annotations\ndef f(x: NotThere) -> AlsoNot: return 1\ndef g(: pass"
        assert run(source, Step("f", (1,))).value == 1


class TestOutcome:
    def test_side_effects_are_reported(self) -> None:
        """An outcome reports what a function printed, what it warned of and which arguments it changed."""
        source = """
import numpy as np
print("loading")
def f(a, b, *, c=None):
    print("running")
    a += 1
    b.append(2)
    return np.log(np.zeros(1))
"""
        outcome = run(source, Step("f", (np.zeros(2), [1]), {"c": np.ones(1)}))
        assert outcome.printed == "loading\nrunning\n"
        assert outcome.warnings == ("RuntimeWarning: divide by zero encountered in log",)
        assert list(outcome.changed) == ["a", "b"] and outcome.changed["b"] == [1, 2]
        assert outcome.changed["a"].tolist() == [1, 1]

    def test_a_warning_is_reported_each_time(self) -> None:
        """A warning is reported on every call, in Python's usual form."""
        source = "import warnings\ndef f(): warnings.warn('old', DeprecationWarning); return 1"
        with LocalRunner("module", source.encode()) as runner:
            assert [runner.run(Step("f"), PATIENCE).warnings for _ in range(2)] == [("DeprecationWarning: old",)] * 2

    def test_an_unchanged_nan_is_not_a_change(self) -> None:
        """An argument that contains NaN and was not changed is not reported as changed."""
        assert run("def f(a): return a", Step("f", (np.array([np.nan]),))).changed == {}

    def test_the_graders_arrays_are_copied(self) -> None:
        """A function gets copies of the grader's arrays."""
        mine = np.zeros(3)
        run("def f(a):\n    a += 1", Step("f", (mine,)))
        assert mine.tolist() == [0, 0, 0]


class TestFaults:
    def test_frames_are_the_learners_only(self) -> None:
        """A fault lists only frames of the learner's module."""
        source = "import json\ndef inner(x):\n    return json.loads(x)\ndef outer(x):\n    return inner(x)\n"
        fault = run(source, Step("outer", ("{",))).fault
        assert fault is not None and fault.type == "JSONDecodeError"
        assert fault.frames == (("outer", 5, "return inner(x)"), ("inner", 3, "return json.loads(x)"))

    def test_a_stub_is_unattempted(self) -> None:
        """A stub is reported as not attempted, with its name, even if another function calls it."""
        source = """
def later(): raise NotImplementedError("yours to write")
def uses(): return later()
class Net:
    def forward(self): raise NotImplementedError
def net(): return Net().forward()
"""
        assert run(source, Step("later")).fault.function == "later"  # type: ignore[union-attr]
        used = run(source, Step("uses")).fault
        assert used is not None and (used.kind, used.function) == ("unattempted", "later")
        assert run(source, Step("net")).fault.function == "Net.forward"  # type: ignore[union-attr]

    def test_a_librarys_error_is_an_error(self) -> None:
        """A NotImplementedError from a library is an error and not a missing attempt."""
        source = "import asyncio\ndef f():\n    asyncio.AbstractEventLoop().run_forever()"
        assert kind(run(source, Step("f"))) == "error"

    @pytest.mark.parametrize(
        "body",
        [
            "raise SystemExit",
            "raise GeneratorExit",
            "raise BaseException",
            "class E(Exception):\n        def __str__(self): 1/0\n    raise E",
            "class E(Exception):\n        def __str__(self): return 'x' * 10**7\n    raise E",
            "raise NotThere",
            "return f()",
        ],
    )
    def test_every_exception_is_a_bounded_fault(self, body: str) -> None:
        """Every exception becomes a fault of bounded length."""
        outcome = run(f"def f():\n    {body}", Step("f"))
        assert kind(outcome) == "error"
        assert outcome.fault is not None and len(outcome.fault.text) <= 2000 and len(outcome.fault.frames) <= 12

    def test_ctrl_c_passes_through(self) -> None:
        """A KeyboardInterrupt is passed on to the caller."""
        with pytest.raises(KeyboardInterrupt):
            run("def f(): raise KeyboardInterrupt", Step("f"))

    def test_an_endless_loop_in_process_ends(self) -> None:
        """Without a sandbox, too, an endless loop ends, even if it catches exceptions."""
        source = (
            "def f():\n    while True:\n        try:\n            while True: pass\n        except Exception: pass\n"
        )
        start = time.monotonic()
        with LocalRunner("module", source.encode()) as runner:
            assert kind(runner.run(Step("f"), 0.3)) == "timeout"
        assert time.monotonic() - start < PATIENCE, "400 times its limit: the loop was not ended"


LOOPS = {"computes": "while True: pass", "waits": "import time; time.sleep(600)"}


class TestAlarm:
    @pytest.mark.parametrize("how", LOOPS)
    def test_after_a_time_out_the_next_is_judged(self, how: str) -> None:
        """A right answer after a time-out, in the same process and with the same runner, is right."""
        source = f"def f():\n    {LOOPS[how]}\ndef g(x): return x + 1\n"
        with LocalRunner("module", source.encode()) as runner:
            fault = runner.run(Step("f"), 0.3).fault
            assert fault is not None and fault.kind == "timeout" and (fault.type == "waiting") == (how == "waits")
            assert runner.run(Step("g", (1,)), PATIENCE).value == 2

    def test_imports_are_not_charged(self, tmp_path, monkeypatch) -> None:
        """An import that takes longer than the code may compute is neither charged nor interrupted."""
        (tmp_path / "slow_to_import.py").write_text(f"{BURN}burn(1.0)\nvalue = 7\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        source = "def f():\n    import slow_to_import\n    return slow_to_import.value\n"
        with LocalRunner("module", source.encode()) as runner:
            outcome = runner.run(Step("f"), 0.4)
        assert outcome.value == 7 and outcome.seconds < 0.4

    def test_a_busy_machine_costs_nothing(self) -> None:
        """The same work is charged the same, however many other processes want the processor."""
        with LocalRunner("module", f"{BURN}def f(): return burn(0.3)\n".encode()) as runner, burners(6):
            outcome = runner.run(Step("f"), 0.8)
        assert outcome.ok and 0.29 < outcome.seconds < 0.8


BURN = """import time
def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
"""


def test_the_kernel_is_left_unchanged() -> None:
    """Running a learner's module in the kernel changes neither the loaded modules nor the standard streams."""
    modules, streams = set(sys.modules), (sys.stdout, sys.stderr, sys.stdin)
    run("import sys\nprint('x', file=sys.stderr)\ndef f(): return input()", Step("f"))
    assert set(sys.modules) == modules and (sys.stdout, sys.stderr, sys.stdin) == streams


class TestObjects:
    def test_objects_stay_behind_handles(self) -> None:
        """A step can keep an object behind a handle, and later steps can use it."""
        steps = (Step("Counter", (3,), keep="c"), Step("step", on="c"), Step("count", on="c", action="get"))
        assert run(BROKEN, steps[0]).value is None
        assert run(BROKEN, *steps).value == 4
        source = "def make(): return {1}\ndef size(x): return len(x)"
        assert run(source, Step("make", keep="s"), Step("size", (Handle("s"),))).value == 1

    def test_other_objects_come_back_as_types(self) -> None:
        """An object that is not a plain value comes back as its type."""
        assert run("class A: pass\ndef f(): return [A()]", Step("f")).value == [Opaque("module.A")]

    def test_recipes_are_built_beside_the_code(self) -> None:
        """Recipes are built in the process in which the code runs."""
        step = Step(
            "f", (Recipe("generator", {"seed": 7}), Recipe("list_of", {"items": [Recipe("generator", {"seed": 7})]}))
        )
        outcome = run("def f(rng, more): return rng.normal(), more[0].normal(), type(rng).__name__", step)
        assert outcome.value[0] == outcome.value[1] and outcome.value[2] == "Generator"
        assert outcome.changed == {}

    def test_a_callback_keeps_state_within_a_step(self) -> None:
        """A callback gets copies of its arguments and keeps state within a step; a wrong call is a CallbackError."""
        callback = Callback("seen = []\ndef step(x):\n    seen.append(x)\n    x += 1\n    return len(seen)\n", "step")
        source = (
            "import numpy as np\ndef f(step):\n    x = np.zeros(1)\n    step(x)\n    return step(x), x, step.__name__"
        )
        outcome = run(source, Step("f", (callback,)))
        assert outcome.value[0] == 2 and outcome.value[1].tolist() == [0] and outcome.value[2] == "step"
        wrong = run("def f(step): return step(1, 2)", Step("f", (callback,))).fault
        assert wrong is not None and wrong.type == "CallbackError" and "step" in wrong.text


def test_a_stand_in_replaces_a_broken_function() -> None:
    """A stand-in replaces a broken function."""
    stand_in = "def unclosed(x):\n    return np.asarray(x) * 100\n"
    assert run(BROKEN, Step("calls_unclosed", (3,)), unclosed=stand_in).value == 300


def test_nonsense_is_loaded_fast() -> None:
    """A module with 20 000 broken lines is loaded in under 10 s of processor time."""
    with LocalRunner("module", b"def f(): return 1\n" + b"(\n" * 20_000) as runner:
        start = time.process_time()
        assert runner.run(Step("f"), PATIENCE).value == 1
        assert time.process_time() - start < 10
