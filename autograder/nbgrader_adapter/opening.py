"""A workspace file opens notebook and module side by side, whether JupyterLab was started in their folder or above it.

JupyterLab reads the paths in a workspace from the folder that it serves, not from where the workspace file lies: one
that was fetched into a folder of its own would open nothing. A file that is not there is left out without a word. So
each file is listed several times, once for every folder from which it may be served.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

ENDING = ".jupyterlab-workspace"


def reaching(workspace: bytes, folders: Iterable[str]) -> bytes:
    """The workspace file for an assignment that may lie in any of these folders below the one that is served.

    folders  such as "c1w2b-logistic-regression"; the served folder itself always counts
    What is no workspace with a layout comes back as it is.
    """
    try:
        plain = json.loads(workspace)
        data, main = plain["data"], plain["data"]["layout-restorer:data"]["main"]
    except (ValueError, KeyError, TypeError):
        return workspace
    known = {name for name in data if _path(name)}
    # What an earlier call added goes: the files of an assignment lie beside the workspace file.
    own = {name for name in known if "/" not in _path(name)}
    places = [folder for folder in dict.fromkeys(folder.strip("/") for folder in folders) if folder not in ("", ".")]

    def everywhere(name: str) -> list[str]:
        if name not in known:
            return [name]
        return [name, *(_below(folder, name) for folder in places)] if name in own else []

    for name in known - own:
        del data[name]
    for name in sorted(own):
        for folder in places:
            entry = json.loads(json.dumps(data[name]))
            entry["data"]["path"] = f"{folder}/{_path(name)}"
            data[_below(folder, name)] = entry
    _extend(main.get("dock"), everywhere)
    return (json.dumps(plain, indent=1) + "\n").encode()


def _path(name: str) -> str:
    """The path in "notebook:linear.ipynb" or "editor:linear.py", and nothing for any other entry."""
    kind, _, path = name.partition(":")
    return path if kind in ("notebook", "editor") else ""


def _below(folder: str, name: str) -> str:
    kind, _, path = name.partition(":")
    return f"{kind}:{folder}/{path}"


def _extend(area: Any, everywhere: Callable[[str], list[str]]) -> None:
    """Lists each widget of the dock's tab areas once for each place."""
    if not isinstance(area, dict):
        return
    if "widgets" in area:
        area["widgets"] = [place for name in area["widgets"] for place in everywhere(name)]
    for child in area.get("children", []):
        _extend(child, everywhere)
