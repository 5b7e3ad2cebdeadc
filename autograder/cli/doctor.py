"""Looks at an installation and says what works. Every line is true: what it names was tried, not only looked up."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.project import Project

GIB = 1 << 30
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
    """One line of the list; `remedy` says what to do where it is not well."""

    name: str
    ok: bool
    text: str
    remedy: str = ""

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)


def examine(folder: Path | None = None) -> list[Finding]:
    """All findings, for whoever stands in `folder`: a learner, or a teacher where the course is there."""
    folder = folder or Path.cwd()
    course = _course()
    # Two processes of their own: what breaks at import does not break the doctor.
    packages = _start(IMPORTS, *(module for _, module in PACKAGES))
    tensorflow = _start(DEVICES)
    imported = {line.split(" ", 1)[0]: line.split(" ", 1)[1] for line in _end(packages)[1] if " " in line}
    found = [_python()]
    found += [_package(name, imported.get(module, "its import ended Python itself")) for name, module in PACKAGES]
    found += [_jupyter(), _tensorflow(*_end(tensorflow), needed=course is not None)]
    found += [_isolation(needed=course is not None), _disk(folder), _writable(folder)]
    found += _course_findings(course) if course is not None else [_here(folder)]
    return found


def _python() -> Finding:
    # An older one could not have come this far: the package does not install there.
    return Finding("Python", True, f"{platform.python_version()} at {sys.executable}")


def _start(code: str, *arguments: str) -> subprocess.Popen[str]:
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "MPLBACKEND": "agg"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=quiet)


def _end(trial: subprocess.Popen[str]) -> tuple[bool, list[str]]:
    """Whether the trial went well, and its lines of output or of complaint."""
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
        return Finding(name, False, f"{version}; this course was proved with 0.9.6", INSTALL)
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
        return Finding("TensorFlow", True, "not installed; checks of NumPy exercises need none")
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
        remedy = "install the `gpu` extra in place of `cpu`; the CPU gives the same answers, later"
        return Finding("TensorFlow", False, f"{names}, imported, sees no GPU although there is a driver", remedy)
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
        return Finding("isolation", True, "not to be had here; your own checks need none")
    remedy = (
        "grade on Linux 5.13 or newer (in a container: see docs/administrators.md), "
        "or say --no-isolation for submissions that you trust"
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
    """The course, where this is a teacher's copy of it."""
    from autograder.cli.projects import near

    found = near()
    return found if found and found.has_solutions else None


def _here(folder: Path) -> Finding:
    """A learner's folder: does the key that lies here fit this engine?"""
    from autograder.learner import place
    from autograder.learner.errors import CheckUnavailable

    keys = [path for above in (folder, *folder.parents[: place.ABOVE]) for path in place.keys_in(above)]
    if not keys:
        return Finding("assignment", True, "none in this folder yet (`gradus start c1w2b` lays one out)")
    try:
        found = place.find(keys[0].stem, keys[0].parent)
        found.source()
    except CheckUnavailable as problem:
        return Finding("assignment", False, str(problem), "fetch the assignment again")
    count = len(found.key.exercises)
    return Finding("assignment", True, f"{found.key.assignment} with {count} exercises; its key fits this version")


def _course_findings(course: Project) -> Iterator[Finding]:
    from autograder.project import CONFIG

    count = len(course.assignments())
    remedy = "" if count else "its solutions/ folder is empty: get the course's files again"
    yield Finding("course", bool(count), f"{course.root} with {count} assignment{'' if count == 1 else 's'}", remedy)
    config = course.course / CONFIG
    remedy = "" if config.is_file() else "get it back: without it nbgrader would grade in its own way"
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
            f"chmod 700 {vault}; then a seed that others may have read is replaced by `gradus key --new-secret`",
        )
    return Finding("hidden keys", True, f"{vault}, for you alone")
