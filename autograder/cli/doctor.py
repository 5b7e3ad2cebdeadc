"""Examines an installation and says what works. Each part is tried, not only looked up."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.cli import say
from autograder.cli.projects import near
from autograder.project import CONFIG, short_name

if TYPE_CHECKING:
    from autograder.project import Project

GIB = 1 << 30
CLEAR_LINE = "\r\x1b[K"
PATIENCE = 120  # seconds for an import; a cold TensorFlow on a slow disk takes long
PACKAGES = (  # name of the distribution, of the module
    ("numpy", "numpy"),
    ("jupyterlab", "jupyterlab"),
    ("nbgrader", "nbgrader"),
    ("matplotlib", "matplotlib.pyplot"),
    ("scikit-learn", "sklearn"),
    ("scikit-image", "skimage"),
)
TENSORFLOWS = ("tensorflow", "tensorflow-cpu", "tensorflow-intel")
IMPORTS = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
        print(name, "imported", flush=True)
    except Exception as error:
        print(name, type(error).__name__ + ":", " ".join(str(error).split())[:200], flush=True)
"""
DEVICES = "import tensorflow as t; print(t.__version__, len(t.config.list_physical_devices('GPU')))"
INSTALL = "run `make install` in the course's folder, or install the package again in this environment"


@dataclass(frozen=True)
class Finding:
    """One line of the list; `remedy` says what to do if it is not ok."""

    name: str
    ok: bool
    text: str
    remedy: str = ""

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)


def show() -> list[Finding]:
    """Print the list while it is being made; returns it."""
    found: list[Finding] = []
    with closing(Waiting()) as waiting:
        for finding in examine(tell=waiting.begin):
            waiting.close()
            found.append(finding)
            say.line(f"{'OK  ' if finding.ok else 'FAIL'}  {finding.name}: {finding.text}")
            if finding.remedy:
                say.line(f"      What to do: {finding.remedy}")
    failed = sum(not finding.ok for finding in found)
    say.line()
    if failed:
        say.line(f"{failed} of {len(found)} lines say FAIL. Fix the first one first; the others may follow.")
    else:
        course = near()
        names = course.assignments() if course else ()
        first = f"`gradus start {short_name(names[0])}` lays out the first assignment, " if names else ""
        say.next_step(f"{first}`gradus list` shows them all.")
    return found


class Waiting:
    """A line that says what is being done. On a terminal the result replaces it; in a log both are lines."""

    def __init__(self) -> None:
        self._replaces = sys.stdout.isatty()
        self._open = False

    def begin(self, text: str) -> None:
        self.close()
        print(f"      {text} …", end="" if self._replaces else "\n", flush=True)
        self._open = self._replaces

    def close(self) -> None:
        """Make room for a result."""
        if self._open:
            print(CLEAR_LINE, end="", flush=True)
        self._open = False


def examine(folder: Path | None = None, tell: Callable[[str], None] = lambda _: None) -> Iterator[Finding]:
    """All findings, for a learner in `folder`, or for a teacher if the course with its solutions is there.

    tell  is told what is being tried before anything slow
    """
    folder = folder or Path.cwd()
    course = _course()
    yield _python()
    # Two processes: an import that breaks does not break the doctor.
    packages = _start(IMPORTS, *(module for _, module in PACKAGES))
    tensorflow = _start(DEVICES)
    tell(f"importing {PACKAGES[0][0]}, {PACKAGES[1][0]} and {len(PACKAGES) - 2} other packages")
    imported = {line.split(" ", 1)[0]: line.split(" ", 1)[1] for line in _end(packages)[1] if " " in line}
    for name, module in PACKAGES:
        yield _package(name, imported.get(module, "its import ended Python itself"))
    yield _jupyter()
    tell("importing TensorFlow, the first time up to half a minute")
    yield _tensorflow(*_end(tensorflow), needed=course is not None)
    tell("running one line in the sandbox")
    yield _isolation(needed=course is not None)
    yield _disk(folder)
    yield _writable(folder)
    yield from _course_findings(course) if course is not None else [_here(folder)]


def _python() -> Finding:
    # The package does not install on an older Python, so this one is new enough.
    return Finding("Python", True, f"{platform.python_version()} at {sys.executable}")


def _start(code: str, *arguments: str) -> subprocess.Popen[str]:
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "MPLBACKEND": "agg"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=quiet)


def _end(trial: subprocess.Popen[str]) -> tuple[bool, list[str]]:
    """Whether the trial succeeded, and its lines of output or of errors."""
    try:
        out, complaint = trial.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        trial.kill()
        return False, [*trial.communicate()[0].splitlines(), f"took longer than {PATIENCE} s"]
    lines = [line for line in out.splitlines() if line.strip()]
    if trial.returncode == 0:
        return True, lines
    return False, [*lines, *complaint.strip().splitlines()] or [f"ended with status {trial.returncode}"]


def _version(distribution: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _package(name: str, trial: str) -> Finding:
    version = _version(name)
    if version is None:
        return Finding(name, False, "not installed", INSTALL)
    if trial != "imported":
        return Finding(name, False, f"{version} is installed and cannot be imported ({trial})", INSTALL)
    if name == "nbgrader" and version != "0.9.6":
        return Finding(name, False, f"{version}; this course was tested with 0.9.6", INSTALL)
    return Finding(name, True, f"{version}, imported")


def _jupyter() -> Finding:
    beside = Path(sys.executable).parent
    own = shutil.which("jupyter-lab", path=str(beside))
    found = shutil.which("jupyter-lab")
    if own is None:
        return Finding("jupyter lab", False, f"there is no jupyter-lab in {beside}", INSTALL)
    if found is None:
        return Finding("jupyter lab", True, f"starts as {own} (its folder is not on the PATH)")
    if Path(found).resolve() != Path(own).resolve():
        remedy = f"activate this environment, or start it as {own}"
        return Finding("jupyter lab", False, f"the one on the PATH is {found}, of another environment", remedy)
    return Finding("jupyter lab", True, f"starts as {found}")


def _tensorflow(well: bool, lines: list[str], needed: bool) -> Finding:
    last = lines[-1] if lines else ""
    installed = {name: version for name in TENSORFLOWS if (version := _version(name))}
    if not installed:
        if needed:
            return Finding("TensorFlow", False, "not installed; answer keys are computed with it", INSTALL)
        return Finding("TensorFlow", True, "not installed; checks of NumPy exercises do not need it")
    names = " and ".join(f"{name} {version}" for name, version in installed.items())
    if len(installed) > 1 and "tensorflow-intel" not in installed:
        remedy = "uninstall both, then install one: they overwrite each other's files"
        return Finding("TensorFlow", False, f"{names} are both installed", remedy)
    if not well:
        return Finding("TensorFlow", False, f"{names} cannot be imported ({last})", INSTALL)
    count = int(last.split()[-1])
    if count:
        return Finding("TensorFlow", True, f"{names}, imported; sees {count} GPU{'' if count == 1 else 's'}")
    if Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi"):
        remedy = "install the `gpu` extra instead of `cpu`; the CPU gives the same answers, more slowly"
        return Finding("TensorFlow", False, f"{names}, imported, sees no GPU although its driver is installed", remedy)
    return Finding("TensorFlow", True, f"{names}, imported; no GPU here, so the CPU computes")


def _isolation(needed: bool) -> Finding:
    """Runs one line of code in the sandbox, as a submission would be run."""
    from autograder.sandbox.client import Sandbox, SandboxError
    from autograder.script import Step

    try:
        with Sandbox(("numpy",)) as sandbox:
            session = sandbox.open("probe", b"def probe():\n    return 1\n")
            try:
                outcome = session.run(Step("probe"), 20.0)
            finally:
                session.close()
        if outcome.value == 1:
            return Finding("isolation", True, f"{session.isolation}; a function was run in it")
        problem = f"a function run in it gave no answer ({outcome.fault.text if outcome.fault else 'nothing'})"
    except (SandboxError, OSError) as error:
        problem = str(error)
    if not needed:
        return Finding("isolation", True, "not available here; your own checks do not need it")
    remedy = (
        "grade on Linux 5.13 or newer (in a container: see docs/administrators.md), "
        "or use --no-isolation for submissions that you trust"
    )
    return Finding("isolation", False, problem, remedy)


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    text = f"{free / GIB:.1f} GiB free in {folder}"
    return Finding("disk", free > GIB, text, "" if free > GIB else "make room: 1 GiB is needed")


def _writable(folder: Path) -> Finding:
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as problem:
        text = f"{folder} cannot be written to ({problem.strerror})"
        return Finding("this folder", False, text, "work in a folder of your own")
    return Finding("this folder", True, f"{folder} can be written to")


def _course() -> Project | None:
    """The course, if this is a teacher's copy of it."""
    found = near()
    return found if found and found.has_solutions else None


def _here(folder: Path) -> Finding:
    """A learner's folder: does its key fit this engine?"""
    from autograder.learner import place
    from autograder.learner.errors import CheckUnavailable

    keys = [path for above in (folder, *folder.parents[: place.ABOVE]) for path in place.keys_in(above)]
    if not keys:
        return Finding("assignment", True, "none in this folder yet (`gradus start` lays one out)")
    try:
        found = place.find(keys[0].stem, keys[0].parent)
        found.source()
    except CheckUnavailable as problem:
        return Finding("assignment", False, str(problem), "fetch the assignment again")
    count = len(found.key.exercises)
    return Finding("assignment", True, f"{found.key.assignment} with {count} exercises; its key fits this version")


def _course_findings(course: Project) -> Iterator[Finding]:
    count = len(course.assignments())
    remedy = "" if count else "its solutions/ folder is empty: get the course's files again"
    yield Finding("course", bool(count), f"{course.root} with {count} assignment{'' if count == 1 else 's'}", remedy)
    config = course.course / CONFIG
    remedy = "" if config.is_file() else "restore it: without it nbgrader would grade in its own way"
    yield Finding(CONFIG, config.is_file(), str(config), remedy)
    yield _vault(course.vault)


def _vault(vault: Path) -> Finding:
    if not vault.exists():
        return Finding("hidden keys", True, f"none yet; the first grading makes them in {vault}")
    mode = vault.stat().st_mode & 0o777
    if mode & 0o077 and os.name == "posix":
        text = f"{vault} can be read by others (mode {mode:o})"
        return Finding(
            "hidden keys",
            False,
            text,
            f"chmod 700 {vault}; then replace the seed, which others may have read, by `gradus key --new-secret`",
        )
    return Finding("hidden keys", True, f"{vault}, readable only by you")
