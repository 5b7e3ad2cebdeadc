"""The two programs of a race between a learner and a teacher; each runs as its own user, with nothing of ours but this.

python racing.py swap FOLDER TARGET STOP        as the learner, until the file STOP exists
python racing.py collect COURSE EXCHANGE NAME SECONDS      as the teacher
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import select
import sys
import time
from pathlib import Path

OPENED_OR_READ = 0x20 | 0x1


def swap(folder: str, target: str, stop: str) -> None:
    """Exchange the module, and a folder, for links to the teacher's, whenever the collector opens anything; and back.

    Two renames make an exchange that no reader sees half done.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    for path in (folder, f"{folder}/sub"):
        libc.inotify_add_watch(watch, path.encode(), OPENED_OR_READ)
    os.chdir(folder)
    swaps = 0
    while not Path(stop).exists():
        # On an event at once; otherwise at random moments.
        select.select([watch], [], [], (swaps % 7) / 100)
        with contextlib.suppress(BlockingIOError):
            os.read(watch, 1 << 16)
        for name, other in (("module.py", target), ("sub", str(Path(target).parent))):
            kept = Path(f".kept-{name}")
            link = Path(f".link-{name}")
            link.symlink_to(other)
            Path(name).rename(kept)
            link.rename(name)
            time.sleep((swaps % 5) ** 3 / 200)  # from not at all to longer than a copy takes
            Path(name).unlink()
            kept.rename(name)
        swaps += 1
    print(json.dumps({"swaps": swaps}))


def collect(course: str, exchange: str, name: str, seconds: str) -> None:
    """Collect again and again; counts what was collected, what was refused, and what was the teacher's own."""
    import logging

    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    from autograder.nbgrader_adapter.collect import CollectFiles

    logging.disable(logging.CRITICAL)
    config = Config()
    config.CourseDirectory.root = course
    config.CourseDirectory.course_id = "gradus"
    config.CourseDirectory.assignment_id = name
    config.Exchange.root = exchange
    secret = (Path.home() / "secret.py").read_bytes()
    told = {"collected": 0, "odd": 0, "stolen": 0, "complete": 0}
    until = time.monotonic() + float(seconds)
    while time.monotonic() < until:
        coursedir = CourseDirectory(config=config)
        step = CollectFiles(coursedir=coursedir, authenticator=Authenticator(config=config), config=config)
        step.start()
        told["odd"] += len(step.odd)
        for learner in (Path(course) / "submitted").glob("*"):
            found = [path for path in learner.rglob("*") if path.is_file()]
            told["stolen"] += sum(path.is_symlink() or path.read_bytes() == secret for path in found)
            told["collected"] += 1
            told["complete"] += {"module.py", "inner.py"} <= {path.name for path in found}
            learner.rename(Path(course) / f"done-{time.monotonic_ns()}")
    print(json.dumps(told))


if __name__ == "__main__":
    {"swap": swap, "collect": collect}[sys.argv[1]](*sys.argv[2:])
