"""What a submission cannot use up: each attempt ends with its own fault, and the next submission works as before."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from autograder.sandbox.client import Sandbox, SandboxLimits
from autograder.script import Callback, Outcome, Step
from tests.processor import burners
from tests.sandbox.conftest import PATIENCE, descriptors

Attempt = Callable[..., Outcome]

WORK = b"""import time
def work():
    end = time.process_time() + 0.3
    while time.process_time() < end: pass
"""


def fault(outcome: Outcome) -> str:
    assert outcome.fault is not None
    return outcome.fault.kind


class TestTime:
    """Limits on time."""

    @pytest.mark.parametrize(
        ("lines", "told"),
        [
            ("while True: pass", "not done after 0.5 s of processor time"),
            ("import time; time.sleep(600)", "waited without computing for 1 s"),
            ("sum(range(10**12))", "not done after 0.5 s of processor time"),
            ("import threading; threading.Event().wait()", "waited without computing for 1 s"),
            (
                "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass",
                "not done after 0.5 s of processor time",
            ),
        ],
    )
    def test_a_hang_ends(self, attempt: Attempt, lines: str, told: str) -> None:
        """A step that hangs ends with a timeout, which says whether it computed or waited."""
        start = time.monotonic()
        outcome = attempt(lines, seconds=0.5)
        assert fault(outcome) == "timeout" and outcome.fault and outcome.fault.text == told
        assert time.monotonic() - start < PATIENCE, "more than 200 times its limit: the step was not ended"

    def test_a_hang_while_loading_ends(self, attempt: Attempt) -> None:
        """A module that hangs while it is loaded ends with the time of the first step."""
        assert fault(attempt("return 1", before="while True: pass", seconds=0.5)) == "timeout"

    def test_steps_share_the_sessions_time(self, sandbox: Sandbox) -> None:
        """All steps of a session share its time, even if each is far within its own."""
        with sandbox.open("module", WORK, {}, SandboxLimits(seconds=1.5)) as session:
            outcomes = [session.run(Step("work"), PATIENCE) for _ in range(8)]
        ok = [outcome.ok for outcome in outcomes]
        assert ok[0] and not any(ok[6:]) and ok == sorted(ok, reverse=True)
        assert fault(outcomes[6]) == fault(outcomes[7]) == "timeout"
        assert all(0.29 < outcome.seconds < 0.6 for outcome in outcomes if outcome.ok)

    def test_a_busy_machine_costs_nothing(self, sandbox: Sandbox) -> None:
        """The same work is charged the same, however many other processes want the processor."""
        limits, busy = SandboxLimits(seconds=1.0), burners(3 * (os.cpu_count() or 1))
        with busy, sandbox.open("module", WORK, {}, limits) as session:
            outcome = session.run(Step("work"), 1.0)
        assert outcome.ok and 0.29 < outcome.seconds < 0.6

    def test_processor_time_is_limited(self, attempt: Attempt) -> None:
        """A submission that uses up its processor time ends with a timeout."""
        outcome = attempt("while True: pass", cpu=1)
        assert fault(outcome) == "timeout" and outcome.fault and outcome.fault.text == "more than 1 s of processor time"

    def test_time_between_steps_is_free(self, sandbox: Sandbox) -> None:
        """Time that passes between two steps is not charged to the submission."""
        with sandbox.open("module", b"def f(): return 1\n", {}, SandboxLimits(seconds=3.0)) as session:
            assert session.run(Step("f"), PATIENCE).ok
            time.sleep(3.1)
            assert session.run(Step("f"), PATIENCE).ok


class TestMemory:
    @pytest.mark.parametrize(
        "lines",
        [
            "import numpy as np; return np.ones(4 * 2**30, np.uint8)",
            "x = [0]\nwhile True: x += x",
            "return 'x' * 2**33",
        ],
    )
    def test_memory_is_limited(self, attempt: Attempt, lines: str) -> None:
        """A submission that needs too much memory ends with a memory fault."""
        assert fault(attempt(lines)) == "memory"

    def test_memory_within_the_limit_can_be_used(self, attempt: Attempt) -> None:
        """A submission can use memory within its limit."""
        assert attempt("import numpy as np; return float(np.ones(10**8, np.uint8).sum())").value == 1e8


class TestOutput:
    def test_a_large_result_is_refused(self, attempt: Attempt) -> None:
        """A result that is too large, too deep or cyclic is refused."""
        assert fault(attempt("import numpy as np; return np.zeros(200 << 20, np.uint8)")) == "output"
        assert fault(attempt("return 'x' * (50 << 20)")) == "output"
        assert fault(attempt("x = []\nfor _ in range(1000): x = [x]\nreturn x")) == "output"
        assert fault(attempt("x = []\nx.append(x)\nreturn x")) == "output"
        assert fault(attempt("return list(range(1_000_000))")) == "output"

    def test_one_large_array_may_be_returned(self, attempt: Attempt) -> None:
        """A submission may return an array of 32 MB."""
        assert attempt("import numpy as np; return np.zeros(32 << 20, np.uint8)").value.nbytes == 32 << 20

    def test_a_flood_of_prints_is_cut(self, attempt: Attempt) -> None:
        """What a submission prints is cut to a bounded length."""
        outcome = attempt("for _ in range(100_000): print('flood' * 10)\nreturn 1")
        assert outcome.value == 1 and len(outcome.printed) < 20_000

    def test_output_past_python_is_dropped(self, attempt: Attempt) -> None:
        """Output written directly to the descriptors is dropped and does not block."""
        assert (
            attempt("for _ in range(1000): os.write(1, b'x' * 65536); os.write(2, b'x' * 65536)\nreturn 1").value == 1
        )


class TestFiles:
    def test_file_sizes_and_counts_are_limited(self, attempt: Attempt) -> None:
        """The size of a file, the size of all files and their number are limited."""
        one = attempt("open('big', 'wb').write(bytes(20 << 20))")
        assert one.fault is not None and one.fault.type == "OSError"
        many = attempt("""
        for number in range(10_000):
            open(f'file{number}', 'wb').write(bytes(7 << 20))
    """)
        assert many.fault is not None and many.fault.type == "disk"
        empty = attempt("""
        number = 0
        while True:
            number += 1
            open(f'file{number}', 'wb').close()
    """)
        assert empty.fault is not None and empty.fault.type == "disk"

    def test_files_within_the_limit_can_be_used(self, attempt: Attempt) -> None:
        """A submission can create, copy, move and read files within its limits."""
        outcome = attempt("""
        import numpy as np, shutil, tempfile
        np.save("a.npy", np.arange(3)); shutil.copy("a.npy", "b.npy"); os.mkdir("d"); os.rename("b.npy", "d/b.npy")
        with tempfile.TemporaryFile() as file:
            file.write(b"x")
        return np.load("d/b.npy")
    """)
        assert outcome.fault is None and outcome.value.tolist() == [0, 1, 2]

    def test_open_files_are_limited(self, attempt: Attempt) -> None:
        """A submission can open only so many files at once."""
        outcome = attempt("x = [open('f', 'w') for _ in range(1000)]")
        assert outcome.fault is not None and "Too many open files" in outcome.fault.text


class TestEnd:
    @pytest.mark.parametrize(
        ("lines", "kind"),
        [
            ("os._exit(0)", "died"),
            ("os.abort()", "died"),
            ("import ctypes; ctypes.string_at(0)", "died"),
            ("os.kill(os.getpid(), 9)", "memory"),
            ("os.close(3)\nwhile True: pass", "died"),
            ("sys.exit(0)", "error"),
            ("raise KeyboardInterrupt", "error"),
            ("def f(): f()\nf()", "error"),
            ("sys.setrecursionlimit(10**9)\nx = []\nfor _ in range(10**6): x = [x]\nrepr(x)", "died"),
        ],
    )
    def test_each_end_has_its_kind(self, attempt: Attempt, lines: str, kind: str) -> None:
        """Each way in which a process can end is reported as its own kind of fault."""
        assert fault(attempt(lines)) == kind

    def test_a_dead_session_repeats_its_fault(self, sandbox: Sandbox) -> None:
        """After its process has died, a session returns the same fault for every step."""
        with sandbox.open("module", b"import os\ndef f(): os._exit(3)\ndef g(): return 1\n") as session:
            first = session.run(Step("f"), PATIENCE)
            assert fault(first) == "died" and first.fault and "3" in first.fault.type
            assert session.run(Step("g"), PATIENCE).fault == first.fault


FORGE = "import struct; head = args[0]; os.write(3, struct.pack('<QQ', 8 + len(head), len(head)) + head)"


class TestForgery:
    @pytest.mark.parametrize(
        ("lines", "head"),
        [
            ("os.write(3, b'x' * 100)", b""),
            ("os.write(3, (2**62).to_bytes(8, 'little'))", b""),
            ("os.write(3, (10).to_bytes(8, 'little') + (2).to_bytes(8, 'little') + b'{}')", b""),
            (FORGE, b"[" * 100_000),
            (FORGE, b'{"recipe":["generator",[["seed",1]]]}'),
            (FORGE, b'{"dict":[["ask","0"],["args",{"tuple":[]}],["kwargs",{"dict":[]}]]}'),
            (FORGE, b'{"dict":[["value",1],["fault",null],["changed",1],["warnings",[]],["printed",""]]}'),
        ],
    )
    def test_a_forged_frame_is_a_fault(self, attempt: Attempt, lines: str, head: bytes) -> None:
        """A frame that a submission forges is a fault of that submission."""
        outcome = attempt(f"{lines}\nreturn 1", head, seconds=3)  # some forgeries promise bytes that never come
        assert outcome.fault is not None and outcome.fault.kind in {"protocol", "output", "timeout", "died"}

    def test_a_forged_answer_is_only_a_claim(self, attempt: Attempt) -> None:
        """An answer that a submission forges counts as what the function returned."""
        head = (
            b'{"dict":[["value",7],["fault",null],["changed",{"dict":[]}],["warnings",[]],["printed",""],'
            b'["places",{"dict":[]}],["entries",[]]]}'
        )
        assert attempt(f"{FORGE}\nreturn 1", head).value == 7

    def test_a_slow_trickle_times_out(self, attempt: Attempt) -> None:
        """A submission that sends its answer byte by byte times out."""
        outcome = attempt("""
        import time
        os.write(3, (1000).to_bytes(8, "little"))
        while True:
            os.write(3, b"x"); time.sleep(0.01)
    """, seconds=0.5)  # fmt: skip
        assert fault(outcome) == "timeout"


def test_a_callback_runs_in_the_grader(attempt: Attempt) -> None:
    """The grader answers a callback, and the callback's source never reaches the submission."""
    step = Callback("calls = []\ndef step(x):\n    calls.append(x)\n    return x * 10 + len(calls)\n", "step")
    outcome = attempt(
        "import gc\nseen = [x for x in gc.get_objects() if isinstance(x, str) and 'calls.ap' + 'pend' in x]\n"
        "return args[0](1), args[0](2), seen",
        step,
    )
    assert outcome.value == (11, 22, [])
    wrong = attempt("return args[0]('a', 'b')", step)
    assert wrong.fault is not None and wrong.fault.type == "CallbackError"


def test_many_sessions_leave_nothing_behind(sandbox: Sandbox) -> None:
    """After a hundred sessions no descriptor, no scratch folder and no process is left."""
    before = descriptors()
    for _ in range(100):
        with sandbox.open("module", b"def f(): return 1\n") as session:
            assert session.run(Step("f"), PATIENCE).value == 1
    assert descriptors() == before
    assert sandbox._zygote is not None and not list(sandbox._zygote.scratch.iterdir())
    assert not sandbox._zygote.process.poll()


def test_a_killed_zygote_is_replaced(sandbox: Sandbox) -> None:
    """After the zygote was killed, the next session gets a new one."""
    with Sandbox(("numpy",)) as own:
        assert own._zygote is not None
        own._zygote.process.kill()
        own._zygote.process.wait()
        with own.open("module", b"def f(): return 1\n") as session:
            assert session.run(Step("f"), PATIENCE).value == 1
