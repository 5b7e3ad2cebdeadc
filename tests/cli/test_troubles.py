"""Each of the administrators' troubles in docs/troubles.md is caused, and shows the message documented there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.cli import doctor
from autograder.project import Project
from tests.classroom import tiny
from tests.house.tree import ROOT
from tests.troubles import LEAST, says, told

Patch = pytest.MonkeyPatch
Trouble = Callable[[Project, Patch], str]
TROUBLES: dict[str, Trouble] = {}
CLOSED = 1  # a port of which nobody listens


def trouble(what: str) -> Callable[[Trouble], Trouble]:
    """Declares one: given a course with one submission, brings the trouble about and gives what is said."""

    def declare(bring: Trouble) -> Trouble:
        TROUBLES[what] = bring
        return bring

    return declare


def command(*words: str, fails: bool = True) -> str:
    """What a gradus command says, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", "from autograder.cli.main import main; main()", *words],
        capture_output=True, text=True, timeout=300, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def install(folder: Path, python: str, **environment: str) -> str:
    """What .ci/install says where it cannot go on: in a copy, with a `python3` of the test's own."""
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "install", folder / ".ci")
    shutil.copy(ROOT / "requirements.lock", folder)
    programs = folder / "programs"
    programs.mkdir()
    (programs / "python3").write_text(f"#!/bin/sh\n{python}\n")
    (programs / "python3").chmod(0o755)
    for name in ("bash", "awk", "dirname", "uname", "mkdir", "sh", "grep"):
        (programs / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(
        [folder / ".ci" / "install"], capture_output=True, text=True, timeout=60, check=False,
        env={"PATH": str(programs), "PYTHON": "python3", **environment},
    )  # fmt: skip
    assert done.returncode, done.stdout
    return done.stdout + done.stderr


def line(finding: doctor.Finding) -> str:
    assert not finding.ok
    return f"{finding.name}: {finding.text} {finding.remedy}"


@trouble("Python is too old or too new")
def _(project: Project, patch: Patch) -> str:
    return install(project.root / "fresh", "exit 1")


@trouble("Python has no pip")
def _(project: Project, patch: Patch) -> str:
    return install(project.root / "fresh", f'[ "$2" = pip ] && exit 1\nexec {sys.executable} "$@"')


@trouble("TF names no TensorFlow")
def _(project: Project, patch: Patch) -> str:
    return install(project.root / "fresh", f'exec {sys.executable} "$@"', UV="true", TF="banana")


@trouble("A package is not installed")
def _(project: Project, patch: Patch) -> str:
    patch.setattr(doctor, "_version", lambda name: None)
    return line(doctor._package("scikit-learn", ""))


@trouble("A package cannot be imported")
def _(project: Project, patch: Patch) -> str:
    (project.root / "sklearn.py").write_text("raise ImportError('libgomp.so.1: cannot open shared object file')\n")
    patch.setenv("PYTHONPATH", str(project.root))
    _, lines = doctor._end(doctor._start(doctor.IMPORTS, "sklearn"))
    return line(doctor._package("scikit-learn", lines[0].split(" ", 1)[1]))


@trouble("nbgrader has the wrong version")
def _(project: Project, patch: Patch) -> str:
    patch.setattr(doctor, "_version", lambda name: "0.9.5")
    return line(doctor._package("nbgrader", "imported"))


@trouble("JupyterLab belongs to another environment")
def _(project: Project, patch: Patch) -> str:
    (project.root / "jupyter-lab").write_text("#!/bin/sh\n")
    (project.root / "jupyter-lab").chmod(0o755)
    patch.setenv("PATH", f"{project.root}{os.pathsep}{os.environ['PATH']}")
    return line(doctor._jupyter())


@trouble("Both TensorFlows are installed")
def _(project: Project, patch: Patch) -> str:
    patch.setattr(doctor, "_version", lambda name: {"tensorflow-intel": None}.get(name, "2.21.0"))
    return line(doctor._tensorflow(True, ["2.21.0 0"], needed=True))


@trouble("There is a GPU driver, but TensorFlow sees no GPU")
def _(project: Project, patch: Patch) -> str:
    (project.root / "nvidia-smi").write_text("#!/bin/sh\n")
    (project.root / "nvidia-smi").chmod(0o755)
    patch.setenv("PATH", f"{project.root}{os.pathsep}{os.environ['PATH']}")
    return line(doctor._tensorflow(True, ["2.21.0 0"], needed=True))


@trouble("The disk is nearly full")
def _(project: Project, patch: Patch) -> str:
    full = namedtuple("Usage", "total used free")(1 << 40, 1 << 40, 1 << 20)
    patch.setattr(shutil, "disk_usage", lambda folder: full)
    return line(doctor._disk(project.root))


@trouble("The folder cannot be written to")
def _(project: Project, patch: Patch) -> str:
    return line(doctor._writable(Path("/proc")))


@trouble("The vault is open to others")
def _(project: Project, patch: Patch) -> str:
    project.vault.mkdir(parents=True, exist_ok=True)
    project.vault.chmod(0o755)
    return line(doctor._vault(project.vault))


@trouble("The vault's path is a file")
def _(project: Project, patch: Patch) -> str:
    (project.root.parent / "file").write_text("")
    patch.setenv("GRADUS_VAULT", str(project.root.parent / "file"))
    return command("grade", "c9w1t")


@trouble("The settings file is missing")
def _(project: Project, patch: Patch) -> str:
    (project.course / "nbgrader_config.py").unlink()
    return "\n".join(line(item) for item in doctor._course_findings(project) if not item.ok)


@trouble("The solutions folder is empty")
def _(project: Project, patch: Patch) -> str:
    shutil.rmtree(project.solutions)
    project.solutions.mkdir()
    return "\n".join(line(item) for item in doctor._course_findings(project) if not item.ok)


@trouble("The exchange does not exist")
def _(project: Project, patch: Patch) -> str:
    patch.setenv("GRADUS_EXCHANGE", str(project.root / "a" / "file" / "exchange"))
    (project.root / "a").write_text("")
    return command("release", "c9w1t", fails=False)  # it is made, and not published


@trouble("The database's kind is unknown")
def _(project: Project, patch: Patch) -> str:
    patch.setenv("GRADUS_GRADEBOOK", "orakel://teacher@host/gradebook")
    return command("grade", "c9w1t")


@trouble("PostgreSQL's address names another driver")
def _(project: Project, patch: Patch) -> str:
    patch.setenv("GRADUS_GRADEBOOK", "postgresql+psycopg2://teacher@host/gradebook")
    return command("grade", "c9w1t")


@trouble("PostgreSQL's host is unknown")
def _(project: Project, patch: Patch) -> str:
    patch.setenv("GRADUS_GRADEBOOK", "postgresql+psycopg://teacher@host.invalid/gradebook")
    return command("grade", "c9w1t")


@trouble("PostgreSQL does not answer")
def _(project: Project, patch: Patch) -> str:
    patch.setenv("GRADUS_GRADEBOOK", f"postgresql+psycopg://teacher@127.0.0.1:{CLOSED}/gradebook")
    return command("grade", "c9w1t")


@trouble("The gradebook's folder does not exist")
def _(project: Project, patch: Patch) -> str:
    patch.setenv("GRADUS_GRADEBOOK", f"sqlite:///{project.root}/nowhere/gradebook.db")
    return command("grade", "c9w1t")


@trouble("There is no GPU to compare with")
def _(project: Project, patch: Patch) -> str:
    patch.setenv("CUDA_VISIBLE_DEVICES", "")
    return command("gpu", "c9w1t", fails=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("troubles")
    with tiny.environment(root):
        project = tiny.make_project(root / "project")
        tiny.hand_in(project, {"ada": tiny.RIGHT})
    yield root


@pytest.mark.parametrize("what", list(TROUBLES))
def test_administrators_troubles(what: str, made: Path, tmp_path: Path, monkeypatch: Patch) -> None:
    """Each of the administrators' troubles shows the message documented for it."""
    shutil.copytree(made, tmp_path / "here")
    with tiny.environment(tmp_path / "here"):
        monkeypatch.setenv("GRADUS_PROJECT", str(tmp_path / "here" / "project"))
        output = TROUBLES[what](Project.at(tmp_path / "here" / "project"), monkeypatch)
    assert "Traceback" not in output and "a fault of ours" not in output, output
    assert says(output, told("Administrators")[what]), output


def test_page_and_tests_name_the_same_troubles() -> None:
    """The page and these tests name the same troubles."""
    assert set(told("Administrators")) == set(TROUBLES) and len(TROUBLES) >= LEAST
