"""A worker of a cluster: receives jobs from Dask and passes them to judging processes on its machine.

Dask's process runs no submission and holds no key in memory. Its child processes work as they do without a cluster,
each with its warm process and its sandbox, and know nothing about a scheduler. All functions called by Dask take and
return bytes.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import platform
import threading
from collections.abc import Mapping
from dataclasses import replace
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
_HIDDEN = ("DASK_", "DISTRIBUTED_")  # environment variables that the judging processes do not get


class Node:
    """One worker. `folder` is its cache; `processes` is the number of submissions it judges at once."""

    def __init__(self, folder: Path, processes: int, deny: tuple[str, ...] = ()) -> None:
        self.store = Store(folder)
        self.deny = deny
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_HIDDEN)}
        self.pool = LocalPool(processes, environment=environment)

    def judge(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """The answer and the notebooks for the grader to write, or the addresses of missing files."""
        for address, data in order["blobs"].items():
            self.store.put(address, data, handed=address == order["handed"])
        job = Job.loads(order["job"])
        missing = [address for address in (*needs(job), order["handed"]) if self.store.path(address) is None]
        if missing:
            return {"missing": missing}
        path = self.store.path(order["handed"])
        assert path is not None
        opened = self.store.open(job, order["blobs"].get(order["handed"]) or path.read_bytes())
        opened = replace(opened, deny=(*opened.deny, *self.deny))
        self.pool.seconds = order["seconds"]
        found = self.pool.submit(find_function(order["function"]), opened.dumps()).result()
        return _split(found)


def greet(payload: bytes) -> bytes:
    """This worker's identity and the addresses of the blobs in its cache."""
    return plain.dumps({**identity(), "held": _here().store.held()})


def hold(payload: bytes) -> bytes:
    """Store blobs in the cache: {address: bytes}."""
    for address, data in plain.loads(payload, LIMITS).items():
        _here().store.put(address, data)
    return b""


def judge(payload: bytes) -> bytes:
    """Judge one submission, or name the blobs that this worker lacks. The answer contains the worker's address.

    raises  WorkerDied if the judging process died
    """
    from distributed import get_worker

    try:
        found = _here().judge(plain.loads(payload, LIMITS))
    except OSError as problem:  # the cache's disk is full or missing: not the submission's fault
        found = {"fault": (problem.strerror or str(problem)).lower()}
    return plain.dumps({**found, "worker": get_worker().address})


@cache
def identity() -> dict[str, Any]:
    """The versions that must be equal on all machines of a class: code, Python and the numerical packages."""
    from autograder.sandbox.client import missing_layers

    return {
        "engine": __version__,
        "code": _code(),
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{name: _version(*names) for name, names in PACKAGES.items()},
        "missing": missing_layers(),
    }


def difference(here: Mapping[str, Any], there: Mapping[str, Any], isolate: bool = True) -> str:
    """Why a worker must not grade, as the end of a sentence that begins with its name; empty if it may."""
    if here["engine"] != there["engine"]:
        return f"runs gradus {there['engine']}, but the grader runs {here['engine']}: install the same version on both"
    if here["code"] != there["code"]:
        return f"has gradus {here['engine']} with other files than the grader: install the same files on both"
    for name in ("Python", *PACKAGES):
        if here[name] != there[name]:
            return f"has {_named(name, there[name])}, but the grader has {_named(name, here[name])}: install the same"
    if isolate and there["missing"]:
        return f"cannot isolate untrusted code: {there['missing']}"
    return ""


def _split(found: bytes) -> dict[str, Any]:
    """Separate the answer, which the grader reads, from the notebooks, which it only writes."""
    answer = Answer.loads(found)
    staged = dict(answer.staged or {})
    written = staged.pop("written", None)
    if written is not None:
        found = Answer(answer.name, answer.result, staged, answer.fault, answer.stops, answer.seconds).dumps()
        written = {name: text.encode("utf-8", "surrogatepass") for name, text in written.items()}
    # A fault that ends the class on one machine ends only this worker if there are others.
    fault = {"fault": answer.fault} if answer.stops else {}
    return {"answer": found, "written": written, "flaky": answer.flaky, **fault}


_lock = threading.Lock()


def _here() -> Node:
    with _lock:  # Dask calls from several threads
        return _node()


@cache
def _node() -> Node:
    from distributed import get_worker

    worker = get_worker()
    node = Node(Path(worker.local_directory) / "gradus", worker.state.nthreads, _credentials())
    atexit.register(node.pool.abandon)
    return node


def _credentials() -> tuple[str, ...]:
    """Dask's certificates, keys and settings, which no submission may read."""
    import dask.config

    tls = [dask.config.get(f"distributed.comm.tls.{who}.{what}", None) for who in _ROLES for what in ("cert", "key")]
    return tuple(str(path) for path in (*tls, *dask.config.paths) if path and Path(path).exists())


_ROLES = ("scheduler", "worker", "client")


def _named(package: str, version: str) -> str:
    return f"{package} {version}" if version else f"no {package}"


def _version(*names: str) -> str:
    for name in names:
        with contextlib.suppress(metadata.PackageNotFoundError):
            return metadata.version(name)
    return ""


def _code() -> str:
    """A hash of all Python files of this package."""
    top = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(top.rglob("*.py")):
        digest.update(f"{path.relative_to(top).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()
