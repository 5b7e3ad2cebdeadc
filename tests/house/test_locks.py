"""The locks have everything that pyproject.toml asks for, with hashes and without addresses."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PLATFORMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    "linux on arm": {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "aarch64"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
}


def entries(name: str) -> list[str]:
    """One text per requirement of a lock, with its hashes and without comments."""
    lines = [
        line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")
    ]
    return [entry for entry in re.split(r"\n(?=\S)", "\n".join(lines)) if entry.strip()]


def pinned(name: str, environment: dict[str, str]) -> dict[str, Version]:
    found = {}
    for entry in entries(name):
        requirement = Requirement(entry.partition(" \\\n")[0])
        if requirement.marker is None or requirement.marker.evaluate({**environment, "extra": ""}):
            (exact,) = requirement.specifier
            found[canonicalize_name(requirement.name)] = Version(exact.version)
    return found


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(("lock", "extra"), [("requirements.lock", "cpu"), ("requirements-gpu.lock", "gpu")])
def test_locks_fit_the_dependencies(lock: str, extra: str, platform: str, python: str) -> None:
    """The locks have every dependency at a version that fits, on every platform."""
    environment = {**PLATFORMS[platform], "python_version": python, "python_full_version": f"{python}.0"}
    versions = pinned(lock, environment)
    for text in [*PROJECT["dependencies"], *EXTRAS[extra], *EXTRAS["dev"]]:
        wanted = Requirement(text)
        if wanted.marker is not None and not wanted.marker.evaluate({**environment, "extra": extra}):
            continue
        version = versions.get(canonicalize_name(wanted.name))
        assert version is not None, f"{lock} lacks {wanted.name}: run make lock"
        assert wanted.specifier.contains(version), f"{lock} has {wanted.name} {version}, not {text}: run make lock"
    assert "setuptools" in versions, "our own package is built with locked packages only"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-gpu.lock"])
def test_locked_packages_are_hashed(lock: str) -> None:
    """Every locked package has a hash, and no lock has an address."""
    assert all("--hash=sha256:" in entry for entry in entries(lock))
    assert not re.search(r"https?://| @ |--(extra-)?index|--find-links", (ROOT / lock).read_text(encoding="utf-8"))


def test_locks_have_one_tensorflow() -> None:
    """Each lock has exactly one of TensorFlow's builds, which overwrite each other's files."""
    for platform in PLATFORMS.values():
        environment = {**platform, "python_version": "3.11", "python_full_version": "3.11.0"}
        for lock in ("requirements.lock", "requirements-gpu.lock"):
            assert len({"tensorflow", "tensorflow-cpu"} & set(pinned(lock, environment))) == 1


def test_locks_agree() -> None:
    """The locks agree on the packages that they share."""
    environment = {**PLATFORMS["linux"], "python_version": "3.11", "python_full_version": "3.11.0"}
    cpu, gpu = (pinned(lock, environment) for lock in ("requirements.lock", "requirements-gpu.lock"))
    assert {name: (cpu[name], gpu[name]) for name in cpu.keys() & gpu.keys() if cpu[name] != gpu[name]} == {}


def test_environment_yml_matches_pyproject() -> None:
    """environment.yml asks for the packages that pyproject.toml asks for."""
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [item for item in environment["dependencies"] if isinstance(item, str)]
    (pip,) = [item["pip"] for item in environment["dependencies"] if isinstance(item, dict)]
    assert "tensorflow[and-cuda]" in {text.partition("=")[0] for text in pip}
    assert sorted(pip) == sorted([*PROJECT["dependencies"], *EXTRAS["gpu"], "-e ."])
    assert "python=3.11" in conda
