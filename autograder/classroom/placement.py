"""Decides which workers of a cluster may take a task. Nothing here talks to the cluster."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from autograder.classroom.blobs import needs
from autograder.grading.jobs import Job


@dataclass
class Member:
    """A worker that may grade.

    held    addresses of the blobs in its cache
    pinned  how many tasks it got because their submission is in its cache
    """

    name: str
    threads: int
    held: set[str]
    pinned: int = 0


@dataclass(eq=False)
class Task:
    """One job on the cluster.

    outer    the future that the caller waits for
    job      names files by the addresses of their blobs
    stage    the original staging order, with paths on this machine
    handed   the submission, and its address
    inner    Dask's future, while workers have the task
    nodes    the workers that may take it
    pinned   the worker that got it because the submission is in its cache
    """

    outer: Future[bytes]
    function: str
    name: str
    job: Job
    stage: Any
    handed: bytes
    address: str
    inner: Future[bytes] | None = None
    nodes: frozenset[str] = frozenset()
    pinned: str = ""
    since: float = field(default_factory=time.monotonic)

    @property
    def key(self) -> str:
        return f"gradus-{id(self)}-{self.since}"


@dataclass(frozen=True)
class Placement:
    """The workers that may take a task. `cached`: the submission is in the cache of each of them."""

    nodes: frozenset[str]
    pinned: str
    cached: bool


def place(task: Task, members: Mapping[str, Member], avoid: str, in_flight: int) -> Placement | None:
    """Choose the workers for a task; None if it must wait.

    avoid      the worker that must not try the task again, unless it is the only one
    in_flight  the number of tasks that workers have; at most two per thread, so that new workers get a share
    """
    able = {address: member for address, member in members.items() if needs(task.job) <= member.held}
    if task.job.alone and len(members) > 1:
        able.pop(avoid, None)
    if in_flight >= 2 * sum(member.threads for member in able.values()):
        return None
    holders = {address for address, member in able.items() if task.address in member.held}
    free = [address for address in holders if able[address].pinned < 2 * able[address].threads]
    if free:
        return Placement(frozenset(free[:1]), free[0], cached=True)
    # All holders are busy. Send the submission only to workers that lack it, so that none receives it twice.
    nodes = frozenset(set(able) - holders or holders)
    return Placement(nodes, "", cached=nodes <= holders)
