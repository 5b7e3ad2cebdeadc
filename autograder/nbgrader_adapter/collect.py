"""Collects submissions without following links: one could lead into the instructor's own files."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns


class CollectFiles(ExchangeCollect):
    """nbgrader's collector, except that links and special files stay behind.

    The folder in the exchange belongs to the learner, who may put in it a link to a file that only the instructor can
    read; a copy made with the instructor's rights would hand it over, as an answer or in the feedback.
    """

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        size = self.get_size(src)
        if size > 1000 * self.coursedir.max_dir_size:
            raise RuntimeError(f"{src} holds {size} bytes; at most {1000 * self.coursedir.max_dir_size} are collected")
        ordinary = ignore_patterns(
            exclude=self.coursedir.ignore,
            include=self.coursedir.include,
            max_file_size=self.coursedir.max_file_size,
            log=self.log,
        )

        def left_out(folder: str, names: list[str]) -> list[str]:
            odd = [name for name in names if not _plain(Path(folder, name))]
            for name in odd:
                self.log.warning("%s is a link or a special file and was not collected", Path(folder, name))
            return [*ordinary(folder, names), *odd]

        if Path(src).is_symlink():
            raise RuntimeError(f"{src} is a link and was not collected")
        # Links that appear after the look above are copied as links, which nothing here follows.
        shutil.copytree(src, dest, ignore=left_out, symlinks=True)
        _complete(Path(dest), Path(src).name)
        self._share(dest)

    def _share(self, dest: str) -> None:
        """Group access, where the course is shared by a group of instructors (nbgrader's `groupshared`)."""
        if not self.coursedir.groupshared:
            return
        for folder, _, names in os.walk(dest):
            Path(folder).chmod((Path(folder).stat().st_mode | 0o2770) & 0o2777)
            for path in (Path(folder, name) for name in names):
                if not path.is_symlink():
                    path.chmod((path.stat().st_mode | 0o660) & 0o777)


def _complete(folder: Path, handed_in_as: str) -> None:
    """Write what `nbgrader submit` puts beside the work, where a submission came without it.

    By the secret nbgrader names the feedback page, by the time it knows who is late; without either, nbgrader's
    release_feedback stops before the pages of everybody who comes later. The exchange's folder bears the time too.
    """
    _, _, time, *_ = [*handed_in_as.split("+"), "", "", ""]
    for name, text in (("submission_secret.txt", secrets.token_hex(64)), ("timestamp.txt", time)):
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        if text and not path.exists():
            path.write_text(text, encoding="utf-8")


def _plain(path: Path) -> bool:
    return not path.is_symlink() and (path.is_dir() or path.is_file())
