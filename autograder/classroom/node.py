"""A cluster's worker: takes jobs from Dask and has them judged by processes of its own machine.

Dask's process runs no submission and holds no key in its memory. Below it are the same processes as on one machine,
each with its warm process and its sandbox, which know nothing of a scheduler. Everything here takes and gives bytes.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import platform
import threading
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from autograder import plain
from autograder.classroom.blobs import Store, needs
from autograder.classroom.pool import LocalPool
from autograder.classroom.worker import find_function
from autograder.grading.jobs import LIMITS, Answer, Job
from autograder.version import __version__

PACKAGES = {"NumPy": ("numpy",), "TensorFlow": ("tensorflow", "tensorflow-cpu"), "Keras": ("keras",)}
_UNSEEN = ("DASK_", "DISTRIBUTED_")  # what the processes below Dask's have no business to know


class Node:
    """One worker. `folder` is its cache, `processes` how many submissions it judges at a time."""

    def __init__(self, folder: Path, processes: int, deny: tuple[str, ...] = ()) -> None:
        self.store = Store(folder)
        self.deny = deny
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_UNSEEN)}
        self.pool = LocalPool(processes, environment=environment)

    def judge(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """The answer, and the notebooks that the grader writes; or which files are missing here."""
        for address, data in order["blobs"].items():
            self.store.put(address, data, handed=address == order["handed"])
        job = Job.loads(order["job"])
        missing = [address for address in (*needs(job), order["handed"]) if self.store.path(address) is None]
        if missing:
            return {"missing": missing}
        path = self.store.path(order["handed"])
        assert path is not None
        opened = self.store.open(job, order["blobs"].get(order["handed"]) or path.read_bytes())
        opened = Job(**{**vars(opened), "deny": (*opened.deny, *self.deny)})
        self.pool.seconds = order["seconds"]
        found = self.pool.submit(find_function(order["function"]), opened.dumps()).result()
        return _parted(found)


def greet(payload: bytes) -> bytes:
    """What this worker is, and the addresses of what it keeps."""
    return plain.dumps({**identity(), "held": _here().store.held()})


def hold(payload: bytes) -> bytes:
    """Keep these files: {address: bytes}."""
    for address, data in plain.loads(payload, LIMITS).items():
        _here().store.put(address, data)
    return b""


def judge(payload: bytes) -> bytes:
    """Judge one submission, or say what this worker lacks for it. What comes back names the worker.

    raises  WorkerDied where the process that judged it ended
    """
    from distributed import get_worker

    try:
        found = _here().judge(plain.loads(payload, LIMITS))
    except OSError as problem:  # its cache's disk is full, or gone: no submission's fault
        found = {"fault": (problem.strerror or str(problem)).lower()}
    return plain.dumps({**found, "worker": get_worker().address})


@cache
def identity() -> dict[str, Any]:
    """What must be alike where one class is graded on several machines: code, Python, and what computes."""
    from autograder.sandbox.client import missing_layers

    return {
        "engine": __version__,
        "code": _code(),
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{name: _version(*names) for name, names in PACKAGES.items()},
        "missing": missing_layers(),
    }


def difference(here: Mapping[str, Any], there: Mapping[str, Any], isolate: bool = True) -> str:
    """Why a worker must not grade, as the end of a sentence that begins with its name; empty where it may."""
    if here["engine"] != there["engine"]:
        return f"runs gradus {there['engine']}, and the grader is gradus {here['engine']}: install the same on both"
    if here["code"] != there["code"]:
        return f"has other files of gradus {here['engine']} than the grader: install the same on both"
    for name in ("Python", *PACKAGES):
        if here[name] != there[name]:
            return f"has {name} {there[name] or 'not at all'}, and the grader {here[name] or 'none'}: install the same"
    if isolate and there["missing"]:
        return f"cannot keep untrusted code apart: {there['missing']}"
    return ""


def _parted(found: bytes) -> dict[str, Any]:
    """The answer and the notebooks apart: the grader needs to read the first and only to write the second."""
    answer = Answer.loads(found)
    staged = dict(answer.staged or {})
    written = staged.pop("written", None)
    if written is not None:
        found = Answer(answer.name, answer.result, staged, answer.fault, answer.stops, answer.seconds).dumps()
        written = {name: text.encode("utf-8", "surrogatepass") for name, text in written.items()}
    # What would end the class on one machine is this worker's affair where there are others.
    ill = {"fault": answer.fault} if answer.stops else {}
    return {"answer": found, "written": written, "flaky": answer.flaky, **ill}


_lock = threading.Lock()


def _here() -> Node:
    with _lock:  # Dask asks from several threads
        return _node()


@cache
def _node() -> Node:
    from distributed import get_worker

    worker = get_worker()
    node = Node(Path(worker.local_directory) / "gradus", worker.state.nthreads, _credentials())
    atexit.register(node.pool.abandon)
    return node


def _credentials() -> tuple[str, ...]:
    """Files of Dask's that no submission may read."""
    import dask.config

    tls = [dask.config.get(f"distributed.comm.tls.{who}.{what}", None) for who in _ROLES for what in ("cert", "key")]
    return tuple(str(path) for path in (*tls, *dask.config.paths) if path and Path(path).exists())


_ROLES = ("scheduler", "worker", "client")


def _version(*names: str) -> str:
    for name in names:
        with contextlib.suppress(metadata.PackageNotFoundError):
            return metadata.version(name)
    return ""


def _code() -> str:
    """A hash of all of this package's files of Python."""
    top = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(top.rglob("*.py")):
        digest.update(f"{path.relative_to(top).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()
