"""Notebook: ten million empty lists, which take thirty times their size in memory."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    with (folder / name).open("wb") as file:
        file.write(b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [' + b"[]," * 10_000_000 + b"[]]}")
