"""Grades on a Dask cluster in place of this machine's processes; its workers must see course and vault."""

from __future__ import annotations

from concurrent.futures import Executor


class ClusterError(Exception):
    """The cluster cannot be used. The message is a sentence."""


def connect(address: str, seconds: float = 10.0) -> Executor:
    """An executor for `grade(..., executor=...)` on the Dask scheduler at `address`, such as "tcp://grader:8786"."""
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("Grading on a cluster needs Dask, which is not installed: pip install distributed") from None
    try:
        client = Client(address, timeout=seconds)
    except (OSError, ValueError) as problem:
        raise ClusterError(f"No Dask scheduler answers at {address} ({problem}): is it running?") from problem
    return client.get_executor(pure=False)
