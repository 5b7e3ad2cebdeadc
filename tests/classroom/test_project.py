"""How the course is found, and the error if it is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring.bundle import find_bundle
from autograder.project import Project, ProjectError


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GRADUS_PROJECT", "GRADUS_VAULT", "GRADUS_COURSE", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "here"
    (root / "course" / "source").mkdir(parents=True)
    (root / "course" / "nbgrader_config.py").write_text('c.CourseDirectory.course_id = "deep"\n')
    return root.resolve()


def test_it_is_found_from_any_folder_inside(course: Path) -> None:
    """The course is found from any folder inside."""
    for inside in (course, course / "course", course / "course" / "source"):
        assert Project.find(inside).root == course


def test_the_environment_names_the_project(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GRADUS_PROJECT names the project from any folder."""
    monkeypatch.chdir("/")
    monkeypatch.setenv("GRADUS_PROJECT", str(course))
    assert Project.find().root == course
    monkeypatch.setenv("GRADUS_PROJECT", "/nowhere")
    with pytest.raises(ProjectError, match="GRADUS_PROJECT names /nowhere"):
        Project.find()


def test_no_course_says_what_to_do(course: Path) -> None:
    """Without a course, the error names GRADUS_PROJECT as the remedy."""
    with pytest.raises(ProjectError, match="GRADUS_PROJECT"):
        Project.find(course.parent)


def test_a_learners_copy_refuses_teachers_commands(course: Path) -> None:
    """A learner's copy refuses the teachers' commands with a sentence."""
    assert Project.find(course).assignments() == ()
    for ask in (lambda: Project.find(course, instructor=True), lambda: find_bundle(Project.find(course), "c1w2b")):
        with pytest.raises(ProjectError, match="learner's copy"):
            ask()


def test_the_vault_is_outside_the_course(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vault is outside the course, in a folder with the course's id, unless the environment says otherwise."""
    project = Project.find(course)
    assert project.vault == Path("~/.local/share/gradus/deep").expanduser()
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert project.vault == Path("/data/gradus/deep")
    monkeypatch.setenv("GRADUS_VAULT", "/keep")
    assert project.vault == Path("/keep")
    assert project.state == course / "course" / ".gradus"


def test_the_import_loads_no_numpy() -> None:
    """Importing the module loads neither NumPy nor nbgrader nor TensorFlow."""
    code = "import sys, autograder.project; assert not {'numpy', 'nbgrader', 'tensorflow'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
