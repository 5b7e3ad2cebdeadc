"""A workspace file finds its notebook and module from every folder that JupyterLab may serve."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.authoring.template import create
from autograder.cli.start import lay_out
from autograder.nbgrader_adapter import steps
from autograder.nbgrader_adapter.workspaces import reachable_from
from tests.cycle import small
from tests.cycle.conftest import CONFIG

PLAIN = ["c9w9a-example.ipynb", "example.py"]


@pytest.fixture
def workspace(tmp_path: Path) -> bytes:
    create("c9w9a-example", tmp_path / "solutions", tmp_path / "source")
    return (tmp_path / "source" / "c9w9a-example" / "c9w9a-example.jupyterlab-workspace").read_bytes()


def opens(workspace: bytes) -> list[list[str]]:
    """The paths in each area of the dock, from left to right."""
    data = json.loads(workspace)["data"]
    areas = data["layout-restorer:data"]["main"]["dock"]["children"]
    return [[data[name]["data"]["path"] for name in area["widgets"]] for area in areas]


def test_each_file_is_listed_for_each_folder(workspace: bytes) -> None:
    """Each file is listed for each folder, the notebook on the left and the module on the right."""
    left, right = opens(reachable_from(workspace, ("c9w9a-example", "gradus/c9w9a-example")))
    assert left == [PLAIN[0], f"c9w9a-example/{PLAIN[0]}", f"gradus/c9w9a-example/{PLAIN[0]}"]
    assert right == [PLAIN[1], f"c9w9a-example/{PLAIN[1]}", f"gradus/c9w9a-example/{PLAIN[1]}"]


def test_moving_it_forgets_earlier_folders(workspace: bytes) -> None:
    """Moving a workspace to another folder forgets the earlier folders."""
    moved = reachable_from(reachable_from(workspace, ("c9w9a-example",)), ("mywork",))
    assert moved == reachable_from(workspace, ("mywork",))
    assert reachable_from(moved, ()) == reachable_from(workspace, ())
    assert opens(moved) == [[PLAIN[0], f"mywork/{PLAIN[0]}"], [PLAIN[1], f"mywork/{PLAIN[1]}"]]


@pytest.mark.parametrize("other", [b"", b"{oops", b"[]", b'{"data": {}}', b'{"data": 3}', b"\xff"])
def test_other_files_stay_unchanged(other: bytes) -> None:
    """A file that is not a workspace stays unchanged."""
    assert reachable_from(other, ("folder",)) == other


def test_a_release_opens_where_it_is_fetched(workspace: bytes, tmp_path: Path) -> None:
    """The workspace of a release finds its files in the folder to which learners fetch it."""
    course = small.make_course(tmp_path / "class", CONFIG)
    name = small.ASSIGNMENT
    (course / "source" / name / f"{name}.jupyterlab-workspace").write_bytes(workspace)
    released = steps.generate(course, name) / f"{name}.jupyterlab-workspace"
    assert opens(released.read_bytes())[1] == [PLAIN[1], f"{name}/{PLAIN[1]}", f"gradus/{name}/{PLAIN[1]}"]


def test_a_started_assignment_opens_from_here(
    workspace: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workspace of a started assignment finds its files from here and from the folders in between."""
    released = tmp_path / "release"
    released.mkdir()
    (released / "c9w9a-example.key").write_bytes(b"")
    (released / "c9w9a-example.jupyterlab-workspace").write_bytes(reachable_from(workspace, ("c9w9a-example",)))
    monkeypatch.chdir(tmp_path)
    lay_out("release", Path("work", "mine"))
    found = opens((tmp_path / "work" / "mine" / "c9w9a-example.jupyterlab-workspace").read_bytes())
    assert found[0] == [PLAIN[0], f"work/mine/{PLAIN[0]}", f"mine/{PLAIN[0]}"]
