"""Saved measurements: one file for each class and way of grading it, with all of its runs."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import machine


@dataclass(frozen=True)
class Piece:
    """
    what  "nbgrader" and "gradus cold": the whole command; "gradus warm": with workers that have graded before;
          "gradus dask": with workers of a Dask cluster; "gradus postgresql": with the gradebook on a server
    """

    what: str
    submissions: int
    workers: int


@dataclass(frozen=True)
class Measured:
    """One run over a class.

    seconds  wall-clock time
    cpu      processor time of all processes together, which other work on the machine disturbs less
    mib      peak memory by process
    """

    seconds: float
    cpu: float
    mib: Mapping[str, float]


class Results:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_text()) for path in sorted(self.folder.glob("*.json"))]

    def count(self, assignment: str, piece: Piece) -> int:
        return len(self._read(self._path(assignment, piece)).get("runs", ()))

    def add(self, assignment: str, piece: Piece, measured: Measured) -> None:
        path = self._path(assignment, piece)
        runs = [*self._read(path).get("runs", ()), {**asdict(measured), "load": os.getloadavg()[0]}]
        self._write(path, {"assignment": assignment, **asdict(piece), "runs": runs})
        each = 1000 * measured.seconds / piece.submissions
        print(f"{assignment}, {piece.what}, {piece.submissions}, {piece.workers}: {each:.1f} ms each", file=sys.stderr)

    def guess(self, assignment: str, piece: Piece) -> float:
        """Estimated seconds of a run, from earlier measurements if there are any."""
        runs = self._read(self._path(assignment, piece)).get("runs", ())
        if runs:
            return 1.2 * median(run["seconds"] for run in runs)
        known = [item for item in self.all() if item["assignment"] == assignment and item.get("what") == piece.what]
        each = [run["seconds"] / item["submissions"] for item in known for run in item["runs"]]
        rough = 2.5 if piece.what == "nbgrader" else 0.2
        start = {"gradus dask": 20.0, "gradus postgresql": 15.0}.get(piece.what, 5.0)
        return piece.submissions * (median(each) if each else rough) + start

    def has_parts(self, assignment: str) -> bool:
        return self._parts(assignment).exists()

    def save_parts(self, assignment: str, parts: Mapping[str, float], beginnings: Mapping[str, float]) -> None:
        self._write(
            self._parts(assignment), {"assignment": assignment, "parts": dict(parts), "beginnings": dict(beginnings)}
        )

    def _path(self, assignment: str, piece: Piece) -> Path:
        return self.folder / f"{assignment}-{piece.what.replace(' ', '-')}-{piece.submissions}-{piece.workers}.json"

    def _parts(self, assignment: str) -> Path:
        return self.folder / f"{assignment}-parts.json"

    @staticmethod
    def _read(path: Path) -> dict[str, Any]:
        return json.loads(path.read_text()) if path.exists() else {}

    def _write(self, path: Path, plain: dict[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        plain |= {"date": f"{datetime.date.today()}", "machine": machine.describe()}
        path.write_text(json.dumps(plain, indent=1) + "\n")
