"""A file lock that allows one grader at a time per assignment. The system releases it if its holder dies."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def held(path: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock in the block. While another grader holds it, wait, and say so once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as file:
        told = False
        while not _try(file):
            if not told:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                waiting(f"Another grader is working on this assignment (process {holder}). Waiting for it to finish.")
                told = True
            time.sleep(0.2)
        try:
            file.seek(0)
            file.truncate()
            file.write(f"{os.getpid()}\n")
            file.flush()
            yield
        finally:
            file.seek(0)
            file.truncate()
            _release(file)


if os.name == "posix":
    import fcntl

    def _try(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _release(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

else:  # Windows
    import msvcrt

    FAR = 1 << 20  # beyond the text, which other processes must be able to read

    def _try(file: IO[str]) -> bool:
        file.seek(FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

    def _release(file: IO[str]) -> None:
        file.seek(FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
