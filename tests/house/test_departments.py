"""The files for departments parse, refer to things that exist, and require TLS and few privileges."""

from __future__ import annotations

import ast
import re
from typing import Any

import yaml

from tests.house.tree import ROOT

FOLDER = ROOT / "docs" / "departments"


def load(name: str) -> list[Any]:
    return list(yaml.safe_load_all((FOLDER / name).read_text(encoding="utf-8")))


def test_files_are_documented_and_parse() -> None:
    """The page names every file, and every file parses."""
    page = (ROOT / "docs" / "departments.md").read_text(encoding="utf-8")
    names = {path.name for path in FOLDER.iterdir() if path.is_file()}
    assert names == set(re.findall(r"\(departments/([\w.]+)\)", page)) and len(names) == 5
    for name in names:
        if name.endswith(".py"):
            ast.parse((FOLDER / name).read_text(encoding="utf-8"))
        else:
            assert all(load(name))


def test_slurm_settings() -> None:
    """Dask knows the settings for Slurm, and they require TLS."""
    import dask.config
    import distributed  # noqa: F401 -- with it come its defaults

    (settings,) = load("slurm.yaml")
    comm = settings["distributed"]["comm"]
    assert comm["require-encryption"] is True
    for who in ("scheduler", "worker", "client"):
        for what in ("cert", "key"):
            assert comm["tls"][who][what]
            dask.config.get(f"distributed.comm.tls.{who}.{what}")  # KeyError where Dask has no such setting
    dask.config.get("distributed.comm.tls.ca-file")
    job = settings["jobqueue"]["slurm"]
    assert job["cores"] // job["processes"] == 8 and re.fullmatch(r"\d\d:\d\d:\d\d", job["walltime"])
    assert not {"job-extra", "env-extra", "extra", "project"} & set(job), "dask-jobqueue removed these names in 0.8"


def test_kubernetes_cluster() -> None:
    """The cluster for Kubernetes requires TLS, and its containers have no privileges."""
    kinds = {item["kind"]: item for item in load("kubernetes.yaml")}
    assert set(kinds) == {"Namespace", "DaskCluster", "NetworkPolicy"}
    spec = kinds["DaskCluster"]["spec"]
    assert kinds["DaskCluster"]["apiVersion"] == "kubernetes.dask.org/v1"
    for part in ("worker", "scheduler"):
        pod = spec[part]["spec"]
        assert pod["automountServiceAccountToken"] is False and pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        volumes = {item["name"] for item in pod["volumes"]}
        for container in pod["containers"]:
            rights = container["securityContext"]
            assert rights == {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
            assert {item["name"] for item in container["volumeMounts"]} <= volumes
            names = {item["name"] for item in container["env"]}
            assert {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION", "DASK_DISTRIBUTED__COMM__TLS__CA_FILE"} <= names
            assert all(isinstance(item, str) for item in container["args"])
    cluster = kinds["DaskCluster"]["metadata"]["name"]
    assert spec["scheduler"]["service"]["selector"]["dask.org/cluster-name"] == cluster
    assert kinds["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"]["dask.org/cluster-name"] == cluster


def test_arguments_of_dask_commands_exist() -> None:
    """Dask's commands have the options that we use."""
    from click import Command
    from distributed.cli import dask_scheduler, dask_worker

    page = (ROOT / "docs" / "departments.md").read_text(encoding="utf-8")
    kinds = {item["kind"]: item for item in load("kubernetes.yaml")}
    parts = (kinds["DaskCluster"]["spec"][part]["spec"]["containers"][0]["args"] for part in ("worker", "scheduler"))
    lines = [" ".join(args) for args in parts] + re.findall(r"^dask (?:worker|scheduler) .*", page, re.MULTILINE)
    commands: dict[str, Command] = {"worker": dask_worker.main, "scheduler": dask_scheduler.main}
    assert len(lines) == 4
    for line in lines:
        known = {option for item in commands[line.split()[1]].params for option in (*item.opts, *item.secondary_opts)}
        assert {word for word in line.split() if word.startswith("--")} <= known, line


def test_hub_and_containers_agree() -> None:
    """JupyterHub's settings and its containers agree on names, and learners cannot reach the gradebook."""
    (compose,) = load("compose.yaml")
    config = (FOLDER / "jupyterhub_config.py").read_text(encoding="utf-8")
    hub, gradebook = compose["services"]["hub"], compose["services"]["gradebook"]
    asked = set(re.findall(r'os\.environ\["(\w+)"\]', config))
    assert asked == set(hub["environment"])
    networks = {item["name"] for item in compose["networks"].values()}
    assert {hub["environment"]["LEARNING"], hub["environment"]["TEACHING"]} == networks
    assert gradebook["networks"] == ["teaching"], "learners must not reach the gradebook"
    assert compose["volumes"]["exchange"]["name"] == hub["environment"]["EXCHANGE"]
    mounted = {volume.partition(":")[0] for service in (hub, gradebook) for volume in service["volumes"]}
    assert {name for name in mounted if name[0] not in "./"} <= set(compose["volumes"])
    assert all(port.startswith("127.0.0.1:") for port in hub["ports"])
    assert "POSTGRES_PASSWORD:?" in gradebook["environment"]["POSTGRES_PASSWORD"], "a password is in the file"
    for name in re.findall(r"GRADUS_\w+", config):
        documents = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
        assert f"`{name}`" in documents, name
