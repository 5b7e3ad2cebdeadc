"""A Dask cluster as the executor of a class: gives jobs to suitable workers and reassigns the jobs of lost ones.

It uses only `Client.get_executor()` and the scheduler's list of workers. A thread, the monitor, receives the outcome of
each task, admits new workers, and gives the tasks of lost workers to others.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from functools import partial
from typing import Any

from autograder import plain
from autograder.classroom import node
from autograder.classroom.blobs import Shelf, address_of, needs
from autograder.classroom.placement import Member, Task, place
from autograder.classroom.pool import ClassFault, WorkerDied
from autograder.grading.jobs import LIMITS, Job
from autograder.grading.submission import WRITING_FAILED

INTERVAL = 1.0  # seconds between two checks of the workers
PATIENCE = 60.0  # seconds without any worker, or without an answer from the scheduler
RESUMES = " Finished work is saved, and the same command continues from there."
UNANSWERED = f"The cluster's scheduler no longer answers.{RESUMES}"


class ClusterPool(Executor):
    """
    client    a connected `distributed.Client`
    say       called with a sentence if a worker is refused or lost
    isolate   refuse workers that cannot isolate submissions
    seconds   the time limit for judging one submission; a worker that takes more than twice as long is refused
    patience  seconds to wait without any worker
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
        self._tasks: set[Task] = set()
        self._flaky_on: dict[str, str] = {}  # {learner: the worker on which the submission was flaky}
        self._fault = ""
        self._lock = threading.RLock()
        self._events: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._last_answer = self._last_member = time.monotonic()
        self._last_check = 0.0
        self._monitor = threading.Thread(target=self._run, daemon=True)
        self._monitor.start()

    @property
    def workers(self) -> int:
        """How many submissions the cluster can judge at once, as of now."""
        with self._lock:
            return max(1, sum(member.threads for member in self.members.values()))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        original = Job.loads(args[0])
        job, handed = self._shelf.pack(original)
        function = f"{fn.__module__}:{fn.__qualname__}"
        task = Task(Future(), function, job.name, job, original.stage, handed, address_of(handed))
        task.outer.set_running_or_notify_cancel()  # not cancelled when the teacher stops the grader
        with self._lock:
            if self._fault:
                raise ClassFault(self._fault)
            self._tasks.add(task)
            if not needs(job) <= self._needed:
                self._needed |= needs(job)
                for address in self.members:
                    self._send_blobs(address)
            self._assign(task)
        return task.outer

    def wait_for_workers(self) -> None:
        """Wait until a worker may grade. Raises ClassFault if none appears or all are refused."""
        while True:
            with self._lock:
                if self.members:
                    return
                if self._fault:
                    raise ClassFault(self._fault)
                if self.refused and not self._greeting:
                    raise ClassFault("No worker of the cluster can grade. " + " ".join(self.refused.values()))
            time.sleep(0.02)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._events.put(None)
        if threading.current_thread() is not self._monitor:
            self._monitor.join(5.0)

    # The methods below run in the monitor's thread, or in the caller's thread under the lock.

    def _run(self) -> None:
        while True:
            try:
                event = self._events.get(timeout=INTERVAL)
                if event is None:
                    return
                with self._lock:
                    event()
            except queue.Empty:
                pass
            except Exception as problem:  # without the monitor, the class would wait forever
                with self._lock:
                    self._fail(f"The cluster could not be used ({type(problem).__name__}: {problem}).")
            with self._lock:
                self._check()

    def _check(self) -> None:
        now = time.monotonic()
        if self._fault or now - self._last_check < INTERVAL:
            return
        self._last_check = now
        if self.client.status != "running" or now - self._last_answer > self.patience:
            self._fail(UNANSWERED)
            return
        if self.members:
            self._last_member = now
        elif now - self._last_member > self.patience and not self._greeting:
            why = " ".join(self.refused.values())
            self._fail(f"For {self.patience:.0f} s, no worker of the cluster could grade. {why}".rstrip() + RESUMES)
            return
        self._ask(self.client.scheduler.identity(n_workers=-1), lambda found: self._update(found["workers"]))
        if any(task.inner is not None and now - task.since > 2 * self.seconds + INTERVAL for task in self._tasks):
            self._ask(self.client.scheduler.processing(workers=None), self._give_up)

    def _ask(self, question: Any, then: Callable[[Any], None]) -> None:
        """Ask the scheduler something without waiting; `then` gets the answer."""
        asked = asyncio.run_coroutine_threadsafe(question, self.client.loop.asyncio_loop)

        def answered(done: Future[Any]) -> None:
            if not done.cancelled() and done.exception() is None:
                self._events.put(lambda: then(done.result()))

        asked.add_done_callback(answered)

    def _update(self, workers: dict[str, Any]) -> None:
        """Greet new workers, and give the tasks of lost workers to others."""
        self._last_answer = time.monotonic()
        for address in set(self.members) - set(workers):
            self._drop(address, f"Worker {self.members[address].name} is gone; its work goes to others.")
        for address in set(workers) - set(self.members) - set(self.refused) - self._greeting:
            self._greeting.add(address)
            name, threads = str(workers[address].get("name") or address), int(workers[address]["nthreads"])
            inner = self._send([address], node.greet, b"")
            self._when_done(inner, partial(self._admit, address=address, name=name, threads=threads))
        self._greeting &= set(workers)

    def _admit(self, done: Future[bytes], address: str, name: str, threads: int) -> None:
        """Admit or refuse a worker after it answered the greeting."""
        self._greeting.discard(address)
        if done.cancelled():
            return
        who = name if name == address else f"{name} ({address})"
        problem = done.exception()
        if problem is not None and type(problem).__name__ == "KilledWorker":
            return  # it died before it answered; if it comes back, it is greeted again
        if problem is not None:
            why = f"cannot grade with its gradus ({type(problem).__name__}: {problem})"
        else:
            there = plain.loads(done.result(), LIMITS)
            why = node.difference(node.identity(), there, self.isolate)
        if why:
            self.refused[address] = f"Worker {who} {why}."
            self.say(f"{self.refused[address]} It gets no work.")
            return
        self.members[address] = Member(who, threads, set(there["held"]))
        self._last_member = time.monotonic()
        self._send_blobs(address)
        self._flush()

    def _send_blobs(self, address: str) -> None:
        """Send the blobs that jobs need and the worker lacks."""
        lacking = self._needed - self.members[address].held
        if not lacking:
            return
        inner = self._send([address], node.hold, plain.dumps(self._shelf.bytes_of(lacking)))

        def held(done: Future[bytes]) -> None:
            if address not in self.members or done.cancelled():
                return
            if done.exception() is not None:
                self._refuse(address, f"could not store the files that it needs ({done.exception()})")
                return
            self.members[address].held |= lacking
            self._flush()

        self._when_done(inner, held)

    def _flush(self) -> None:
        for task in [task for task in self._tasks if task.inner is None]:
            self._assign(task)

    def _assign(self, task: Task) -> None:
        """Send a task to workers that may take it. If there are none, it waits."""
        task.inner, task.nodes = None, frozenset()
        in_flight = sum(other.inner is not None for other in self._tasks)
        # A flaky submission gets its second try on another worker.
        placement = place(task, self.members, self._flaky_on.get(task.name, ""), in_flight)
        if placement is None:
            return
        task.nodes, task.pinned = placement.nodes, placement.pinned
        if task.pinned:
            self.members[task.pinned].pinned += 1
        task.since = time.monotonic()
        order = {
            "function": task.function,
            "job": task.job.dumps(),
            "handed": task.address,
            "blobs": {} if placement.cached else {task.address: task.handed},
            "seconds": self.seconds,
        }
        inner = task.inner = self._send(sorted(task.nodes), node.judge, plain.dumps(order), key=task.key)
        self._when_done(inner, lambda done: self._receive(task, done))

    def _receive(self, task: Task, done: Future[bytes]) -> None:
        """Handle the outcome of a task."""
        if task.inner is not done or task not in self._tasks:
            return  # it was withdrawn from that worker in the meantime
        if task.pinned in self.members:
            self.members[task.pinned].pinned -= 1
        try:
            found = plain.loads(done.result(), LIMITS)
        except CancelledError:
            self._fail(UNANSWERED)  # Dask cancels its futures when it loses the scheduler
            return
        except Exception as problem:
            self._end(task, problem=WorkerDied(f"the cluster's worker died ({type(problem).__name__}: {problem})"))
            self._flush()
            return
        address = found["worker"]
        if "missing" in found:  # a new worker at the same address: greet it again
            task.inner = None
            self._drop(address, "")
            return
        if "fault" in found and (len(self.members) > 1 or "answer" not in found):
            task.inner = None
            self._refuse(address, f"cannot continue ({found['fault']})")
            self._flush()
            return
        if address in self.members:
            self.members[address].held.add(task.address)
        if found["flaky"]:
            self._flaky_on[task.name] = address
        self._end(task, found)
        self._flush()

    def _end(self, task: Task, found: dict[str, Any] | None = None, problem: Exception | None = None) -> None:
        """Resolve the caller's future. The notebooks are written on this machine, which has the folders."""
        self._tasks.discard(task)
        if problem is not None or found is None:
            task.outer.set_exception(problem or WorkerDied("the worker did not answer"))
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
        """Refuse workers that take far too long for a task, and give their tasks to others."""
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
        """Remove a worker. Tasks that no remaining worker may take are assigned again."""
        if self.members.pop(address, None) is not None and words:
            self.say(words)
        for task in self._tasks:
            if task.inner is not None and not task.nodes & set(self.members):
                self._withdraw(task)
        self._flush()

    def _withdraw(self, task: Task) -> None:
        """Take a task back; its current worker's answer no longer counts."""
        inner, task.inner = task.inner, None
        if inner is not None:
            inner.cancel()

    def _fail(self, sentence: str) -> None:
        """End the class: nothing on the cluster can continue."""
        self._fault = sentence
        for task in list(self._tasks):
            self._end(task, problem=ClassFault(sentence))

    def _send(self, workers: list[str], function: Callable[[bytes], bytes], data: bytes, **more: Any) -> Future[bytes]:
        executor = self.client.get_executor(pure=False, workers=workers, allow_other_workers=False)
        return executor.submit(function, data, **more)

    def _when_done(self, future: Future[bytes], then: Callable[[Future[bytes]], None]) -> None:
        future.add_done_callback(lambda done: self._events.put(lambda: then(done)))
