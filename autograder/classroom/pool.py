"""Runs jobs in several processes at once, and continues when one of them dies or hangs."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

from autograder.classroom.worker import read_frame, work, write_frame
from autograder.grading.jobs import Answer, Job

DIED_TWICE = (
    "The process that judged it died twice, the second time with nothing else running. It was killed, or the machine "
    "ran out of memory."
)


class WorkerDied(RuntimeError):
    """The process that ran this job died. It is replaced when the next job arrives."""


class ClassFault(RuntimeError):
    """A problem that affects the whole class, so that grading stops. The message is a sentence."""


@runtime_checkable
class HasWorkers(Protocol):
    """An executor that says how many jobs it runs at once. On a cluster, the number changes."""

    @property
    def workers(self) -> int: ...


def default_workers() -> int:
    """The number of CPUs that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalPool(Executor):
    """A `concurrent.futures.Executor` of local processes for module-level functions from bytes to bytes.

    Unlike ProcessPoolExecutor, it knows which job a process died with, replaces only that process and continues.
    Ctrl-C in the terminal does not reach the processes, so running jobs finish.

    workers      the maximum number of processes
    seconds      the process of a job that takes longer is killed (the sandbox's own limits are far shorter)
    environment  environment variables of the processes; by default those of this process
    """

    def __init__(
        self, workers: int | None = None, seconds: float = 600.0, environment: Mapping[str, str] | None = None
    ) -> None:
        self.environment = environment
        self.workers = workers or default_workers()
        self.seconds = seconds
        self._jobs: queue.SimpleQueue[tuple[Future[bytes], str, bytes] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self._closed = self._abandoned = False
        self._threads: list[threading.Thread] = []

    @property
    def pids(self) -> list[int]:
        """The ids of the running processes."""
        with self._lock:
            return [process.pid for process in self._processes.values() if process.poll() is None]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self._enqueue(self.workers, fn, *args)

    def prepare(self, fn: Callable[[bytes], bytes], payload: bytes) -> None:
        """Start the first process and call `fn` in it, in the background."""
        self._enqueue(1, fn, payload)

    def limit(self, jobs: int) -> None:
        """Use at most one process per job. Without jobs, end the process that was prepared."""
        self.workers = min(self.workers, jobs)
        if not jobs:
            self.abandon()

    def abandon(self) -> None:
        """Kill the processes now: there is nothing to do, or the caller gives up."""
        with self._lock:
            self._closed = self._abandoned = True
            for process in self._processes.values():
                process.kill()

    def _enqueue(self, threads: int, fn: Callable[..., Any], payload: bytes) -> Future[bytes]:
        if self._closed:
            raise RuntimeError("the pool is closed")
        while len(self._threads) < threads:
            self._threads.append(threading.Thread(target=self._serve, args=(len(self._threads),), daemon=True))
            self._threads[-1].start()
        future: Future[bytes] = Future()
        self._jobs.put((future, f"{fn.__module__}:{fn.__qualname__}", payload))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._closed = True
        if cancel_futures:
            with contextlib.suppress(queue.Empty):
                while item := self._jobs.get_nowait():
                    item[0].cancel()
        for _ in self._threads:
            self._jobs.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _serve(self, number: int) -> None:
        while item := self._jobs.get():
            future, function, payload = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(self._ask(number, function, payload))
            except (EOFError, OSError, ValueError) as problem:
                self._end(number)
                future.set_exception(WorkerDied(f"the worker process ended ({problem or type(problem).__name__})"))
        self._end(number)

    def _ask(self, number: int, function: str, payload: bytes) -> bytes:
        process = self._process(number)
        assert process.stdin and process.stdout
        timer = threading.Timer(self.seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            write_frame(process.stdin, function.encode())
            write_frame(process.stdin, payload)
            return read_frame(process.stdout)
        finally:
            timer.cancel()

    def _process(self, number: int) -> subprocess.Popen[bytes]:
        process = self._processes.get(number)
        if process is None or process.poll() is not None:
            self._end(number)
            process = subprocess.Popen(
                # -P: the grader must not import a numpy.py from the teacher's current folder.
                [sys.executable, "-P", "-m", "autograder.classroom.worker", str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=os.name == "posix",
                env={
                    **(os.environ if self.environment is None else self.environment),
                    "OMP_NUM_THREADS": "1",
                    "OPENBLAS_NUM_THREADS": "1",
                },
            )
            with self._lock:
                self._processes[number] = process
                if self._abandoned:
                    process.kill()
        return process

    def _end(self, number: int) -> None:
        with self._lock:
            process = self._processes.pop(number, None)
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def run_jobs(
    jobs: Iterable[Job],
    executor: Executor,
    ahead: int | Callable[[], int],
    stop: threading.Event | None = None,
    function: Callable[[bytes], bytes] = work,
) -> Iterator[tuple[int, Answer]]:
    """Yield each job's number and answer as soon as it is ready.

    A job whose worker died or that ran out of time or memory is tried once more at the end, with nothing else running.

    ahead     how many jobs the executor has at a time; a function if that changes
    stop      once it is set, running jobs finish and no others start
    function  the workers' function for a job's bytes
    raises    ClassFault
    """
    stop = stop or threading.Event()
    waiting = enumerate(jobs)
    running: dict[Future[bytes], tuple[int, Job]] = {}
    again: deque[tuple[int, Job]] = deque()
    while True:
        while len(running) < (ahead() if callable(ahead) else ahead) and not stop.is_set():
            number, job = next(waiting, (-1, None))
            if job is None:
                break
            running[executor.submit(function, job.dumps())] = (number, job)
        if stop.is_set():
            running = {future: item for future, item in running.items() if not future.cancel()}
        if not running:
            break
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            number, job = running.pop(future)
            answer = _answer_of(future, job)
            if answer is None:
                again.append((number, replace(job, alone=True)))
            elif answer.flaky and answer.result:
                again.append((number, job.again(answer.result)))
            else:
                yield number, answer
    while again and not stop.is_set():
        number, job = again.popleft()
        yield number, _alone(executor, job, function)


def _alone(executor: Executor, job: Job, function: Callable[[bytes], bytes]) -> Answer:
    answer = _answer_of(executor.submit(function, job.dumps()), job)
    return answer or Answer(job.name, fault=DIED_TWICE)


def _answer_of(future: Future[bytes], job: Job) -> Answer | None:
    """The job's answer; None if its worker died."""
    try:
        answer = Answer.loads(future.result())
    except ClassFault:
        raise
    except Exception:  # executors have their own exceptions for a lost worker
        return None
    if answer.stops:
        raise ClassFault(answer.fault)
    return answer


def judge_many(
    jobs: Iterable[Job],
    workers: int | None = None,
    executor: Executor | None = None,
    stop: threading.Event | None = None,
) -> Iterator[Answer]:
    """Yield the answers in the order of the jobs, each as soon as it and all before it are ready."""
    with contextlib.ExitStack() as stack:
        count = workers or default_workers()
        executor = executor or stack.enter_context(LocalPool(count))
        ready: dict[int, Answer] = {}
        turn = 0
        for number, answer in run_jobs(jobs, executor, ahead=count * 2, stop=stop):
            ready[number] = answer
            while turn in ready:
                yield ready.pop(turn)
                turn += 1
