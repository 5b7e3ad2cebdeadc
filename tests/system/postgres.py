"""A separate PostgreSQL server for a test: on loopback, run by an ordinary user, gone afterwards."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

USER = "postgres"  # created by Debian's package; has no other rights


@contextmanager
def postgres(database: str = "gradebook") -> Iterator[str]:
    """Start a server in a new folder; yields the database's URL for SQLAlchemy.

    Root starts it as the user of Debian's package, since PostgreSQL refuses to run as root; others as themselves.
    """
    programs = _programs()
    place = Path(tempfile.mkdtemp(prefix="gradus-postgres-"))
    become = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    try:
        port, password = _free_port(), secrets.token_hex(16)
        secret = place / "password"
        secret.write_text(password)
        if become:
            owner = pwd.getpwnam(USER)
            for path in (place, secret):
                shutil.chown(path, owner.pw_uid, owner.pw_gid)

        def run(program: str, *options: str) -> None:
            command = [*become, str(programs / program), *options]
            done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=900, check=False)
            log = place / "log"
            said = done.stdout + done.stderr + (log.read_text() if log.exists() else "")
            assert done.returncode == 0, f"{program} ended with {done.returncode}:\n{said}"

        data = str(place / "data")
        run("initdb", "-D", data, "-U", "teacher", "-A", "scram-sha-256", "--pwfile", str(secret), "-E", "UTF8", "-N")
        network = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={place} -c fsync=off"
        # The server writes to its own log file: it would keep a pipe open as long as it runs.
        run("pg_ctl", "-D", data, "-l", str(place / "log"), "-o", network, "-w", "start")
        try:
            address = f"postgresql+psycopg://teacher:{password}@127.0.0.1:{port}"
            _create(f"{address}/postgres", database)
            yield f"{address}/{database}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def available() -> bool:
    """Whether PostgreSQL is installed."""
    return bool(_installed())


def _installed() -> list[Path]:
    return sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def _programs() -> Path:
    if not available():
        pytest.fail("The tests of the gradebook need the Debian package postgresql. Run them by: make test-system")
    return _installed()[-1].parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _create(address: str, database: str) -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'create database "{database}"'))
    engine.dispose()
