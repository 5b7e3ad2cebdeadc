"""Brings HTML that a stranger wrote into a plain, balanced, bounded form, in time that grows with its length alone.

A parser that follows browsers in everything, as the one behind `sanitise.clean_html` does, takes minutes for thirty
lines of nested or endless tags. So this goes first: what is no plain tag of the list becomes text, every tag is closed
where it was opened, and there is a most of everything. What comes out means the same to every parser.
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
# What stands between these tags is code, not text: left readable it would only puzzle.
CODE = re.compile(r"<(script|style|iframe|object|template|noscript|textarea|title|svg|math)\b", re.IGNORECASE)

MOST_TAGS = 4000  # of one piece; a table of a thousand rows
MOST_TEXT = 100_000  # characters
STEP = 2000  # characters that are looked at together
LONGEST_ENTITY = 40
SIGN = 20  # characters that an `&lt;` or `&amp;` counts for, by the time that it takes
MOST_ATTRIBUTES = 20  # of one tag
DEEPEST = 40
LONGEST_VALUE = 1000  # of an attribute; a picture's `src` may be as long as the piece
QUOTE = '"'
CUT = "\n(the rest was cut)"

# Possessive (`++`, `*+`): each character is looked at once, whatever comes.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)"
    r"(?P<attributes>(?:[\s/]++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+)[\s/]*+>"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?+")


def plain(text: str, tags: Set[str] = TAGS) -> str:
    """The same HTML with the tags of `tags` alone, balanced, and cut where it is too much."""
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
    """The text without scripts, styles and their like, and what stands in them.

    unclosed: where one is never closed, leave out all that follows, as a browser would; else let it stand.
    """
    found = CODE.search(text)
    if found is None:
        return text
    lowered = text.translate(_SMALL)
    parts: list[str] = []
    never: set[str] = set()  # names without a closing tag in what is left
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


_SMALL = {number: chr(number).lower() for number in range(65, 91)}  # `lower` would change the length of a few letters


def _before_entity(text: str, at: int, end: int) -> int:
    """A place to cut at or shortly before `end` that does not lie within an `&name;`."""
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
        if name == "style":  # the parser of styles takes the `;` of an `&quot;` for the end of a declaration
            value = value.replace('"', "'")
        if name not in kept and (name == "src" or len(value) <= LONGEST_VALUE):
            kept[name] = f' {name}="{escape(value, quote=False).replace(QUOTE, "&quot;")}"'
        if len(kept) == MOST_ATTRIBUTES:
            break
    return "".join(kept.values())
