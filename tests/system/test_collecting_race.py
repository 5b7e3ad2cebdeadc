"""A learner exchanges files for links to the teacher's while these are collected: nothing of the teacher's is taken."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
from pathlib import Path

import pytest

from tests.system.people import people

pytestmark = pytest.mark.system

NAME = "c9w1t-tiny"
SECONDS = 60


def test_a_minute_of_exchanging_files(installed: Path) -> None:
    """For a minute the learner wins many races, and the teacher collects their own files or refuses."""
    python = installed / "python"
    program = Path(__file__).with_name("racing.py")
    root = Path(tempfile.mkdtemp(prefix="gradus-race-"))
    root.chmod(0o755)
    shutil.copy(program, root / "racing.py")
    try:
        with people(installed, "gradus-rex", "gradus-tea") as (learner, teacher):
            secret = teacher.home / "secret.py"
            secret.write_text("THE TEACHER'S OWN\n" * 1000)
            course = teacher.home / "course"
            course.mkdir()
            inbound = root / "exchange" / "gradus" / "inbound"
            inbound.mkdir(parents=True)
            inbound.chmod(0o733)
            for path in (secret, course, inbound, inbound.parent, inbound.parent.parent):
                shutil.chown(path, teacher.name, teacher.name)
            folder = inbound / f"{learner.name}+{NAME}+2026-01-01 10:00:00 UTC+abc"
            (folder / "sub").mkdir(parents=True)
            for name in ("a.py", "module.py", "sub/inner.py"):
                # The first takes a while, so that the learner can act between it and the next.
                (folder / name).write_text("mine\n" * (1_000_000 if name == "a.py" else 1000))
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, learner.name, learner.name)
            unreadable = inbound / f"{learner.name}+{NAME}+2026-01-02 10:00:00 UTC+abc"  # newer, but of no use
            unreadable.mkdir(mode=0)
            shutil.chown(unreadable, learner.name, learner.name)
            said: dict[str, str] = {}

            def race() -> None:
                said["learner"] = learner.run(python, root / "racing.py", "swap", folder, secret, root / "stop")

            racing = threading.Thread(target=race)
            racing.start()
            try:
                said["teacher"] = teacher.run(
                    python, root / "racing.py", "collect", course, root / "exchange", NAME, str(SECONDS)
                )
            finally:
                (root / "stop").touch()
                racing.join()
            swaps = json.loads(said["learner"].splitlines()[-1])["swaps"]
            told = json.loads(said["teacher"].splitlines()[-1])
            assert told["stolen"] == 0, told
            assert swaps > 10 and told["collected"] > 0 and told["odd"] > told["collected"], (swaps, told)
    finally:
        shutil.rmtree(root)
