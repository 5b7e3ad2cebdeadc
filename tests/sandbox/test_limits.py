"""What a submission cannot use up: each ends with its own fault, and the next submission is as well as ever."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from autograder.sandbox.client import Sandbox, SandboxLimits
from autograder.script import Callback, Outcome, Step
from tests.sandbox.conftest import descriptors

Attempt = Callable[..., Outcome]


def fault(outcome: Outcome) -> str:
    assert outcome.fault is not None
    return outcome.fault.kind


@pytest.mark.parametrize(
    "lines",
    [
        "while True: pass",
        "import time; time.sleep(60)",
        "sum(range(10**12))",
        "import threading; threading.Event().wait()",
        "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass",
    ],
)
def test_a_hang_ends_with_its_time(attempt: Attempt, lines: str) -> None:
    start = time.monotonic()
    assert fault(attempt(lines, seconds=0.5)) == "timeout"
    assert time.monotonic() - start < 3


def test_a_hang_while_loading_ends_with_the_first_steps_time(attempt: Attempt) -> None:
    assert fault(attempt("return 1", before="while True: pass", seconds=0.5)) == "timeout"


def test_all_steps_together_have_the_sessions_time(sandbox: Sandbox) -> None:
    source = b"import time\ndef nap(): time.sleep(0.3)\n"
    with sandbox.open("module", source, {}, SandboxLimits(seconds=0.7)) as session:
        outcomes = [session.run(Step("nap"), 10) for _ in range(4)]
    assert [outcome.ok for outcome in outcomes] == [True, True, False, False]
    assert fault(outcomes[2]) == fault(outcomes[3]) == "timeout"


def test_processor_time_is_limited_too(attempt: Attempt) -> None:
    assert fault(attempt("while True: pass", seconds=20, cpu=1)) == "timeout"


def test_time_that_passes_between_steps_is_not_the_submissions(sandbox: Sandbox) -> None:
    with sandbox.open("module", b"def f(): return 1\n", {}, SandboxLimits(seconds=0.5)) as session:
        assert session.run(Step("f"), 5).ok
        time.sleep(0.6)
        assert session.run(Step("f"), 5).ok


@pytest.mark.parametrize(
    "lines",
    ["import numpy as np; return np.ones(4 * 2**30, np.uint8)", "x = [0]\nwhile True: x += x", "return 'x' * 2**33"],
)
def test_memory_is_limited(attempt: Attempt, lines: str) -> None:
    assert fault(attempt(lines, seconds=20)) == "memory"


def test_memory_within_the_limit_can_be_used(attempt: Attempt) -> None:
    assert attempt("import numpy as np; return float(np.ones(10**8, np.uint8).sum())").value == 1e8


def test_a_large_result_is_refused(attempt: Attempt) -> None:
    assert fault(attempt("import numpy as np; return np.zeros(200 << 20, np.uint8)")) == "output"
    assert fault(attempt("return 'x' * (50 << 20)")) == "output"
    assert fault(attempt("x = []\nfor _ in range(1000): x = [x]\nreturn x")) == "output"
    assert fault(attempt("x = []\nx.append(x)\nreturn x")) == "output"
    assert fault(attempt("return list(range(1_000_000))")) == "output"


def test_one_large_array_may_come_back(attempt: Attempt) -> None:
    assert attempt("import numpy as np; return np.zeros(32 << 20, np.uint8)", seconds=20).value.nbytes == 32 << 20


def test_a_flood_of_prints_is_cut(attempt: Attempt) -> None:
    outcome = attempt("for _ in range(100_000): print('flood' * 10)\nreturn 1", seconds=20)
    assert outcome.value == 1 and len(outcome.printed) < 20_000


def test_a_flood_past_python_leads_nowhere(attempt: Attempt) -> None:
    assert attempt("for _ in range(1000): os.write(1, b'x' * 65536); os.write(2, b'x' * 65536)\nreturn 1").value == 1


def test_one_file_and_all_files_together_are_limited(attempt: Attempt) -> None:
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


def test_files_within_the_limit_can_be_used(attempt: Attempt) -> None:
    outcome = attempt("""
        import numpy as np, shutil, tempfile
        np.save("a.npy", np.arange(3)); shutil.copy("a.npy", "b.npy"); os.mkdir("d"); os.rename("b.npy", "d/b.npy")
        with tempfile.TemporaryFile() as file:
            file.write(b"x")
        return np.load("d/b.npy")
    """)
    assert outcome.fault is None and outcome.value.tolist() == [0, 1, 2]


def test_open_files_are_limited(attempt: Attempt) -> None:
    outcome = attempt("x = [open('f', 'w') for _ in range(1000)]")
    assert outcome.fault is not None and "Too many open files" in outcome.fault.text


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
def test_an_end_is_told_by_its_kind(attempt: Attempt, lines: str, kind: str) -> None:
    assert fault(attempt(lines)) == kind


def test_a_dead_session_gives_the_same_fault_again(sandbox: Sandbox) -> None:
    with sandbox.open("module", b"import os\ndef f(): os._exit(3)\ndef g(): return 1\n") as session:
        first = session.run(Step("f"), 5)
        assert fault(first) == "died" and first.fault and "3" in first.fault.type
        assert session.run(Step("g"), 5).fault == first.fault


FORGE = "import struct; head = args[0]; os.write(3, struct.pack('<QQ', 8 + len(head), len(head)) + head)"


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
def test_a_forged_frame_is_a_fault_and_harms_nobody(attempt: Attempt, lines: str, head: bytes) -> None:
    outcome = attempt(f"{lines}\nreturn 1", head, seconds=3)
    assert outcome.fault is not None and outcome.fault.kind in {"protocol", "output", "timeout", "died"}


def test_a_forged_answer_is_a_claim_like_any_other(attempt: Attempt) -> None:
    head = (
        b'{"dict":[["value",7],["fault",null],["changed",{"dict":[]}],["warnings",[]],["printed",""],'
        b'["places",{"dict":[]}]]}'
    )
    assert attempt(f"{FORGE}\nreturn 1", head).value == 7


def test_one_who_sends_drop_by_drop_is_late(attempt: Attempt) -> None:
    outcome = attempt("""
        import time
        os.write(3, (1000).to_bytes(8, "little"))
        while True:
            os.write(3, b"x"); time.sleep(0.01)
    """, seconds=0.5)  # fmt: skip
    assert fault(outcome) == "timeout"


def test_a_callback_is_answered_by_the_grader_and_its_source_stays_there(attempt: Attempt) -> None:
    step = Callback("calls = []\ndef step(x):\n    calls.append(x)\n    return x * 10 + len(calls)\n", "step")
    outcome = attempt(
        "import gc\nseen = [x for x in gc.get_objects() if isinstance(x, str) and 'calls.ap' + 'pend' in x]\n"
        "return args[0](1), args[0](2), seen",
        step,
    )
    assert outcome.value == (11, 22, [])
    wrong = attempt("return args[0]('a', 'b')", step)
    assert wrong.fault is not None and wrong.fault.type == "CallbackError"


def test_hundreds_of_sessions_leave_nothing_behind(sandbox: Sandbox) -> None:
    before = descriptors()
    for _ in range(100):
        with sandbox.open("module", b"def f(): return 1\n") as session:
            assert session.run(Step("f"), 5).value == 1
    assert descriptors() == before
    assert sandbox._zygote is not None and not list(sandbox._zygote.scratch.iterdir())
    assert not sandbox._zygote.process.poll()


def test_a_killed_zygote_is_replaced(sandbox: Sandbox) -> None:
    with Sandbox(("numpy",)) as own:
        assert own._zygote is not None
        own._zygote.process.kill()
        own._zygote.process.wait()
        with own.open("module", b"def f(): return 1\n") as session:
            assert session.run(Step("f"), 5).value == 1
