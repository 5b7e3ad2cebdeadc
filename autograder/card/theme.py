"""Lets a card follow the theme of the notebook: dark in JupyterLab's dark theme, light in its light one.

Cards on pages keep their fixed colours, because those pages are light. In a notebook each fixed colour is replaced by
one made of the theme's own text and paper colours. Where no theme defines them, the browser's preference decides.
"""

from __future__ import annotations

import re

from autograder.card.html import ACCENT, BORDER, INK, PAPER, QUIET, TINT, WASH

STYLE = re.compile(r'(?<= style=")[^"]*')  # a learner's text has no quotation marks: they are escaped
COLOUR = re.compile(r"#[0-9a-f]{6}")

THEME_PAPER = "var(--jp-layout-color0, var(--vscode-editor-background, light-dark(#ffffff, #1c2128)))"
THEME_INK = "var(--jp-content-font-color0, var(--vscode-editor-foreground, light-dark(#1f2328, #f0f3f6)))"


def mixed(colour: str, percent: int, other: str) -> str:
    return f"color-mix(in srgb, {colour} {percent}%, {other})"


def _themed() -> dict[str, str]:
    """The colour that replaces each fixed one."""
    strong = {fixed: mixed(fixed, 52, THEME_INK) for fixed in ACCENT.values()}
    tints = {TINT[state]: mixed(ACCENT[state], 12, THEME_PAPER) for state in ACCENT}
    plain = {
        INK: mixed(THEME_INK, 90, THEME_PAPER),
        PAPER: THEME_PAPER,
        QUIET: mixed(THEME_INK, 70, THEME_PAPER),
        WASH: mixed(THEME_INK, 8, THEME_PAPER),
        BORDER: mixed(THEME_INK, 25, THEME_PAPER),
    }
    return {**strong, **tints, **plain}


THEMED = _themed()


def follow(card: str) -> str:
    """The card with colours that follow the theme around it."""
    card = STYLE.sub(lambda style: COLOUR.sub(lambda fixed: THEMED.get(fixed[0], fixed[0]), style[0]), card)
    return card.replace(' style="', ' style="color-scheme: light dark; ', 1)
