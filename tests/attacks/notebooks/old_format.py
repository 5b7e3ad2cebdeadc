"""Notebook: a notebook of the format of 2013, with a worksheet."""

from __future__ import annotations

import json
from pathlib import Path


def lay(folder: Path, name: str) -> None:
    cell = {"cell_type": "code", "language": "python", "input": "1", "outputs": [], "collapsed": False, "metadata": {}}
    sheet = {"cells": [cell], "metadata": {}}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [sheet]}
    (folder / name).write_text(json.dumps(old))
