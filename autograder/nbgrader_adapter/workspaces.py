"""Makes a JupyterLab workspace file open the notebook and the module from any folder that JupyterLab may serve.

JupyterLab resolves the paths in a workspace relative to the folder that it serves, not relative to the workspace file.
It silently skips files that do not exist. Therefore each file is listed once for every possible location.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

SUFFIX = ".jupyterlab-workspace"


def reachable_from(workspace: bytes, folders: Iterable[str]) -> bytes:
    """The workspace file, extended so that the assignment may be in any of these folders below the served one.

    folders  such as "c1w2b-logistic-regression"; the served folder itself always works
    returns  the input unchanged if it is not a workspace with a layout
    """
    try:
        plain = json.loads(workspace)
        data, main = plain["data"], plain["data"]["layout-restorer:data"]["main"]
    except (ValueError, KeyError, TypeError):
        return workspace
    known = {name for name in data if _path(name)}
    # The assignment's files are beside the workspace file; entries in other folders come from an earlier call.
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
    """The path in "notebook:linear.ipynb" or "editor:linear.py"; empty for any other entry."""
    kind, _, path = name.partition(":")
    return path if kind in ("notebook", "editor") else ""


def _below(folder: str, name: str) -> str:
    kind, _, path = name.partition(":")
    return f"{kind}:{folder}/{path}"


def _extend(area: Any, everywhere: Callable[[str], list[str]]) -> None:
    """List each widget of the dock's tab areas once for each location."""
    if not isinstance(area, dict):
        return
    if "widgets" in area:
        area["widgets"] = [place for name in area["widgets"] for place in everywhere(name)]
    for child in area.get("children", []):
        _extend(child, everywhere)
