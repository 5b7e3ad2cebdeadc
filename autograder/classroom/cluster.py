"""A Dask cluster as the executor of a class: gives work to workers like this machine, and takes it from the others.

All of Dask that is used is `Client.get_executor()` and the scheduler's list of workers. A thread, the keeper, hears
what became of each task, greets workers that come, and gives the work of those that went to others.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from autograder import plain
from autograder.classroom import node
from autograder.classroom.blobs import Shelf, address_of, needs
from autograder.classroom.pool import ClassFault, WorkerDied
from autograder.grading.jobs import LIMITS, Job
from autograder.grading.submission import WRITING_FAILED

LOOK = 1.0  # seconds between two looks at who is there
PATIENCE = 60.0  # seconds without any worker, or without a word of the scheduler
RESUMES = " What is finished is saved, and the same command goes on from where this one ended."
UNANSWERED = f"The cluster's scheduler does not answer any more.{RESUMES}"


@dataclass
class Member:
    """A worker that may grade. `held`: the addresses of what it keeps; `pinned`: tasks it got for what it keeps."""

    name: str
    threads: int
    held: set[str]
    pinned: int = 0


@dataclass(eq=False)
class _Task:
    """One job on its way.

    outer  what the caller waits for; inner: Dask's
    stage  the job's own order for staging, with the paths of this machine
    nodes  the workers that may take it; pinned: it went to one of them for what that keeps
    """

    outer: Future[bytes]
    function: str
    name: str
    job: Job
    stage: Any
    handed: bytes
    address: str
    inner: Future[bytes] | None = None
    nodes: frozenset[str] = frozenset()
    pinned: str = ""
    since: float = field(default_factory=time.monotonic)

    @property
    def key(self) -> str:
        return f"gradus-{id(self)}-{self.since}"


class ClusterPool(Executor):
    """
    client    of distributed, connected
    say       is told in a sentence which worker is refused or gone
    isolate   refuse workers that cannot isolate
    seconds   the longest that judging one submission may take; a worker that takes more than twice that is given up
    patience  how long to go on without any worker
    """

    def __init__(
        self,
        client: Any,
        say: Callable[[str], None],
        isolate: bool = True,
        seconds: float = 600.0,
        patience: float = PATIENCE,
    ) -> None:
        self.client, self.say, self.isolate = client, say, isolate
        self.seconds, self.patience = seconds, patience
        self.members: dict[str, Member] = {}
        self.refused: dict[str, str] = {}
        self._shelf = Shelf()
        self._needed: set[str] = set()
        self._greeting: set[str] = set()
        self._tasks: set[_Task] = set()
        self._met: dict[str, str] = {}
        self._fault = ""
        self._lock = threading.RLock()
        self._events: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._heard = self._peopled = time.monotonic()
        self._asked = 0.0
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    @property
    def workers(self) -> int:
        """How many submissions are judged at a time now."""
        with self._lock:
            return max(1, sum(member.threads for member in self.members.values()))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        original = Job.loads(args[0])
        job, handed = self._shelf.pack(original)
        function = f"{fn.__module__}:{fn.__qualname__}"
        task = _Task(Future(), function, job.name, job, original.stage, handed, address_of(handed))
        task.outer.set_running_or_notify_cancel()  # what is handed over is finished, also when the teacher stops
        with self._lock:
            if self._fault:
                raise ClassFault(self._fault)
            self._tasks.add(task)
            if not needs(job) <= self._needed:
                self._needed |= needs(job)
                for address in self.members:
                    self._supply(address)
            self._launch(task)
        return task.outer

    def wait_for_workers(self) -> None:
        """Until there is one that may grade. Raises ClassFault where none comes, or all are refused."""
        while True:
            with self._lock:
                if self.members:
                    return
                if self._fault:
                    raise ClassFault(self._fault)
                if self.refused and not self._greeting:
                    raise ClassFault("No worker of the cluster may grade. " + " ".join(self.refused.values()))
            time.sleep(0.02)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._events.put(None)
        if threading.current_thread() is not self._keeper:
            self._keeper.join(5.0)

    # What follows runs in the keeper's thread, or under the lock in the caller's.

    def _keep(self) -> None:
        while True:
            try:
                event = self._events.get(timeout=LOOK)
                if event is None:
                    return
                with self._lock:
                    event()
            except queue.Empty:
                pass
            except Exception as problem:  # a keeper that is gone would leave the class waiting for ever
                with self._lock:
                    self._lose(f"The cluster could not be used ({type(problem).__name__}: {problem}).")
            with self._lock:
                self._look()

    def _look(self) -> None:
        now = time.monotonic()
        if self._fault or now - self._asked < LOOK:
            return
        self._asked = now
        if self.client.status != "running" or now - self._heard > self.patience:
            self._lose(UNANSWERED)
            return
        if self.members:
            self._peopled = now
        elif now - self._peopled > self.patience and not self._greeting:
            why = " ".join(self.refused.values())
            self._lose(f"No worker of the cluster may grade, for {self.patience:.0f} s now. {why}".rstrip() + RESUMES)
            return
        self._ask(self.client.scheduler.identity(n_workers=-1), lambda found: self._see(found["workers"]))
        if any(task.inner is not None and now - task.since > 2 * self.seconds + LOOK for task in self._tasks):
            self._ask(self.client.scheduler.processing(workers=None), self._give_up)

    def _ask(self, question: Any, then: Callable[[Any], None]) -> None:
        """Put a question to the scheduler and do not wait for the answer."""
        asked = asyncio.run_coroutine_threadsafe(question, self.client.loop.asyncio_loop)

        def answered(done: Future[Any]) -> None:
            if not done.cancelled() and done.exception() is None:
                self._events.put(lambda: then(done.result()))

        asked.add_done_callback(answered)

    def _see(self, workers: dict[str, Any]) -> None:
        """Greet who is new; what was given to workers that are gone goes to others."""
        self._heard = time.monotonic()
        for address in set(self.members) - set(workers):
            self._drop(address, f"Worker {self.members[address].name} is gone; its work goes to others.")
        for address in set(workers) - set(self.members) - set(self.refused) - self._greeting:
            self._greeting.add(address)
            name, threads = str(workers[address].get("name") or address), int(workers[address]["nthreads"])
            inner = self._send([address], node.greet, b"")
            self._when_done(inner, partial(self._meet, address=address, name=name, threads=threads))
        self._greeting &= set(workers)

    def _meet(self, done: Future[bytes], address: str, name: str, threads: int) -> None:
        """A worker said what it is, or could not."""
        self._greeting.discard(address)
        if done.cancelled():
            return
        who = name if name == address else f"{name} ({address})"
        problem = done.exception()
        if problem is not None and type(problem).__name__ == "KilledWorker":
            return  # it ended while it was asked; where it comes again it is asked again
        if problem is not None:
            why = f"has no gradus that can grade ({type(problem).__name__}: {problem})"
        else:
            there = plain.loads(done.result(), LIMITS)
            why = node.difference(node.identity(), there, self.isolate)
        if why:
            self.refused[address] = f"Worker {who} {why}."
            self.say(f"{self.refused[address]} It is given nothing.")
            return
        self.members[address] = Member(who, threads, set(there["held"]))
        self._peopled = time.monotonic()
        self._supply(address)
        self._flush()

    def _supply(self, address: str) -> None:
        """Send what jobs need and the worker does not keep: once."""
        lacking = self._needed - self.members[address].held
        if not lacking:
            return
        inner = self._send([address], node.hold, plain.dumps(self._shelf.bytes_of(lacking)))

        def held(done: Future[bytes]) -> None:
            if address not in self.members or done.cancelled():
                return
            if done.exception() is not None:
                self._refuse(address, f"could not keep what it needs ({done.exception()})")
                return
            self.members[address].held |= lacking
            self._flush()

        self._when_done(inner, held)

    def _flush(self) -> None:
        for task in [task for task in self._tasks if task.inner is None]:
            self._launch(task)

    def _launch(self, task: _Task) -> None:
        """Give a task to those who may take it; where there is nobody it waits for them."""
        task.inner, task.nodes = None, frozenset()
        able = {address: member for address, member in self.members.items() if needs(task.job) <= member.held}
        if task.job.alone and len(self.members) > 1:  # the second try is another worker's, where there is one
            able.pop(self._met.get(task.name, ""), None)
        on_the_way = sum(other.inner is not None for other in self._tasks)
        if on_the_way >= 2 * sum(member.threads for member in able.values()):
            return  # also where there is nobody: those that are being supplied get their share
        holders = {address for address, member in able.items() if task.address in member.held}
        free = [address for address in holders if able[address].pinned < 2 * able[address].threads]
        task.pinned = free[0] if free else ""
        if task.pinned:
            able[task.pinned].pinned += 1
        # To one that keeps it already; else to the others, so that nobody is sent it twice.
        task.nodes = frozenset([task.pinned] if task.pinned else (set(able) - holders or holders))
        task.since = time.monotonic()
        order = {
            "function": task.function,
            "job": task.job.dumps(),
            "handed": task.address,
            "blobs": {} if task.nodes <= holders else {task.address: task.handed},
            "seconds": self.seconds,
        }
        inner = task.inner = self._send(sorted(task.nodes), node.judge, plain.dumps(order), key=task.key)
        self._when_done(inner, lambda done: self._take(task, done))

    def _take(self, task: _Task, done: Future[bytes]) -> None:
        """What became of a task."""
        if task.inner is not done or task not in self._tasks:
            return  # it was taken from that worker meanwhile
        if task.pinned in self.members:
            self.members[task.pinned].pinned -= 1
        try:
            found = plain.loads(done.result(), LIMITS)
        except CancelledError:
            self._lose(UNANSWERED)  # Dask cancels what it waits for when it has lost its scheduler
            return
        except Exception as problem:
            self._end(task, problem=WorkerDied(f"the cluster's worker ended ({type(problem).__name__}: {problem})"))
            self._flush()
            return
        address = found["worker"]
        if "missing" in found:  # another one under the same address: it is greeted anew
            task.inner = None
            self._drop(address, "")
            return
        if "fault" in found and (len(self.members) > 1 or "answer" not in found):
            task.inner = None
            self._refuse(address, f"cannot go on ({found['fault']})")
            self._flush()
            return
        if address in self.members:
            self.members[address].held.add(task.address)
        if found["flaky"]:
            self._met[task.name] = address
        self._end(task, found)
        self._flush()

    def _end(self, task: _Task, found: dict[str, Any] | None = None, problem: Exception | None = None) -> None:
        """Tell who waits. The notebooks are written here, where the folders are."""
        self._tasks.discard(task)
        if problem is not None or found is None:
            task.outer.set_exception(problem or WorkerDied("no answer came"))
            return
        try:
            if found["written"] is not None and task.stage is not None:
                from autograder.nbgrader_adapter.staging import lay_out

                lay_out(task.stage, {name: data.decode("utf-8", "replace") for name, data in found["written"].items()})
        except OSError as unwritten:
            where = f" ({unwritten.filename})" if unwritten.filename else ""
            reason = (unwritten.strerror or str(unwritten)).lower()
            task.outer.set_exception(ClassFault(f"{WRITING_FAILED} {reason}{where}."))
            return
        task.outer.set_result(found["answer"])

    def _give_up(self, processing: dict[str, Any]) -> None:
        """Workers that have sat on a task for far too long get nothing more, and what they have goes to others."""
        where = {str(key): address for address, keys in processing.items() for key in keys}
        now = time.monotonic()
        for task in [task for task in self._tasks if task.inner is not None and now - task.since > 2 * self.seconds]:
            self._withdraw(task)
            self._refuse(where.get(task.key, ""), f"has not answered for {now - task.since:.0f} s")
        self._flush()

    def _refuse(self, address: str, why: str) -> None:
        if address in self.members:
            self.refused[address] = f"Worker {self.members[address].name} {why}."
            self._drop(address, f"{self.refused[address]} Its work goes to others.")

    def _drop(self, address: str, words: str) -> None:
        """A worker is there no more, or not for us: tasks that only it or its like might have taken are given anew."""
        if self.members.pop(address, None) is not None and words:
            self.say(words)
        for task in self._tasks:
            if task.inner is not None and not task.nodes & set(self.members):
                self._withdraw(task)
        self._flush()

    def _withdraw(self, task: _Task) -> None:
        """Whatever comes of it where it is now does not count."""
        inner, task.inner = task.inner, None
        if inner is not None:
            inner.cancel()

    def _lose(self, sentence: str) -> None:
        self._fault = sentence
        for task in list(self._tasks):
            self._end(task, problem=ClassFault(sentence))

    def _send(self, workers: list[str], function: Callable[[bytes], bytes], data: bytes, **more: Any) -> Future[bytes]:
        executor = self.client.get_executor(pure=False, workers=workers, allow_other_workers=False)
        return executor.submit(function, data, **more)

    def _when_done(self, future: Future[bytes], then: Callable[[Future[bytes]], None]) -> None:
        future.add_done_callback(lambda done: self._events.put(lambda: then(done)))
