"""Collects submissions without following links, which could point to the instructor's own files."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns


class CollectFiles(ExchangeCollect):
    """nbgrader's collector, except that it skips links and special files.

    The learner owns the submitted folder in the exchange and could put a link in it to a file that only the instructor
    can read. Collecting would copy that file with the instructor's rights, and feedback could then reveal it.
    """

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        size = self.get_size(src)
        if size > 1000 * self.coursedir.max_dir_size:
            raise RuntimeError(f"{src} has {size} bytes; at most {1000 * self.coursedir.max_dir_size} are collected")
        ordinary = ignore_patterns(
            exclude=self.coursedir.ignore,
            include=self.coursedir.include,
            max_file_size=self.coursedir.max_file_size,
            log=self.log,
        )

        def skipped(folder: str, names: list[str]) -> list[str]:
            special = [name for name in names if not _is_regular(Path(folder, name))]
            for name in special:
                self.log.warning("%s is a link or a special file and was not collected", Path(folder, name))
            return [*ordinary(folder, names), *special]

        if Path(src).is_symlink():
            raise RuntimeError(f"{src} is a link and was not collected")
        # A link that appears after this check is copied as a link, which nothing follows.
        shutil.copytree(src, dest, ignore=skipped, symlinks=True)
        _complete(Path(dest), Path(src).name)
        self._share(dest)

    def _share(self, dest: str) -> None:
        """Give the group access if a group of instructors shares the course (nbgrader's `groupshared`)."""
        if not self.coursedir.groupshared:
            return
        for folder, _, names in os.walk(dest):
            Path(folder).chmod((Path(folder).stat().st_mode | 0o2770) & 0o2777)
            for path in (Path(folder, name) for name in names):
                if not path.is_symlink():
                    path.chmod((path.stat().st_mode | 0o660) & 0o777)


def _complete(folder: Path, exchange_name: str) -> None:
    """Add the secret and the timestamp that `nbgrader submit` writes, if a submission lacks them.

    nbgrader names the feedback page after the secret and needs the timestamp to detect late work. Without either,
    `nbgrader release_feedback` stops, and later learners get no feedback. The folder's name also contains the time.
    """
    _, _, time, *_ = [*exchange_name.split("+"), "", "", ""]
    for name, text in (("submission_secret.txt", secrets.token_hex(64)), ("timestamp.txt", time)):
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        if text and not path.exists():
            path.write_text(text, encoding="utf-8")


def _is_regular(path: Path) -> bool:
    return not path.is_symlink() and (path.is_dir() or path.is_file())
