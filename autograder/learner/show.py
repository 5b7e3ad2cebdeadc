"""Shows a card: HTML in a notebook, plain text in a terminal."""

from __future__ import annotations

import os
import sys


def show(html: str, text: str) -> None:
    """Display `html` in a notebook (with `text` for those who cannot see it), print `text` elsewhere."""
    if in_ipython():
        from IPython.display import display

        from autograder.card.theme import follow

        display({"text/html": follow(html), "text/plain": text}, raw=True)
    else:
        print(text, flush=True)


def in_ipython() -> bool:
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


def colour_wanted() -> bool:
    """Whether the terminal shows colours and nobody asked for none (no-color.org)."""
    return not in_ipython() and sys.stdout.isatty() and "NO_COLOR" not in os.environ
