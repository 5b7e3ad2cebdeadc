"""Measures how far references differ between CPU and GPU, in units of the tolerance that learners are judged by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring.bundle import Bundle
from autograder.authoring.keys.drawing import draw_cases
from autograder.authoring.keys.oracle import Oracle, prepare_tensorflow
from autograder.checks.chance import leaves
from autograder.checks.tolerance import tolerance
from autograder.exercise import Case, Exercise
from autograder.key.model import KeyCase
from autograder.key.observe import Contract, observe
from autograder.quiet import quiet_tensorflow
from autograder.script import Step

NUMERIC = frozenset({"close", "outputs"})


class NoGpu(Exception):
    """TensorFlow cannot use a GPU here. The message says what to install."""


def gpu_name() -> str:
    """The name of the first GPU. Raises NoGpu."""
    quiet_tensorflow()
    import tensorflow as tf

    devices = tf.config.list_physical_devices("GPU")
    if not devices:
        raise NoGpu(
            "TensorFlow finds no GPU here, so nothing was compared. "
            "If there is an NVIDIA card, run make install TF=gpu, then make gpu again."
        )
    return str(tf.config.experimental.get_device_details(devices[0]).get("device_name", "GPU"))


def differences(bundle: Bundle, seeds: Iterable[int]) -> dict[str, float]:
    """The largest |CPU - GPU| / tolerance over all cases in float32, for each exercise whose values are compared."""
    prepare_tensorflow(bundle)
    found: dict[str, float] = {}
    with Oracle(bundle) as on_cpu, Oracle(bundle) as on_gpu:
        for seed in seeds:
            for exercise in bundle.assignment.exercises:
                if not on_cpu.has_reference(exercise.name):
                    continue
                for case in draw_cases(bundle, exercise, seed):
                    if case.check.kind not in NUMERIC:
                        continue
                    single = replace(case, steps=tuple(_single(step) for step in case.steps))
                    cpu = _observation(on_cpu, "/CPU:0", exercise, single)
                    gpu = _observation(on_gpu, "/GPU:0", exercise, single)
                    largest = max(_units(cpu, gpu, case.check.params), default=0.0)
                    found[exercise.name] = max(found.get(exercise.name, 0.0), largest)
    return found


def _observation(oracle: Oracle, device: str, exercise: Exercise, case: Case) -> Any:
    """The result of a device's reference on a case. Raises RuntimeError if it fails there."""
    import tensorflow as tf

    with tf.device(device):
        outcomes = oracle.reference(exercise.name, case.steps, {}, 0)
    if outcomes[-1].fault:
        raise RuntimeError(f"the reference of {exercise.name} fails on {device}: {outcomes[-1].fault}")
    pairs = enumerate(zip(case.steps, outcomes, strict=True))
    observed = tuple(index for index, (step, outcome) in pairs if step.keep is None and outcome.value is not None)
    return observe(KeyCase(case.steps, case.check, case.label, observed), outcomes, Contract((), exercise.mutates))


def _units(cpu: Any, gpu: Any, params: Mapping[str, Any]) -> Iterator[float]:
    """For each array: the largest difference, in units of the tolerance."""
    others = dict(leaves(gpu))
    for path, value in leaves(cpu):
        want, got = np.asarray(value), np.asarray(others[path])
        if want.dtype.kind not in "iuf" or not want.size:
            continue
        known = {name: params[name] for name in ("operations", "precision", "scale") if name in params}
        gap = np.abs(got.astype(float) - want.astype(float))
        yield float(np.max(np.where(gap == 0, 0.0, gap / np.maximum(tolerance(want, **known), 1e-300))))


def _single(step: Step) -> Step:
    """The step with its arrays in float32, since the devices differ only in that precision."""
    return replace(step, args=_cast(step.args), kwargs=_cast(dict(step.kwargs)))


def _cast(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cast(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_cast(item) for item in value)
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value
