"""Finds everything in a page that could run, fetch or cover something."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_ACTIVE = "script style iframe object embed form input button select textarea link meta base svg video audio source"
ACTIVE = frozenset(_ACTIVE.split())
ADDRESSES = frozenset(("href", "xlink:href", "action", "formaction", "src", "srcset", "data", "poster", "background"))


class Live(HTMLParser):
    """Collects everything in a page except text and its own pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.found.append(tag)
        for name, value in attrs:
            text = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", text)
            link = tag == "a" and name == "href" and (not scheme or scheme[0] in ("http:", "https:", "mailto:"))
            picture = tag == "img" and name == "src" and text.startswith("data:image/")
            beside = re.fullmatch(r"(?:[\w-]+/)*[\w-]+\.(?:png|jpe?g|gif|webp|svg)", text)
            if name.startswith("on"):
                self.found.append(f"{tag} {name}")
            elif name in ADDRESSES and (":" in text or "//" in text or text.startswith(("/", "\\"))):
                if not (link or picture or beside):
                    self.found.append(f"{tag} {name}={text[:100]}")
            elif name == "style":
                odd = re.search(r"url\(|image|position|z-index|outline|transform|-\.?\d|expression|\\|@", text)
                if odd:
                    self.found.append(f"{tag} style={text[:100]}")


def live(html: str) -> list[str]:
    parser = Live()
    parser.feed(html)
    parser.close()
    return parser.found


def body(page: str) -> str:
    """A feedback page from its notebook on, without nbgrader's and our own styles before it."""
    return page.partition('id="notebook"')[2]
