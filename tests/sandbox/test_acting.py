"""What a submission cannot do: write files, start processes, open connections, send signals."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.sandbox.client import Sandbox
from autograder.script import Outcome, Step
from tests.sandbox.conftest import PATIENCE

Attempt = Callable[..., Outcome]

REFUSED = ("PermissionError", "OSError", "BlockingIOError", "FileNotFoundError")


def refused(outcome: Outcome) -> bool:
    return outcome.fault is not None and outcome.fault.kind == "error" and outcome.fault.type in REFUSED


def test_writes_stay_in_the_scratch_folder(attempt: Attempt, tmp_path: Path) -> None:
    """A submission cannot write any file outside its scratch folder."""
    for place in (
        tmp_path / "planted",
        Path("/tmp/planted"),
        Path("/usr/planted"),
        Path(os.__file__),
        Path("../planted"),
    ):
        assert refused(attempt('open(args[0], "w").write("x")', str(place)))
    assert not list(tmp_path.iterdir())


def test_imported_modules_cannot_be_changed(attempt: Attempt, sandbox: Sandbox) -> None:
    """A submission cannot change an imported package, the environment or the path for the next submission."""
    import numpy

    assert refused(attempt('open(args[0], "a").write("x")', numpy.__file__))
    assert refused(attempt("os.truncate(args[0], 0)", numpy.__file__))
    assert refused(attempt("os.open(args[0], os.O_RDONLY | os.O_TRUNC)", numpy.__file__))
    assert refused(attempt("os.open(args[0], os.O_ACCMODE)", numpy.__file__))
    attempt("import numpy; numpy.exp = lambda x: 0; os.environ['LEFT'] = 'here'; sys.path.append('left')")
    outcome = attempt("import numpy; return float(numpy.exp(0)), 'LEFT' in os.environ, 'left' in sys.path")
    assert outcome.value == (1.0, False, False)


def test_metadata_of_other_files_stays(attempt: Attempt, tmp_path: Path) -> None:
    """A submission cannot change the mode, owner, times, size or name of a file of the grader's user."""
    mine = tmp_path / "mine"
    mine.write_text("x")
    mine.chmod(0o600)
    before = mine.stat()
    attempt("os.chmod(args[0], 0o777)", str(mine))
    attempt("os.utime(args[0], (0, 0))", str(mine))
    attempt("os.chown(args[0], 12345, 12345)", str(mine))
    attempt("os.truncate(args[0], 0)", str(mine))
    attempt("os.close(os.open(args[0], os.O_RDONLY | os.O_TRUNC))", str(mine))
    attempt("os.remove(args[0])", str(mine))
    attempt("os.rename(args[0], args[0] + '2')", str(mine))
    after = mine.stat()
    assert (after.st_mode, after.st_mtime, after.st_uid, after.st_size) == (
        before.st_mode, before.st_mtime, before.st_uid, before.st_size
    )  # fmt: skip


@pytest.mark.parametrize(
    "call",
    [
        "os.symlink('/etc/passwd', 'link')",
        "os.link(os.__file__, 'link')",
        "os.mkfifo('pipe')",
        "os.mknod('node', 0o20666, 0x103)",
    ],
)
def test_no_links_pipes_or_devices_are_made(attempt: Attempt, call: str) -> None:
    """A submission cannot create a link, a pipe or a device."""
    assert refused(attempt(call))


@pytest.mark.parametrize(
    "call",
    [
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.system('true') and open('/nowhere')",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import subprocess; subprocess.run('true', shell=True)",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "import multiprocessing; p = multiprocessing.get_context('fork').Process(target=print); p.start()",
        "import pty; pty.spawn('/bin/true')",
        "import ctypes; c = ctypes.CDLL(None, use_errno=True); c.vfork() < 0 and os.kill(1, 0)",
        "os.unshare(0x10000000) if hasattr(os, 'unshare') else os.kill(1, 0)",
        "os.setuid(65534); os.setuid(0)",
        "os.chroot('.')",
    ],
)
def test_no_process_is_started(attempt: Attempt, call: str) -> None:
    """A submission cannot start a process, leave its namespace or change its user."""
    assert refused(attempt(call))


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET", "AF_VSOCK", "AF_ALG"])
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW"])
def test_no_socket_is_made(attempt: Attempt, family: str, kind: str) -> None:
    """A submission cannot create a socket of any family and kind."""
    assert refused(attempt(f"import socket; socket.socket(socket.{family}, socket.{kind})"))


def test_no_local_server_is_reached(attempt: Attempt) -> None:
    """A submission cannot connect to a server on the same machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert refused(attempt("import socket; socket.create_connection(('127.0.0.1', args[0]), 1)", port))


def test_no_signal_reaches_others(attempt: Attempt, sandbox: Sandbox) -> None:
    """A submission cannot signal the grader, the zygote or their process groups."""
    zygote = sandbox._zygote
    assert zygote is not None
    for process in (os.getpid(), zygote.process.pid, 0, -1, -zygote.process.pid):
        assert refused(attempt("os.kill(args[0], 0)", process))
        assert refused(attempt("os.kill(args[0], 15)", process))
    assert refused(attempt("os.killpg(os.getpgid(os.getppid()), 9)"))
    assert refused(attempt("os.pidfd_open(os.getppid())"))
    assert zygote.alive()


def test_a_process_may_signal_itself(attempt: Attempt) -> None:
    """A submission can send signals to its own process."""
    outcome = attempt("""
        import signal
        got = []
        signal.signal(signal.SIGUSR1, lambda *_: got.append(1))
        os.kill(os.getpid(), signal.SIGUSR1)
        return got
    """)
    assert outcome.value == [1]


SYSTEM_CALLS = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "io_uring_setup": 425, "userfaultfd": 323,
    "bpf": 321, "perf_event_open": 298, "memfd_create": 319, "keyctl": 250, "mount": 165, "setns": 308,
    "unshare": 272, "kexec_load": 246, "open_by_handle_at": 304, "name_to_handle_at": 303, "fanotify_init": 300,
    "inotify_init1": 294, "shmget": 29, "msgget": 68, "semget": 64, "mq_open": 240, "socketpair": 53,
    "pidfd_send_signal": 424, "rt_sigqueueinfo": 129, "tkill": 200, "personality": 135, "syslog": 103,
    "quotactl": 179, "sethostname": 170, "settimeofday": 164, "reboot": 169, "swapon": 167, "init_module": 175,
    "chroot": 161, "pivot_root": 155, "setpriority": 141, "sched_setaffinity": 203, "kcmp": 312, "move_pages": 279,
    "migrate_pages": 256, "seccomp": 317, "landlock_restrict_self": 446, "setsid": 112, "setpgid": 109,
    "capset": 126, "execveat": 322, "fork": 57, "vfork": 58, "execve": 59,
}  # fmt: skip


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the system calls are numbered as on x86_64")
def test_system_calls_without_a_use_are_refused(attempt: Attempt) -> None:
    """System calls that no program in this course needs fail with EPERM."""
    outcome = attempt(
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        codes = []
        for number in args[0]:
            ctypes.set_errno(0)
            result = libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0)
            codes.append((result, ctypes.get_errno()))
        return codes
        """,
        list(SYSTEM_CALLS.values()),
    )
    allowed = {name: got for name, got in zip(SYSTEM_CALLS, outcome.value, strict=True) if got != (-1, 1)}
    assert not allowed


def test_the_death_signal_cannot_be_declined(attempt: Attempt) -> None:
    """A submission cannot use prctl to outlive the zygote or to loosen its sandbox."""
    outcome = attempt("""
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        return [libc.prctl(option, value, 0, 0, 0) for option, value in ((1, 0), (4, 1), (22, 0), (28, 0), (47, 1))]
    """)
    assert set(outcome.value) == {-1}


def test_threads_work_up_to_a_limit(attempt: Attempt, sandbox: Sandbox) -> None:
    """A submission can start threads, but not without limit."""
    assert attempt("import threading as t; x = t.Thread(target=lambda: None); x.start(); x.join(); return 1").value == 1
    flood = attempt("""
        import threading, time
        threading.stack_size(65536)
        for _ in range(100_000):
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    """)
    assert flood.fault is not None and (flood.fault.kind, flood.fault.type) in {
        ("memory", "threads"),
        ("error", "RuntimeError"),
    }


def test_closing_a_session_ends_its_process(sandbox: Sandbox) -> None:
    """After a session is closed, its process and its scratch folder are gone, even if it ignores every signal."""
    source = b"""
import os, signal, threading
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
def start():
    def spin():
        while True: pass
    threading.Thread(target=spin, daemon=True).start()
    return os.getpid(), os.getcwd()
"""
    session = sandbox.open("module", source)
    process, scratch = session.run(Step("start"), PATIENCE).value
    assert Path(f"/proc/{process}").exists() and Path(scratch).exists()
    session.close()
    assert not Path(f"/proc/{process}").exists() and not Path(scratch).exists()


def test_submissions_die_with_the_grader() -> None:
    """A grader that is killed leaves no process and no folder behind."""
    import subprocess
    import sys
    import time

    lines = """
import sys, time
from autograder.sandbox.client import Sandbox, SandboxLimits
from autograder.script import Step
sandbox = Sandbox(("numpy",))
source = b"import os\\ndef f(): return os.getpid(), os.getcwd()\\ndef g():\\n    while True: pass\\n"
session = sandbox.open("module", source, limits=SandboxLimits(seconds=600))
print(sandbox._zygote.process.pid, *session.run(Step("f"), 600).value, sandbox._zygote.home, flush=True)
session.run(Step("g"), 600)
"""
    grader = subprocess.Popen([sys.executable, "-c", lines], stdout=subprocess.PIPE, text=True)
    assert grader.stdout is not None
    zygote, child, scratch, home = grader.stdout.readline().split()
    grader.send_signal(signal.SIGKILL)
    grader.wait()
    until = time.monotonic() + PATIENCE
    left = [Path(f"/proc/{zygote}"), Path(f"/proc/{child}"), Path(scratch), Path(home)]
    while any(path.exists() for path in left) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [path for path in left if path.exists()], f"still there {PATIENCE:.0f} s after the grader was killed"
