"""Do the references give the same on CPU and GPU? Measured in units of the tolerance that learners are judged by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring.bundle import Bundle
from autograder.authoring.keys.build import draw_cases
from autograder.authoring.keys.oracle import Oracle, prepare_tensorflow
from autograder.checks.chance import leaves
from autograder.checks.tolerance import tolerance
from autograder.key.observe import observe
from autograder.quiet import quiet_tensorflow
from autograder.script import Step

NUMERIC = frozenset({"close", "outputs"})


class NoGpu(Exception):
    """There is no GPU that TensorFlow can use. The message says so, and what to install."""


def gpu_name() -> str:
    """The GPU's name. Raises NoGpu."""
    quiet_tensorflow()
    import tensorflow as tf

    devices = tf.config.list_physical_devices("GPU")
    if not devices:
        raise NoGpu(
            "There is no GPU that TensorFlow can use here, so nothing was compared. "
            "With an NVIDIA card: make install TF=gpu, then make gpu again."
        )
    return str(tf.config.experimental.get_device_details(devices[0]).get("device_name", "GPU"))


def differences(bundle: Bundle, seeds: Iterable[int]) -> dict[str, float]:
    """For each exercise whose values are compared: the largest |CPU - GPU| / tolerance over all cases, in float32."""
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
                    steps = tuple(_single(step) for step in case.steps)
                    known = (exercise.name, steps, case.check, exercise.mutates)
                    cpu, gpu = _value(on_cpu, "/CPU:0", *known), _value(on_gpu, "/GPU:0", *known)
                    largest = max(_units(cpu, gpu, case.check.params), default=0.0)
                    found[exercise.name] = max(found.get(exercise.name, 0.0), largest)
    return found


def _value(oracle: Oracle, device: str, name: str, steps: Any, check: Any, mutates: tuple[str, ...]) -> Any:
    import tensorflow as tf

    with tf.device(device):
        outcomes = oracle.reference(name, steps, {}, 0)
    if outcomes[-1].fault:
        raise RuntimeError(f"the reference of {name} fails on {device}: {outcomes[-1].fault}")
    observed = [index for index, step in enumerate(steps) if step.keep is None and outcomes[index].value is not None]
    return observe(check, steps, outcomes, observed, mutates, ())


def _units(cpu: Any, gpu: Any, params: Mapping[str, Any]) -> Iterator[float]:
    others = dict(leaves(gpu))
    for path, value in leaves(cpu):
        want, got = np.asarray(value), np.asarray(others[path])
        if want.dtype.kind not in "iuf" or not want.size:
            continue
        known = {name: params[name] for name in ("operations", "precision", "scale") if name in params}
        gap = np.abs(got.astype(float) - want.astype(float))
        yield float(np.max(np.where(gap == 0, 0.0, gap / np.maximum(tolerance(want, **known), 1e-300))))


def _single(step: Step) -> Step:
    """The step with its arrays in float32: the precision in which the two devices can differ."""
    return replace(step, args=_cast(step.args), kwargs=_cast(dict(step.kwargs)))


def _cast(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cast(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_cast(item) for item in value)
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value
