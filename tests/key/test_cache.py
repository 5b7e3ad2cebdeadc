"""The cache of keys for tests: one build for equal inputs, and the key that would be built anew."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from autograder.authoring.keys import cache
from autograder.authoring.keys.build import Parts, build_key
from autograder.key import dumps
from autograder.key.store import dumps_exercise
from tests.proving import EXAMPLES, bundle

FOLDERS = {folder.name.partition("-")[0]: folder for folder in EXAMPLES}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.FOLDER, str(tmp_path))
    return tmp_path


def files(folder: Path) -> int:
    return len([path for path in folder.iterdir() if path.suffix != ".lock"])


@pytest.mark.parametrize("example", ["e4", "e5", "e7", "e8"])
@pytest.mark.parametrize("public", [True, False])
def test_cached_key_is_identical(example, public, folder, monkeypatch):
    """A cached key is identical to a new one, byte by byte."""
    first, again = (dumps(build_key(bundle(FOLDERS[example]), 1, public)) for _ in range(2))
    monkeypatch.delenv(cache.FOLDER)
    assert first == again == dumps(build_key(bundle(FOLDERS[example]), 1, public))


def test_other_seeds_and_parts_are_made_anew(folder):
    """Another seed, or other parts, are made anew."""
    loaded = bundle(FOLDERS["e1"])
    made = set()
    for seed, stand_ins in [(1, True), (2, True), (1, False)]:
        made.add(dumps(build_key(loaded, seed, False, ["covariance"], parts=Parts(stand_ins=stand_ins))))
        assert files(folder) == len(made)
    assert len(made) == 3


def test_keys_without_versions_are_not_cached(folder):
    """A key without versions is not cached."""
    loaded = bundle(FOLDERS["e5"])
    keys = [
        build_key(loaded, 1, False, ["remember"], parts=Parts(versions=False, case=case)) for case in (None, 0, 1, 2)
    ]
    assert [len(key.exercises["remember"].cases) for key in keys] == [
        3,
        1,
        1,
        1,
    ]  # the last is the call with other numbers
    assert dumps(keys[1]) == dumps(keys[3]) != dumps(keys[2])
    assert files(folder) == 0


def test_public_and_hidden_keys_share_entries(folder):
    """Public and hidden keys share cached exercises, except those of a quiz."""
    build_key(bundle(FOLDERS["e5"]), 1, True)
    before = files(folder)
    build_key(bundle(FOLDERS["e5"]), 1, False)
    assert files(folder) == before
    build_key(bundle(FOLDERS["e8"]), 1, True)
    public = files(folder)
    hidden = build_key(bundle(FOLDERS["e8"]), 1, False)
    assert files(folder) == public + len(hidden.exercises)


def test_changed_engine_makes_keys_anew(folder, monkeypatch):
    """A changed engine makes the keys anew."""
    build_key(bundle(FOLDERS["e7"]), 1, True)
    before = files(folder)
    monkeypatch.setattr(cache, "engine_digest", lambda: "another")
    build_key(bundle(FOLDERS["e7"]), 1, True)
    assert files(folder) == 2 * before


def test_no_folder_means_no_cache(tmp_path, monkeypatch):
    """Without a folder nothing is cached."""
    monkeypatch.delenv(cache.FOLDER, raising=False)
    assert not cache.is_wanted()
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "none"))
    assert not cache.is_wanted()
    build_key(bundle(FOLDERS["e7"]), 1, True)
    assert not (tmp_path / "none").exists()


def test_second_process_waits_and_reads(folder):
    """Whoever asks second waits for the first to finish and reads its key."""
    pytest.importorskip("fcntl")
    key = build_key(bundle(FOLDERS["e7"]), 5, True).exercises["norm"]
    made, given = [], []

    def build():
        made.append(1)
        time.sleep(0.3)
        return key

    threads = [threading.Thread(target=lambda: given.append(cache.cached("norm", "both", build))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert [dumps_exercise(item) for item in given] == [dumps_exercise(key)] * 2
