"""What a submission can and cannot read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import autograder
from autograder.sandbox.client import Sandbox, SandboxError
from autograder.script import Outcome, Step
from tests.sandbox.conftest import PATIENCE

Attempt = Callable[..., Outcome]
ROOT = Path(autograder.__file__).resolve().parent.parent

OPEN = """
for place in args:
    try:
        os.listdir(place) if os.path.isdir(place) else open(place, "rb").read(1)
    except OSError as error:
        continue
    return place
return "nothing"
"""


def test_the_project_is_unreadable(attempt: Attempt) -> None:
    """A submission cannot read the project's solutions, stubs, course, tests or engine."""
    places = [str(ROOT), *(str(path) for path in ROOT.iterdir() if path.name != "autograder")]
    places += [str(path) for path in ROOT.glob("solutions/*/*")] + [__file__]
    places += [
        str(path)
        for path in (ROOT / "autograder").iterdir()
        if path.name not in {"plain.py", "script.py", "trees.py", "version.py", "sandbox", "__init__.py"}
    ]
    assert attempt(OPEN, *places).value == "nothing"


def test_system_and_home_are_unreadable(attempt: Attempt) -> None:
    """A submission cannot read the system's folders or the home folder of the grader's user."""
    places = ["/", "/etc", "/etc/passwd", "/etc/shadow", "/home", "/tmp", "/var", "/run", "/boot", "/usr", "/usr/bin"]
    assert attempt(OPEN, *places, str(Path.home()), str(Path.cwd())).value == "nothing"


def test_a_file_beside_the_scratch_is_unreadable(attempt: Attempt, tmp_path: Path) -> None:
    """A submission cannot read a file near its scratch folder, by an absolute or a relative path."""
    secret = tmp_path / "hidden.key"
    secret.write_text("secret")
    assert attempt(OPEN, str(secret), str(tmp_path)).value == "nothing"
    relative = 'return open("../" * 20 + args[0].lstrip("/")).read()'
    assert attempt(relative, str(secret)).fault.type == "PermissionError"


def test_other_processes_are_hidden(attempt: Attempt, sandbox: Sandbox) -> None:
    """A submission cannot read anything about another process in /proc."""
    for process in (os.getpid(), sandbox._zygote.process.pid, 1):  # type: ignore[union-attr]
        names = ("environ", "mem", "maps", "cmdline", "fd", "cwd/", "root/", "status", "task")
        assert attempt(OPEN, *(f"/proc/{process}/{name}" for name in names)).value == "nothing"


def test_the_environment_is_clean(attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a submission holds nothing of the grader's environment."""
    monkeypatch.setenv("GRADUS_VAULT", "somewhere")
    outcome = attempt('return dict(os.environ), open("/proc/self/environ").read()')
    environment, kernel = outcome.value
    assert "somewhere" not in str(environment) + kernel
    assert set(environment) <= {
        "PATH", "LANG", "HOME", "TMPDIR", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "LC_CTYPE",
        "CUDA_VISIBLE_DEVICES", "TF_CPP_MIN_LOG_LEVEL", "TF_ENABLE_ONEDNN_OPTS", "KERAS_BACKEND", "MPLBACKEND",
        "ONEDNN_MAX_CPU_ISA",
    }  # fmt: skip


def test_only_the_channel_is_open(attempt: Attempt) -> None:
    """Only the standard streams, which are one device, and the channel are open."""
    outcome = attempt("""
        import stat
        open_ones = []
        for number in range(1024):
            try:
                open_ones.append((number, os.fstat(number).st_mode, os.fstat(number).st_rdev))
            except OSError:
                pass
        return open_ones
    """)
    numbers = [number for number, _, _ in outcome.value]
    assert numbers == [0, 1, 2, 3]
    assert len({device for number, _, device in outcome.value if number < 3}) == 1


@pytest.mark.parametrize(
    "package", ["solutions", "tests", "helpers", "tensorflow", "nbgrader", "scipy", "autograder.judge"]
)
def test_undeclared_packages_cannot_be_imported(attempt: Attempt, package: str) -> None:
    """A package that the assignment does not declare cannot be imported."""
    outcome = attempt(f"import {package}")
    assert outcome.fault is not None and outcome.fault.type in ("ModuleNotFoundError", "ImportError")


def test_numpy_and_the_library_can_be_imported(attempt: Attempt) -> None:
    """NumPy and the standard library can be imported."""
    outcome = attempt("""
        import numpy.random, numpy.linalg, numpy.testing, json, sqlite3, ssl, ctypes, decimal, email, http, xml, asyncio
        import unittest, logging, concurrent.futures, lzma, bz2, uuid, statistics, graphlib, zoneinfo, tomllib
        return float(numpy.linalg.norm(numpy.ones(4)))
    """)
    assert outcome.fault is None and outcome.value == 2.0


def test_other_packages_are_unreadable(attempt: Attempt) -> None:
    """The rest of site-packages can be neither listed nor read."""
    import nbgrader
    import numpy

    site = Path(numpy.__file__).parent.parent
    places = [
        str(site),
        nbgrader.__file__,
        *(str(path) for path in site.iterdir() if not path.name.startswith("numpy")),
    ]
    assert attempt(OPEN, *places).value == "nothing"


def test_the_path_is_fixed(attempt: Attempt) -> None:
    """The import path contains neither the project nor the working directory."""
    path = attempt("return sys.path, sys.flags.isolated, sys.flags.no_site, 'site' in sys.modules").value
    assert path[1:] == (1, 1, False)
    assert all(not str(ROOT).startswith(entry) and entry for entry in path[0])


def test_a_readable_secret_stops_the_sandbox() -> None:
    """The sandbox refuses to start if a submission could read a secret."""
    import numpy

    with pytest.raises(SandboxError, match="could read"):
        Sandbox(("numpy",), secrets=[Path(numpy.__file__)])


@pytest.mark.parametrize("package", ["solutions", "course"])
def test_solutions_cannot_be_declared(package: str) -> None:
    """An assignment cannot declare the solutions or the course as a package."""
    with pytest.raises(SandboxError, match="cannot declare"):
        Sandbox((package,))


def test_a_missing_package_is_named() -> None:
    """A package that is not installed is named in the error."""
    with pytest.raises(SandboxError, match="no_such_package"):
        Sandbox(("no_such_package",))


def test_sessions_cannot_read_each_other(sandbox: Sandbox) -> None:
    """Two sessions at the same time cannot read each other's files."""
    source = b"""
import os
def write():
    open("mine", "w").write("secret")
    return os.getcwd()
def read(folder):
    return os.listdir(folder), open(folder + "/mine").read()
"""
    with sandbox.open("module", source) as first, sandbox.open("module", source) as second:
        folder = first.run(Step("write"), PATIENCE).value
        outcome = second.run(Step("read", (folder,)), PATIENCE)
        assert outcome.fault is not None and outcome.fault.type == "PermissionError"
        other = first.run(Step("read", (second.run(Step("write"), PATIENCE).value,)), PATIENCE)
        assert other.fault is not None and other.fault.type == "PermissionError"


def test_the_zygote_has_one_thread(sandbox: Sandbox) -> None:
    """The zygote, which forks, has a single thread."""
    threads = Path(f"/proc/{sandbox._zygote.process.pid}/task").iterdir()  # type: ignore[union-attr]
    assert len(list(threads)) == 1
