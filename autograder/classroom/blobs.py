"""Packs jobs for the workers of a cluster: files are named by the hash of their content and sent once per worker."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder import plain
from autograder.grading.jobs import LIMITS, Job
from autograder.vault.files import write_atomic

ROOM = 512 << 20  # bytes of submissions in a worker's cache; the oldest are deleted first


def address_of(data: bytes) -> str:
    """The address of content: its hash, so that the receiver can verify it."""
    return hashlib.sha256(data).hexdigest()


class Shelf:
    """The grader's side: the address of each file that jobs name, and its bytes for workers that lack it."""

    def __init__(self) -> None:
        self._addresses: dict[str, str] = {}
        self._paths: dict[str, Path] = {}

    def address(self, path: str) -> str:
        if path not in self._addresses:
            address = address_of(Path(path).read_bytes())
            self._addresses[path], self._paths[address] = address, Path(path)
        return self._addresses[path]

    def bytes_of(self, addresses: Iterable[str]) -> dict[str, bytes]:
        return {address: self._paths[address].read_bytes() for address in addresses}

    def pack(self, job: Job) -> tuple[Job, bytes]:
        """The job with addresses instead of paths, and separately the submission."""
        from autograder.nbgrader_adapter.staging import handed_in

        stage, handed = None, None
        if job.stage is not None:
            handed = handed_in(job.stage)
            stage = {"student": job.stage["student"], "shared": self.address(job.stage["shared"])}
        packed = replace(
            job,
            key_path=self.address(job.key_path) if job.key_path else "",
            keys={exercise: self.address(path) for exercise, path in job.keys.items()},
            source=None,
            stage=stage,
        )
        return packed, plain.dumps({"source": job.source, "handed": handed})


def needs(job: Job) -> set[str]:
    """The addresses of the files that a packed job names."""
    shared = job.stage["shared"] if job.stage is not None else ""
    return {address for address in (job.key_path, *job.keys.values(), shared) if address}


class Store:
    """A worker's cache: files named by their addresses, which only their owner can read.

    While the worker runs, it also holds hidden keys. Old submissions are deleted when it is full.
    """

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        self.files, self.submissions = folder / "files", folder / "submissions"
        self.room = room
        for place in (folder, self.files, self.submissions):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.chmod(0o700)
        self._size = sum(path.stat().st_size for path in self.submissions.iterdir())

    def put(self, address: str, data: bytes, handed: bool = False) -> None:
        """Store content; `handed`: it is a submission. Raises ValueError if it does not match its address."""
        if address_of(data) != address:
            raise ValueError("the content received does not match its address")
        path = (self.submissions if handed else self.files) / address
        if path.exists():
            return
        write_atomic(path, data, mode=0o600, durable=False)
        if handed:
            self._size += len(data)
            if self._size > self.room:
                self._make_room()

    def path(self, address: str) -> Path | None:
        found = (self.files / address, self.submissions / address)
        return next((path for path in found if path.exists()), None)

    def held(self) -> list[str]:
        return [
            path.name for place in (self.files, self.submissions) for path in place.iterdir() if len(path.name) == 64
        ]

    def open(self, job: Job, handed: bytes) -> Job:
        """Unpack a job for the judging processes on this machine. All its files must be in the cache."""

        def place(address: str) -> str:
            return str(self.files / address) if address else ""

        content: dict[str, Any] = plain.loads(handed, LIMITS)
        stage = job.stage
        if stage is not None:
            stage = {**stage, "shared": place(stage["shared"]), "handed": content["handed"]}
        return replace(
            job,
            key_path=place(job.key_path),
            keys={exercise: place(address) for exercise, address in job.keys.items()},
            source=content["source"],
            stage=stage,
        )

    def _make_room(self) -> None:
        """Delete the oldest half of the submissions."""
        paths = sorted(self.submissions.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in paths[: (len(paths) + 1) // 2]:
            self._size -= path.stat().st_size
            path.unlink()
