"""Copying and removing folders that a stranger made."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from autograder import trees

LIMITS = trees.Limits(depth=5, entries=50, file_size=1000, size=3000, seconds=60)
MINE = frozenset({os.geteuid()})


def copied(source: Path, limits: trees.Limits = LIMITS, owners: frozenset[int] = MINE) -> tuple[list[str], list[str]]:
    """What was left out, and the files in the copy."""
    target = source.with_name("copy")
    left_out = trees.copy(source, target, limits, owners, lambda name, is_folder: not name.endswith(".pyc"))
    return [f"{path} {why}" for path, why in left_out], sorted(
        str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "one.py").write_text("1")
    (folder / "a" / "two.py").write_text("2")
    (folder / "a" / "b" / "three.py").write_text("3")
    (folder / "a" / "old.pyc").write_text("")
    return folder


def test_files_and_times_are_copied(source: Path) -> None:
    """The wanted files are copied with their contents and times."""
    os.utime(source / "one.py", (1e9, 1e9))
    assert copied(source) == ([], ["a/b/three.py", "a/two.py", "one.py"])
    assert (source.with_name("copy") / "a" / "two.py").read_text() == "2"
    assert (source.with_name("copy") / "one.py").stat().st_mtime == 1e9


def test_links_and_pipes_are_left_out(source: Path, tmp_path: Path) -> None:
    """Links to files and folders, pipes and sockets are named and left out."""
    (tmp_path / "secret.py").write_text("secret")
    (source / "link.py").symlink_to(tmp_path / "secret.py")
    (source / "up").symlink_to(tmp_path, target_is_directory=True)
    (source / "nowhere").symlink_to("/does/not/exist")
    os.mkfifo(source / "pipe")
    left_out, files = copied(source)
    assert left_out == ["link.py is a link", "nowhere is a link", "pipe is neither a file nor a folder", "up is a link"]
    assert files == ["a/b/three.py", "a/two.py", "one.py"]


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (replace(LIMITS, depth=2), "more than 2 levels"),
        (replace(LIMITS, entries=4), "more than 4 files and folders"),
        (replace(LIMITS, size=2), "more than 2 bytes"),
        (replace(LIMITS, seconds=-1), "could not be copied within"),
    ],
)
def test_limits(source: Path, limits: trees.Limits, says: str) -> None:
    """A tree beyond a limit is refused, and nothing is left of the copy."""
    with pytest.raises(trees.TreeError, match=says):
        copied(source, limits)
    assert not source.with_name("copy").exists()


def test_a_large_file_is_left_out(source: Path) -> None:
    """A file above the limit for one file is left out; the others are copied. A sparse file counts in full."""
    with (source / "huge.bin").open("wb") as file:
        file.truncate(1 << 40)
    left_out, files = copied(source)
    assert left_out == ["huge.bin has more than 1000 bytes"] and len(files) == 3


def test_the_folder_itself_must_be_one(source: Path, tmp_path: Path) -> None:
    """A link to a folder, a file and a missing folder are refused."""
    (tmp_path / "link").symlink_to(source, target_is_directory=True)
    for path, says in (("link", "is a link"), ("source/one.py", "is not a folder"), ("none", "is not a folder")):
        with pytest.raises(trees.TreeError, match=says):
            copied(tmp_path / path)


def test_other_owners_are_refused(source: Path) -> None:
    """A folder of somebody else is not copied."""
    with pytest.raises(trees.TreeError, match="belongs to somebody else"):
        copied(source, owners=frozenset({os.geteuid() + 1}))


def test_a_change_during_the_copy_is_noticed(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that changes while it is read makes the copy fail instead of being half of each."""
    read = os.read

    def slow(descriptor: int, size: int) -> bytes:
        piece = read(descriptor, size)
        with (source / "one.py").open("a") as file:
            file.write("more")
        return piece

    monkeypatch.setattr(os, "read", slow)
    with pytest.raises(trees.TreeError, match="changed while it was copied"):
        copied(source)


def test_a_swap_after_the_look_is_not_followed(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that becomes a link just before it is opened is not followed."""
    (tmp_path / "secret.py").write_text("secret")
    opens = os.open

    def swapping(path, *rest, **more):
        if path == "one.py":
            (source / "one.py").unlink()
            (source / "one.py").symlink_to(tmp_path / "secret.py")
        return opens(path, *rest, **more)

    monkeypatch.setattr(os, "open", swapping)
    with pytest.raises(trees.TreeError, match="changed while it was copied"):
        copied(source)
    assert not source.with_name("copy").exists()


def deep(folder: Path, levels: int) -> None:
    """A chain of folders that is longer than any path may be."""
    folder.mkdir()
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=descriptor)
        inner = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)


@pytest.mark.parametrize("levels", [3, 1_100, 5_000])
def test_deep_trees_are_removed(tmp_path: Path, levels: int) -> None:
    """A tree of any depth is removed, and is refused by a copy."""
    deep(tmp_path / "deep", levels)  # pytest could not remove it
    if levels > LIMITS.depth:
        with pytest.raises(trees.TreeError, match="levels of folders"):
            copied(tmp_path / "deep")
    assert trees.remove(tmp_path / "deep")
    assert not (tmp_path / "deep").exists()


def test_locked_folders_are_removed(source: Path) -> None:
    """Folders without any rights are removed, too, and files that links point to stay."""
    kept = source.with_name("kept.txt")
    kept.write_text("kept")
    (source / "link").symlink_to(kept)
    (source / "all").symlink_to(source.parent, target_is_directory=True)
    for path in (source / "a" / "b", source / "a", source):
        path.chmod(0)
    assert trees.remove(source)
    assert kept.read_text() == "kept"


def test_removing_what_is_no_folder(tmp_path: Path) -> None:
    """A file, a link and nothing at all can be removed."""
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path)
    assert trees.remove(tmp_path / "file") and trees.remove(tmp_path / "link") and trees.remove(tmp_path / "none")
    assert os.listdir(tmp_path) == []  # noqa: PTH208


def test_removing_has_a_time_limit(source: Path) -> None:
    """Removing ends at its time limit and says that something is left."""
    assert not trees.remove(source, seconds=-1)
    assert source.exists()
