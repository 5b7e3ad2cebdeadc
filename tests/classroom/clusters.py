"""Dask clusters of real processes, with TLS, for tests that kill the scheduler or workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.classroom.runs import wait_until

DASK = [sys.executable, "-P", "-m", "dask"]
IMPATIENT = {  # timeouts of minutes on a real network are seconds here
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "4s",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "12s",
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "60s",
    "DASK_DISTRIBUTED__COMM__RETRY__COUNT": "0",
}


@dataclass
class Cluster:
    """A scheduler with workers. Its users need `environment`: certificates and short timeouts."""

    folder: Path
    address: str
    environment: Mapping[str, str]
    scheduler: subprocess.Popen[bytes]
    prefix: tuple[str, ...] = ()
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def add(self, name: str, prefix: tuple[str, ...] = (), **environment: str) -> None:
        """Add a worker with one thread and without a nanny, which would restart it."""
        command = [*prefix, *DASK, "worker", self.address, "--name", name, "--nthreads", "1", "--no-nanny"]
        self.workers[name] = _start(
            [*command, "--no-dashboard", "--local-directory", str(self.folder / name)],
            {**self.environment, **environment},
            self.folder / f"{name}.log",
        )

    def have(self, *names: str) -> None:
        """Start and end workers so that exactly these run."""
        for name in set(self.workers) - set(names):
            end(self.workers.pop(name))
        for name in names:
            if name not in self.workers or self.workers[name].poll() is not None:
                self.add(name, self.prefix)

    def settings(self) -> AbstractContextManager[Any]:
        """In the block, Dask has the same settings here as in the cluster's processes."""
        import dask.config
        import distributed  # noqa: F401 -- sets its defaults on import, which must not happen later

        return dask.config.set(dict(_flat(dask.config.collect_env(dict(self.environment)))))


@contextmanager
def cluster(
    folder: Path, *names: str, host: str = "127.0.0.1", prefix: tuple[str, ...] = (), **more: str
) -> Iterator[Cluster]:
    """A scheduler with TLS and workers with these names; all are ended after the block."""
    folder.mkdir(parents=True)
    environment = {**os.environ, **IMPATIENT, **certificates(folder), **more}
    where = folder / "scheduler.json"
    options = ["--protocol", "tls", "--host", host, "--port", "0", "--no-dashboard", "--scheduler-file", str(where)]
    scheduler = _start([*prefix, *DASK, "scheduler", *options], environment, folder / "scheduler.log")
    made = Cluster(folder, "", environment, scheduler, prefix)
    try:
        wait_until(lambda: where.exists() and where.read_text().endswith("}"), "a scheduler")
        made.address = json.loads(where.read_text())["address"]
        for name in names:
            made.add(name, prefix)
        yield made
    finally:
        for process in (*made.workers.values(), scheduler):
            end(process)


def certificates(folder: Path) -> dict[str, str]:
    """Write a self-signed certificate made by Dask; return the settings that name it."""
    from distributed import Security

    security = Security.temporary()
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    certificate.write_text(security.tls_ca_file)
    key.write_text(security.tls_client_key)
    key.chmod(0o600)
    start = "DASK_DISTRIBUTED__COMM__"
    found = {f"{start}TLS__CA_FILE": str(certificate), f"{start}REQUIRE_ENCRYPTION": "True"}
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        found |= {f"{start}TLS__{who}__CERT": str(certificate), f"{start}TLS__{who}__KEY": str(key)}
    return found


def _flat(settings: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, Any]]:
    """Each setting by its full name: Dask replaces whole dictionaries and loses what they do not name."""
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{start}{name}.")
        else:
            yield f"{start}{name}", value


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, even if it is stopped."""
    process.send_signal(signal.SIGCONT)
    process.kill()
    process.wait()


def _start(command: list[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as said:
        return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
