"""Processor time: what a test limits. Time on the clock also depends on what else the machine is doing."""

from __future__ import annotations

import psutil


def seconds(pid: int) -> float:
    """User and system time of a process, of its children that have ended and of its descendants that run."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    return sum(map(_seconds, family))


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system + times.children_user + times.children_system
