"""Grading on a Dask cluster of three workers gives the same as on one machine and hides the scheduler."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder import plain
from autograder.classroom.blobs import Store, address_of
from autograder.classroom.cluster import ClusterPool
from autograder.classroom.grade import GradeRequest, grade
from autograder.classroom.joining import connect
from autograder.classroom.run import Progress
from autograder.project import Project
from autograder.report.write import write_report
from tests.classroom import tiny
from tests.classroom.runs import CLASS, PATIENCE, state
from tests.classroom.warm import pool

pytestmark = pytest.mark.slow

ATTACKS = Path(__file__).parents[1] / "attacks" / "corpus"


@pytest.fixture(scope="module")
def cluster() -> Iterator[ClusterPool]:
    with connect("local:3", print) as found:
        yield found


def told(project: Project) -> tuple[Any, Any]:
    """Report and ledger without dates, durations and folders."""

    def timeless(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: timeless(item) for name, item in value.items() if name not in ("made", "seconds", "staged")}
        return [timeless(item) for item in value] if isinstance(value, list) else value

    report = json.loads(write_report(project, "c9w1t", formats=("json",))["json"].read_text())
    files = sorted((project.state / "ledger").rglob("*.json"))
    return timeless(report), {path.name: timeless(json.loads(path.read_text())) for path in files}


def test_a_cluster_gives_what_one_machine_gives(handed_in: Project, cluster: ClusterPool, tmp_path: Path) -> None:
    """Three workers give the same gradebook, files, report and ledger as one machine."""
    other = tmp_path / "one machine"
    shutil.copytree(tmp_path / "copy", other)
    steps: list[Progress] = []
    done = grade(handed_in, GradeRequest("c9w1t"), executor=cluster, progress=steps.append)
    with tiny.environment(other):
        alone = Project.at(other / "class")
        grade(alone, GradeRequest("c9w1t"), executor=pool())
        expected, told_alone = state(alone), told(alone)
    assert [item.learner for item in done.graded] == sorted(CLASS) and done.failures == {} and done.left == ()
    assert state(handed_in) == expected and told(handed_in) == told_alone
    assert [step.done for step in steps if step.learner] == list(range(1, len(CLASS) + 1))
    assert all("landlock" in item.isolation for item in done.graded), "it ran in a sandbox, and the result names it"
    assert grade(handed_in, GradeRequest("c9w1t"), executor=cluster).graded == (), "the ledger knows everything"


def test_each_blob_is_sent_once_and_kept_private(
    handed_in: Project, cluster: ClusterPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each blob is sent to a worker once, and only its owner can read it there."""
    sent: Counter[tuple[str, str]] = Counter()
    send = ClusterPool._send

    def noted(self: ClusterPool, workers: list[str], function: Any, data: bytes, **more: Any) -> Any:
        inner = send(self, workers, function, data, **more)
        content = plain.loads(data) if data else {}
        blobs = content.get("blobs", {}) if "job" in content else content

        def arrived(done: Any) -> None:
            answer = plain.loads(done.result()) if "job" in content else {"worker": workers[0]}
            sent.update((answer["worker"], address) for address in blobs)

        inner.add_done_callback(arrived)
        return inner

    monkeypatch.setattr(ClusterPool, "_send", noted)
    few = [f"s{number:02}" for number in range(5)]
    tiny.hand_in(handed_in, {name: f"{tiny.RIGHT}# by {name}\n" for name in few})
    for _ in range(3):
        assert len(grade(handed_in, GradeRequest("c9w1t", few, force=True), executor=cluster).graded) == len(few)
    assert len({address for _, address in sent}) >= len(few)
    assert set(sent.values()) == {1}, "nothing was sent twice to the same worker"
    for worker in cluster.members:
        here = cluster.client.get_executor(pure=False, workers=[worker])
        modes = here.submit(_modes).result(PATIENCE)
        assert modes and {mode for _, mode in modes} <= {"-rw-------", "drwx------"}, modes


def _modes() -> list[tuple[str, str]]:
    """Runs in a worker: the names and modes of its cached files."""
    from distributed import get_worker

    top = Path(get_worker().local_directory) / "gradus"
    return [(path.name, stat.filemode(path.stat().st_mode)) for path in (top, *top.rglob("*"))]


LOOKING = """
import os, socket

def _seen():
    texts = [_everything(), str(os.listdir("/proc/self/fd") if os.access("/proc/self/fd", os.R_OK) else "")]
    for process in ("self", os.getppid(), 1):
        for name in ("environ", "cmdline", "net/tcp", "maps", "fd"):
            try:
                place = f"/proc/{{process}}/{{name}}"
                texts.append(str(os.listdir(place)) if name == "fd" else open(place, errors="replace").read())
            except OSError:
                pass
    for number in range(256):
        try:
            with socket.socket(fileno=os.dup(number)) as one:
                texts.append(f"socket to {{one.getpeername()}}")
        except OSError:
            pass
        try:
            texts.append(os.readlink(f"/proc/self/fd/{{number}}"))
        except OSError:
            pass
    for folder in ("/tmp", "/dev/shm", os.path.expanduser("~"), {folder!r}):
        try:
            texts += [f"{{folder}} holds {{name}}" for name in os.listdir(folder)]
        except OSError:
            pass
    try:
        with socket.create_connection({address!r}, timeout=60):
            texts.append("connected to the scheduler")
    except Exception as error:
        pass
    return "|".join(texts)

def double(x):
    raise RuntimeError("seen: " + _seen())
"""


def test_a_submission_cannot_see_the_cluster(handed_in: Project, cluster: ClusterPool) -> None:
    """A submission sees no scheduler, address, folder or certificate of the cluster."""
    where = cluster.client.scheduler.address
    host, _, port = where.rpartition("//")[2].partition(":")
    executor = cluster.client.get_executor(pure=False)
    folder = executor.submit(_folder).result(PATIENCE)
    attack = (ATTACKS / "reading_environment.py").read_text()
    looking = LOOKING.format(address=(host, int(port)), folder=folder)
    # Outside the sandbox, in Dask's own process, the same code does find these.
    found = executor.submit(_outside, attack + looking).result(PATIENCE)
    assert "connected to the scheduler" in found and folder in found and "socket to ('127.0.0.1'" in found
    tiny.hand_in(handed_in, {"thief": attack + looking + "\ndef triple(x):\n    return 3 * x\n"})
    done = grade(handed_in, GradeRequest("c9w1t", ["thief"]), executor=cluster)
    assert done.failures == {}
    assert tiny.scores(handed_in)["thief"] == {"check-double": 0.0, "check-triple": 2.0, "why": 0.0}
    card = tiny.outputs(handed_in, "thief")
    assert "seen: " in card, "it ran and reported what it saw"
    for secret in (where, port, "connected", "socket to", folder, "dask", "DASK", "GRADUS", "gradus-", "tls", ".pem"):
        assert secret not in card.partition("seen: ")[2].partition("\n")[0], secret


def _folder() -> str:
    from distributed import get_worker

    return str(get_worker().local_directory)


def _outside(source: str) -> str:
    names: dict[str, Any] = {}
    exec(source, names)
    return str(names["_seen"]())


def test_the_command_starts_a_cluster(handed_in: Project) -> None:
    """`gradus grade --cluster local:1` starts a cluster, grades and hides Dask's log."""
    command = [Path(sys.executable).parent / "gradus", "grade", "c9w1t", "s00", "s01", "--cluster", "local:1"]
    done = subprocess.run(command, cwd=handed_in.course, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert "2 graded in" in done.stdout and "by 1 Dask worker (landlock" in done.stdout
    assert set(tiny.scores(handed_in)) == {"s00", "s01"}
    assert "distributed" not in done.stderr, "Dask's own log is not a teacher's business"


def test_the_cache_checks_addresses_and_makes_room(tmp_path: Path) -> None:
    """The cache of a worker refuses forged content and removes old blobs, but not the key."""
    store = Store(tmp_path / "cache", room=1000)
    with pytest.raises(ValueError, match="does not match its address"):
        store.put(address_of(b"right"), b"forged")
    assert store.held() == []
    key = address_of(b"a key")
    store.put(key, b"a key")
    parts = [bytes([number]) * 300 for number in range(9)]
    for part in parts:
        store.put(address_of(part), part, handed=True)
    assert store.path(key) is not None and store.path(address_of(parts[-1])) is not None
    assert sum(store.path(address_of(part)) is not None for part in parts) <= 3


def test_dask_is_imported_only_for_a_cluster() -> None:
    """Dask is not imported unless a cluster is requested."""
    code = (
        "import sys, autograder.classroom.grade, autograder.classroom.joining, autograder.cli.main, "
        "autograder.cli.teaching, autograder.nbgrader_adapter.writer, autograder.classroom.worker\n"
        "sys.exit(' '.join({'dask', 'distributed'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tiny.REPOSITORY)
    assert done.returncode == 0, done.stderr
