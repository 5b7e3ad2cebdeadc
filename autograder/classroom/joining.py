"""Finds the cluster that `gradus grade --cluster` names: one that runs somewhere, or one of this machine's processes.

Dask is imported here and in `node`, and nowhere before somebody asks for a cluster.
"""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.classroom.cluster import ClusterPool

ADDRESSES = "tcp://HOST:PORT, tls://HOST:PORT, or local:N for N workers on this machine"
LOCAL = re.compile(r"local:([1-9]\d{0,3})")
REMOTE = re.compile(r"(tcp|tls)://[^/\s]+:\d+")


class ClusterError(Exception):
    """There is no such cluster, or it cannot be used. The message says why, and what to do."""


def check_address(address: str) -> None:
    """Raises ClusterError where the address is none, before anything is imported or started."""
    if not LOCAL.fullmatch(address) and not REMOTE.fullmatch(address):
        raise ClusterError(f"{address!r} is no cluster's address: {ADDRESSES}.")


@contextmanager
def connect(
    address: str, say: Callable[[str], None], isolate: bool = True, seconds: float = 600.0
) -> Iterator[ClusterPool]:
    """The cluster as an executor, with at least one worker that may grade; a local one ends with the block.

    address  one of ADDRESSES. For tls:// certificates are Dask's own settings (distributed.comm.tls)
    say      is told in sentences what becomes of workers
    raises   ClusterError
    """
    check_address(address)
    try:
        import distributed
    except ImportError:
        raise ClusterError(
            "Grading on a cluster needs Dask: make install brings it along; elsewhere install the extra `cluster` "
            "(python -m pip install '.[cluster]' in the checkout), here and on the workers."
        ) from None
    from autograder.classroom.cluster import ClusterPool
    from autograder.classroom.pool import ClassFault

    if not os.environ.get("GRADUS_DEBUG"):
        logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)  # what matters is said in sentences
        warnings.filterwarnings("ignore", module="distributed")
    with ExitStack() as stack:
        client = _client(distributed, address, stack)
        stack.callback(client.close, timeout=5)
        with ClusterPool(client, say, isolate, seconds) as pool:
            try:
                pool.wait_for_workers()
            except ClassFault as problem:
                raise ClusterError(str(problem)) from None
            yield pool


def _client(distributed: Any, address: str, stack: ExitStack) -> Any:
    local = LOCAL.fullmatch(address)
    if local:
        cluster = distributed.LocalCluster(
            n_workers=int(local[1]),
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            # Anybody of this machine could else connect, and run what they like with the grader's rights.
            security=True,
            dashboard_address=None,
            worker_dashboard_address=None,
            memory_limit=0,
            silence_logs=logging.CRITICAL + 1,
        )
        stack.enter_context(cluster)
        return distributed.Client(cluster, set_as_default=False)
    security = distributed.Security() if address.startswith("tls") else None
    try:
        return distributed.Client(address, security=security, set_as_default=False)
    except TypeError:
        raise ClusterError(
            "A tls:// address needs certificates: name them in Dask's own settings (distributed.comm.tls.ca-file, and "
            "under client a cert and a key), in ~/.config/dask/*.yaml or by DASK_DISTRIBUTED__COMM__TLS__CA_FILE and "
            "its like."
        ) from None
    except (OSError, ValueError) as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise ClusterError(
            f"The cluster at {address} cannot be reached ({reason}). Is the scheduler running, and is the address "
            "one that this machine reaches? A scheduler that speaks TLS has an address with tls://."
        ) from None
