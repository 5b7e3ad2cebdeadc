"""Cards in a notebook follow its theme, and their text has enough contrast in each."""

from __future__ import annotations

import re

import pytest

from autograder.card import html, theme
from tests.card.test_cards import Elements, declarations, every_card

# The values of JupyterLab's themes, and those of a browser without a theme.
THEMES = {
    "lab_light": {"--jp-layout-color0": "#ffffff", "--jp-content-font-color0": "#000000"},
    "lab_dark": {"--jp-layout-color0": "#111111", "--jp-content-font-color0": "#ffffff"},
    "high_contrast": {"--jp-layout-color0": "#000000", "--jp-content-font-color0": "#ffffff"},
    "vscode_dark": {"--vscode-editor-background": "#1e1e1e", "--vscode-editor-foreground": "#d4d4d4"},
    "vscode_light": {"--vscode-editor-background": "#ffffff", "--vscode-editor-foreground": "#3b3b3b"},
    "browser_light": {},
    "browser_dark": {},
}
DARK = {"lab_dark", "high_contrast", "vscode_dark", "browser_dark"}


def split(arguments: str) -> list[str]:
    """The arguments of a CSS function, separated by its own commas."""
    parts, depth = [""], 0
    for sign in arguments:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def resolve(colour: str, name: str) -> tuple[float, ...]:
    """The red, green and blue (0 to 1) of a CSS colour in this theme."""
    if match := re.fullmatch(r"#([0-9a-f]{6})", colour):
        return tuple(int(match[1][i : i + 2], 16) / 255 for i in (0, 2, 4))
    function, inner = re.fullmatch(r"([\w-]+)\((.*)\)", colour).groups()
    parts = split(inner)
    if function == "var":
        return resolve(THEMES[name].get(parts[0], ", ".join(parts[1:])), name)
    if function == "light-dark":
        return resolve(parts[name in DARK], name)
    assert function == "color-mix"
    first, share = re.fullmatch(r"(.*) (\d+)%", parts[1]).groups()
    mix = int(share) / 100
    pairs = zip(resolve(first, name), resolve(parts[2], name), strict=True)
    return tuple(mix * a + (1 - mix) * b for a, b in pairs)


def luminance(colour: tuple[float, ...]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_contrast_in_every_theme(name):
    """Every text has a contrast of at least 4.5 with its background (WCAG AA), in every theme."""
    for card in every_card():
        for _, attributes in Elements(theme.follow(card)).found:
            style = declarations(attributes["style"])
            ratio = contrast(resolve(style["color"], name), resolve(style["background-color"], name))
            assert ratio >= 4.5, (ratio, style)


@pytest.mark.parametrize("name", THEMES)
def test_paper_is_as_dark_as_the_theme(name):
    """Every background is dark in a dark theme and light in a light one."""
    for card in every_card():
        for _, attributes in Elements(theme.follow(card)).found:
            paper = luminance(resolve(declarations(attributes["style"])["background-color"], name))
            assert paper < 0.15 if name in DARK else paper > 0.75


@pytest.mark.parametrize("name", THEMES)
def test_states_differ_in_colour(name):
    """Right, wrong, answered and not attempted have four colours in every theme."""
    assert len({resolve(theme.THEMED[fixed], name) for fixed in html.ACCENT.values()}) == 4


def test_no_fixed_colour_is_left():
    """Each fixed colour of a card has a counterpart in the theme."""
    for card in every_card():
        colours = {fixed for style in theme.STYLE.findall(card) for fixed in theme.COLOUR.findall(style)}
        assert colours and colours <= set(theme.THEMED)


def test_text_is_not_recoloured():
    """A colour in the learner's own text stays text."""
    card = html.render_hint("f", 1, 1, 'Use #1f2328 for style="#1f2328".', "")
    assert "Use #1f2328 for style=&quot;#1f2328&quot;." in theme.follow(card)
