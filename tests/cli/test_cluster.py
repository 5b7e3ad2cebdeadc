"""`gradus grade --cluster`: what is said before anything is started."""

from __future__ import annotations

import socket

import pytest

from autograder.cli.main import main


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["grade", *arguments])
    return int(ended.value.code or 0), "".join(capsys.readouterr())


def test_the_help_tells_the_option(capsys: pytest.CaptureFixture[str]) -> None:
    status, text = said(capsys, "--help")
    assert status == 0 and "--cluster" in text and "tcp://HOST:PORT" in text and "local:N" in text


@pytest.mark.parametrize("address", ["local:0", "local:", "here", "tcp://host", "http://host:1", "tcp://h:1/x"])
def test_malformed_address(capsys: pytest.CaptureFixture[str], address: str) -> None:
    status, text = said(capsys, "c1w2b", "--cluster", address)
    assert status == 2 and repr(address) in text and "tls://HOST:PORT" in text


def test_workers_and_cluster_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    """Local processes and a cluster cannot be asked for together."""
    status, text = said(capsys, "c1w2b", "--cluster", "local:2", "--workers", "2")
    assert status == 2 and "--workers" in text


@pytest.mark.parametrize("kind", ["tcp", "tls"])
def test_a_cluster_that_is_not_there_is_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    import dask
    import distributed  # noqa: F401 -- its defaults come with it, and must not go with the setting below

    with socket.socket() as nobody:  # bound and not listening: every connection is refused
        nobody.bind(("127.0.0.1", 0))
        with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
            status, text = said(capsys, "c1w2b", "--cluster", f"{kind}://127.0.0.1:{nobody.getsockname()[1]}")
    assert status == 1 and "Traceback" not in text
    assert ("cannot be reached" if kind == "tcp" else "certificates") in text
