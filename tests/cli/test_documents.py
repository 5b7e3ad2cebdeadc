"""Every `gradus` line in the documents is a command that exists, with options that it knows."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from autograder.cli.main import MODULES, app

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"^(?:\$ )?gradus +([^\n#]+)", re.MULTILINE)
INLINE = re.compile(r"`gradus +([^`\n]+)`")


def written() -> list[tuple[str, str]]:
    found = []
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        found += [(path.name, match.strip()) for match in (*LINE.findall(text), *INLINE.findall(text))]
    return found


def options_of(name: str) -> set[str]:
    command = app.get_command(click.Context(app), name)
    assert command is not None
    return {option for item in command.params for option in (*item.opts, *item.secondary_opts)}


@pytest.mark.parametrize(("document", "line"), sorted(set(written())))
def test_a_documented_command_exists(document, line):
    known = {name: options_of(name) for name in MODULES}
    words = line.split()
    if words[0].startswith("-") or words[0].isupper():
        return
    assert words[0] in known
    options = {word.partition("=")[0] for word in words[1:] if word.startswith("--")}
    assert options <= known[words[0]] | {"--help"}
