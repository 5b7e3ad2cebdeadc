"""Without Landlock only the process boundary isolates a submission, and the sandbox says so."""

from __future__ import annotations

import sys

import pytest

from autograder.sandbox import client
from autograder.sandbox.client import IsolationUnavailable, Sandbox, SandboxLimits
from autograder.script import Callback, Step
from tests.sandbox.conftest import PATIENCE


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.sys, "platform", "darwin")


@pytest.mark.usefixtures("elsewhere")
def test_untrusted_code_needs_isolation() -> None:
    """On a system without isolation, the sandbox refuses untrusted code."""
    with pytest.raises(IsolationUnavailable, match="cannot isolate untrusted code: on darwin"):
        Sandbox(("numpy",))


@pytest.mark.usefixtures("elsewhere")
def test_a_plain_process_runs_trusted_code() -> None:
    """Without isolation, a process of its own runs the steps, is limited and reports "process only"."""
    source = b"""
import numpy as np, os, sys
def f(step, x):
    print("hello")
    x += 1
    return step(x.sum()), dict(os.environ), sys.path
def hang():
    while True: pass
def leave(): os._exit(3)
def large(): return np.zeros(10**7)
"""
    limits = SandboxLimits(seconds=PATIENCE, result=1 << 20)
    with Sandbox(("numpy",), require=False) as sandbox:
        assert sandbox.isolation == "process only"
        with sandbox.open("module", source, {}, limits) as session:
            assert session.isolation == "process only"
            step = Callback("def double(x): return 2 * x\n", "double")
            import numpy as np

            outcome = session.run(Step("f", (step, np.zeros(3))), PATIENCE)
            assert outcome.fault is None, outcome
            assert outcome.value[0] == 6 and outcome.printed == "hello\n" and list(outcome.changed) == ["x"]
            assert "GRADUS" not in str(outcome.value[1])
            assert session.run(Step("large"), PATIENCE).fault.kind == "output"  # type: ignore[union-attr]
            assert session.run(Step("hang"), 0.5).fault.kind == "timeout"  # type: ignore[union-attr]
        with sandbox.open("module", source, {}, limits) as session:
            left = session.run(Step("leave"), PATIENCE).fault
            assert left is not None and (left.kind, left.type) == ("died", "exit status 3")


@pytest.mark.skipif(sys.platform != "linux", reason="removes a layer that only Linux has")
@pytest.mark.parametrize("layer", ["landlock.version", "seccomp.available"])
def test_a_missing_layer_is_named(monkeypatch: pytest.MonkeyPatch, layer: str) -> None:
    """If one layer is missing, the sandbox names it and refuses to start."""
    monkeypatch.setattr(f"autograder.sandbox.{layer}", lambda: 0)
    with pytest.raises(IsolationUnavailable, match=layer.partition(".")[0].capitalize()[:5] + "|seccomp"):
        Sandbox(("numpy",))


def test_the_isolation_in_force_is_named(sandbox: Sandbox) -> None:
    """The sandbox and its sessions name the isolation in force."""
    with sandbox.open("module", b"") as session:
        assert session.isolation == sandbox.isolation
        assert session.isolation.startswith("landlock ") and session.isolation.endswith(", seccomp")
