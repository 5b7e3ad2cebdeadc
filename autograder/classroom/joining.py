"""Connects to the cluster that `gradus grade --cluster` names, or starts one of local processes.

Dask is imported only here and in `node`, and only if a cluster is requested.
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
    """The cluster does not exist or cannot be used. The message says why and what to do."""


def check_address(address: str) -> None:
    """Raise ClusterError if the address is invalid, before anything is imported or started."""
    if not LOCAL.fullmatch(address) and not REMOTE.fullmatch(address):
        raise ClusterError(f"{address!r} is not the address of a cluster. Use {ADDRESSES}.")


@contextmanager
def connect(
    address: str, say: Callable[[str], None], isolate: bool = True, seconds: float = 600.0
) -> Iterator[ClusterPool]:
    """The cluster as an executor, with at least one worker that may grade. A local cluster ends with the block.

    address  one of ADDRESSES; for tls://, Dask's own settings name the certificates (distributed.comm.tls)
    say      called with a sentence if a worker is refused or lost
    raises   ClusterError
    """
    check_address(address)
    try:
        import distributed
    except ImportError:
        raise ClusterError(
            "Grading on a cluster needs Dask, which `make install` installs. Otherwise install the extra `cluster` "
            "here and on the workers: python -m pip install '.[cluster]' in the checkout."
        ) from None
    from autograder.classroom.cluster import ClusterPool
    from autograder.classroom.pool import ClassFault

    if not os.environ.get("GRADUS_DEBUG"):
        logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)  # `say` reports what matters
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
            # Otherwise any user of this machine could connect and run code with the grader's permissions.
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
            "A tls:// address needs certificates. Name them in Dask's own settings (distributed.comm.tls.ca-file, "
            "client.cert and client.key), in ~/.config/dask/*.yaml or in environment variables such as "
            "DASK_DISTRIBUTED__COMM__TLS__CA_FILE."
        ) from None
    except (OSError, ValueError) as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise ClusterError(
            f"The cluster at {address} cannot be reached ({reason}). Is the scheduler running, and can this machine "
            "reach the address? The address of a scheduler with TLS starts with tls://."
        ) from None
