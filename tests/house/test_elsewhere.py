"""The files that set up other machines (Codespaces, Binder) refer to things that exist."""

from __future__ import annotations

import json
import re
import stat

from tests.house.tree import ROOT


def test_development_container() -> None:
    """The development container installs with make, like everybody else."""
    plain = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    docker = (ROOT / ".devcontainer" / plain["build"]["dockerfile"]).read_text(encoding="utf-8")
    target = plain["postCreateCommand"].removeprefix("make ")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert f"useradd --create-home --shell /bin/bash {plain['remoteUser']}" in docker, "its user is not created"
    assert re.search(r"^FROM python:3\.11-", docker, re.MULTILINE) and re.search(r"\bmake\b", docker)


def test_binder() -> None:
    """Binder installs from the lock and starts an assignment that exists."""
    folder = ROOT / ".binder"
    assert (folder / "runtime.txt").read_text(encoding="utf-8").strip() == "python-3.11"
    (line,) = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert (folder / line.removeprefix("-r ")).resolve() == ROOT / "requirements.lock"
    build = folder / "postBuild"
    assert build.stat().st_mode & stat.S_IXUSR
    started = re.search(r"gradus start (\w+)", build.read_text(encoding="utf-8"))
    assert started and len(list((ROOT / "course" / "source").glob(f"{started[1]}-*/*.ipynb"))) >= 1
