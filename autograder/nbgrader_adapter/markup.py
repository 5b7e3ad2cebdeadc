"""Reduces untrusted HTML to a plain, balanced form of limited size, in time linear in its length.

An HTML5 parser such as the one behind `sanitise.clean_html` can take minutes for thirty lines of nested or unclosed
tags. This module therefore runs first: it turns anything but an allowed tag into text, closes every tag and limits
sizes. All parsers read the result in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Set
from html import escape, unescape

_TAGS = (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th "
    "thead tr tt u ul var"
)
TAGS = frozenset(_TAGS.split())
EMPTY = frozenset(("br", "col", "hr", "img"))
# The content of these elements is code, so it is removed and not shown as text.
CODE = re.compile(r"<(script|style|iframe|object|template|noscript|textarea|title|svg|math)\b", re.IGNORECASE)

MOST_TAGS = 4000  # in one piece of HTML; enough for a table of a thousand rows
MOST_TEXT = 100_000  # characters
STEP = 2000  # characters that are processed at once
LONGEST_ENTITY = 40
SIGN = 20  # characters that an `&lt;` or `&amp;` counts for, because it takes as much time
MOST_ATTRIBUTES = 20  # of one tag
DEEPEST = 40
LONGEST_VALUE = 1000  # characters of an attribute; the `src` of an image has no limit
QUOTE = '"'
CUT = "\n(the rest was cut)"

# Possessive quantifiers (`++`, `*+`) prevent backtracking.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)"
    r"(?P<attributes>(?:[\s/]++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+)[\s/]*+>"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?+")


def plain(text: str, tags: Set[str] = TAGS) -> str:
    """The HTML reduced to the tags in `tags`, balanced, and cut if it is too long."""
    parts: list[str] = []
    open_tags: list[str] = []
    left = MOST_TEXT
    at = count = 0
    text = without_code(text)
    while at < len(text) and left > 0 and count < MOST_TAGS:
        begin = text.find("<", at)
        begin = len(text) if begin < 0 else begin
        while at < begin and left > 0:
            end = _before_entity(text, at, min(begin, at + STEP, at + left))
            words = _words(text[at:end])
            left -= end - at + SIGN * words.count("&")
            parts.append(words)
            at = end
        if at == len(text) or left <= 0:
            break
        found = _TAG.match(text, begin)
        if text.startswith("<!--", begin):
            end = text.find("-->", begin)
            at = len(text) if end < 0 else end + 3
        elif found is None:
            parts.append("&lt;")
            at = begin + 1
            left -= SIGN
        else:
            at = found.end()
            if found["name"].lower() in tags:
                count += 1
                parts.append(_tag(found, open_tags))
    parts += [f"</{name}>" for name in reversed(open_tags)]
    return "".join(parts) + (CUT if at < len(text) or left < 0 else "")


def without_code(text: str, unclosed: bool = True) -> str:
    """The text without scripts, styles and similar elements.

    unclosed  if an element is never closed, remove everything after it, as a browser would; otherwise keep it
    """
    found = CODE.search(text)
    if found is None:
        return text
    lowered = text.translate(_SMALL)
    parts: list[str] = []
    never: set[str] = set()  # names that have no closing tag in the rest of the text
    at = 0
    while found is not None:
        name = found[1].lower()
        closing = -1 if name in never else lowered.find(f"</{name}", found.end())
        end = lowered.find(">", closing) if closing >= 0 else -1
        if end >= 0:
            parts.append(text[at : found.start()])
            at = end + 1
        elif unclosed:
            return "".join(parts) + text[at : found.start()]
        else:
            never.add(name)
        found = CODE.search(text, max(at, found.end()))
    return "".join(parts) + text[at:]


_SMALL = {number: chr(number).lower() for number in range(65, 91)}  # `lower` would change the length of some characters


def _before_entity(text: str, at: int, end: int) -> int:
    """A position at or shortly before `end` that is not inside an `&name;`."""
    begin = text.rfind("&", max(at + 1, end - LONGEST_ENTITY), end)
    return end if begin < 0 or end == len(text) or text[end] == "<" else begin


def _words(words: str) -> str:
    return escape(unescape(words), quote=False) if "&" in words else words.replace(">", "&gt;")


def _tag(found: re.Match[str], open_tags: list[str]) -> str:
    name = found["name"].lower()
    if found["close"]:
        if name not in open_tags:
            return ""
        closed = []
        while True:
            closed.append(open_tags.pop())
            if closed[-1] == name:
                return "".join(f"</{one}>" for one in closed)
    if name not in EMPTY:
        if len(open_tags) >= DEEPEST:
            return ""
        open_tags.append(name)
    return f"<{name}{_attributes(found['attributes'])}>"


def _attributes(text: str) -> str:
    kept: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text):
        name = found[1].lower()
        value = unescape(found[2] or found[3] or found[4] or "")
        if name == "style":  # the CSS parser would take the `;` of an `&quot;` for the end of a declaration
            value = value.replace('"', "'")
        if name not in kept and (name == "src" or len(value) <= LONGEST_VALUE):
            kept[name] = f' {name}="{escape(value, quote=False).replace(QUOTE, "&quot;")}"'
        if len(kept) == MOST_ATTRIBUTES:
            break
    return "".join(kept.values())
