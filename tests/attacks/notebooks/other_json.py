"""Notebook: JSON that is not a notebook."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    (folder / name).write_text('{"nbformat": 4, "nbformat_minor": 5, "metadata": [], "cells": {"a": 1}}')
