"""Folders that a stranger made, copied and removed by descriptor: no link is followed, nothing recurses.

A path can be changed between a look at it and its use: a file becomes a link to somebody else's. A descriptor always
means the same file. So each entry is opened without following links, and what was opened is what is checked and copied.
Nested folders are visited in a loop, so their depth is limited by `Limits` and not by Python's stack.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

BY_DESCRIPTOR = os.open in os.supports_dir_fd and os.scandir in os.supports_fd and hasattr(os, "O_NOFOLLOW")
"""Whether this system has what `copy` needs (Linux and macOS do)."""

_CHUNK = 1 << 20
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
# Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class TreeError(Exception):
    """The tree is not copied. The text is a clause such as "is a link"."""


@dataclass(frozen=True)
class Limits:
    """The most that is copied: levels of folders, entries, bytes of one file and of all, and seconds."""

    depth: int
    entries: int
    file_size: int
    size: int
    seconds: float


@dataclass
class _Budget:
    limits: Limits
    entries: int = 0
    size: int = 0
    until: float = field(init=False)

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.limits.seconds

    def count(self) -> None:
        self.entries += 1
        if self.entries > self.limits.entries:
            raise TreeError(f"has more than {self.limits.entries} files and folders")
        self.tick()

    def take(self, size: int) -> None:
        self.size += size
        if self.size > self.limits.size:
            raise TreeError(f"has more than {self.limits.size} bytes")
        self.tick()

    def tick(self) -> None:
        if time.monotonic() > self.until:
            raise TreeError(f"could not be copied within {self.limits.seconds:g} s")


def copy(
    source: Path, target: Path, limits: Limits, owners: frozenset[int], is_wanted: Callable[[str, bool], bool]
) -> list[tuple[str, str]]:
    """Copy a folder to `target`, which must not exist. Returns what was left out: (path, why), as ("a/b", "is a link").

    owners     the users whose files are copied; others' are left out
    is_wanted  of a name and whether it is a folder: whether to copy it at all

    Raises TreeError if the folder cannot be copied as a whole: it is a link, belongs to somebody else, exceeds a
    limit, or changes meanwhile. Then nothing is left at `target`.
    """
    top = _open_top(source)
    try:
        before = os.fstat(top)
        if before.st_uid not in owners:
            raise TreeError("belongs to somebody else")
        target.mkdir(parents=True)
        try:
            left_out = _copy_levels(top, target, limits, owners, is_wanted)
            after = os.fstat(top)
            if (after.st_mtime_ns, after.st_ctime_ns) != (before.st_mtime_ns, before.st_ctime_ns):
                raise TreeError("changed while it was copied")
        except BaseException:
            remove(target)
            raise
    finally:
        os.close(top)
    return left_out


def _open_top(source: Path) -> int:
    try:
        return os.open(source, _FOLDER)
    except OSError as error:
        if source.is_symlink():
            raise TreeError("is a link") from error
        if not source.is_dir():
            raise TreeError("is not a folder") from error
        raise TreeError(f"cannot be read ({os.strerror(error.errno or 0)})") from error


def _copy_levels(
    top: int, target: Path, limits: Limits, owners: frozenset[int], is_wanted: Callable[[str, bool], bool]
) -> list[tuple[str, str]]:
    """Copy what is in an open folder, level by level; the folders below it are open from their turn to their end."""
    budget = _Budget(limits)
    left_out: list[tuple[str, str]] = []
    levels = [(top, target, ".", _names(top, "."))]
    try:
        while levels:
            folder, there, path, names = levels[-1]
            name = next(names, None)
            if name is None:
                levels.pop()
                if levels:
                    os.close(folder)
                continue
            budget.count()
            inner = name if path == "." else f"{path}/{name}"
            found = _copied(folder, name, there, budget, owners, is_wanted)
            if isinstance(found, str):
                left_out.append((inner, found))
            elif found is not None:
                levels.append((found, there / name, inner, _names(found, inner)))
                if len(levels) > limits.depth:
                    raise TreeError(f"has more than {limits.depth} levels of folders")
    finally:
        for folder, *_ in levels[1:]:
            os.close(folder)
    return left_out


def _names(folder: int, path: str) -> Iterator[str]:
    """The names in an open folder, in order; it is read when the first is asked for."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        raise TreeError(f"has an unreadable folder, {path}") from error
    yield from names


def _copied(
    folder: int,
    name: str,
    there: Path,
    budget: _Budget,
    owners: frozenset[int],
    is_wanted: Callable[[str, bool], bool],
) -> int | str | None:
    """Copy one entry: None if that is done, why not, or the descriptor of a folder that comes next."""
    try:
        entry = os.open(name, _FILE, dir_fd=folder)
    except OSError:
        return _why_not(folder, name)
    keep = False
    try:
        status = os.fstat(entry)
        is_folder = stat.S_ISDIR(status.st_mode)
        if not is_folder and not stat.S_ISREG(status.st_mode):
            return "is neither a file nor a folder"
        if not is_wanted(name, is_folder):
            return None
        if status.st_uid not in owners:
            return "belongs to somebody else"
        if is_folder:
            (there / name).mkdir()
            keep = True
            return entry
        if status.st_size > budget.limits.file_size:
            return f"has more than {budget.limits.file_size} bytes"
        _copy_bytes(entry, there / name, status, budget)
        return None
    finally:
        if not keep:
            os.close(entry)


def _why_not(folder: int, name: str) -> str:
    with contextlib.suppress(OSError):
        mode = os.lstat(name, dir_fd=folder).st_mode
        if stat.S_ISLNK(mode):
            return "is a link"
        if not stat.S_ISREG(mode):
            return "is neither a file nor a folder that can be read"
    return "cannot be read"


def _copy_bytes(source: int, target: Path, status: os.stat_result, budget: _Budget) -> None:
    """Copy an open file, counting what is read, whatever its size was said to be."""
    size = 0
    with target.open("xb") as file:
        while piece := os.read(source, _CHUNK):
            size += len(piece)
            if size > budget.limits.file_size:
                raise TreeError("changed while it was copied")
            budget.take(len(piece))
            file.write(piece)
    after = os.fstat(source)
    if (after.st_size, after.st_mtime_ns) != (status.st_size, status.st_mtime_ns) or size != status.st_size:
        raise TreeError("changed while it was copied")
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))


def remove(path: Path, seconds: float = 60.0) -> bool:
    """Remove a file, a link or a folder of any depth; whether nothing is left. Never raises.

    Folders inside folders are moved up before they are emptied, so that a tree of any depth needs two open folders.
    """
    if not BY_DESCRIPTOR:
        shutil.rmtree(path, ignore_errors=True)
        return not os.path.lexists(path)
    until = time.monotonic() + seconds
    with contextlib.suppress(OSError):
        parent = os.open(path.parent, os.O_RDONLY)
        try:
            _remove(path.name, parent, until)
        finally:
            os.close(parent)
    return not os.path.lexists(path)


def _remove(name: str, parent: int, until: float) -> None:
    if not _is_folder(name, parent):
        os.unlink(name, dir_fd=parent)
        return
    top = os.open(name, _FOLDER, dir_fd=parent)
    try:
        waiting = _clear(top, top, until)
        while waiting and time.monotonic() < until:
            inner = waiting.pop()
            with contextlib.suppress(OSError):
                waiting += _emptied(inner, top, until)
    finally:
        os.close(top)
    os.rmdir(name, dir_fd=parent)


def _emptied(name: str, top: int, until: float) -> list[str]:
    folder = os.open(name, _FOLDER, dir_fd=top)
    try:
        moved = _clear(folder, top, until)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=top)
    return moved


def _clear(folder: int, top: int, until: float) -> list[str]:
    """Remove the files of an open folder and move its folders into `top`; returns the names that they have there."""
    moved = []
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries]
    for name in names:
        if time.monotonic() > until:
            break
        with contextlib.suppress(OSError):
            if not _is_folder(name, folder):
                os.unlink(name, dir_fd=folder)
            elif folder == top:
                moved.append(name)
            else:
                here = f".{secrets.token_hex(8)}"
                os.rename(name, here, src_dir_fd=folder, dst_dir_fd=top)
                moved.append(here)
    return moved


def _is_folder(name: str, parent: int) -> bool:
    """Whether an entry is a folder; if so, it is made one that its owner can empty."""
    status = os.lstat(name, dir_fd=parent)
    if not stat.S_ISDIR(status.st_mode):
        return False
    if stat.S_IMODE(status.st_mode) & 0o700 != 0o700 and os.geteuid():
        _unlock(name, parent)
    return True


def _unlock(name: str, parent: int) -> None:
    """Give the owner all rights to a folder, without following a link that may take its place."""
    if os.chmod in os.supports_follow_symlinks:
        os.chmod(name, 0o700, dir_fd=parent, follow_symlinks=False)
        return
    handle = os.open(name, os.O_PATH | _FOLDER, dir_fd=parent)  # needs no right to read it
    try:
        os.chmod(f"/proc/self/fd/{handle}", 0o700)  # noqa: PTH101 (means what `handle` means)
    finally:
        os.close(handle)
