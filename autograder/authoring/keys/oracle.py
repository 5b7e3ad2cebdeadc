"""Runs references and versions: TensorFlow in full float32, seeded random streams, stand-ins where they are needed."""

from __future__ import annotations

import random
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.authoring import source as text
from autograder.authoring.bundle import AuthorError, Bundle
from autograder.key.observe import run_case
from autograder.quiet import quiet_tensorflow
from autograder.sandbox.local import LocalRunner
from autograder.script import Outcome, Step

SECONDS = 600.0  # for one case; our own code should never need it


class Oracle:
    """Runs one assignment's references and versions. Loads each source once, so that TensorFlow traces it once."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self._runners: dict[tuple[str, tuple[str, ...]], LocalRunner] = {}

    def __enter__(self) -> Oracle:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for runner in self._runners.values():
            runner.close()
        self._runners.clear()

    def reference(self, exercise: str, steps: Sequence[Step], stand_ins: Mapping[str, str], seed: int) -> list[Outcome]:
        """The outcomes of references.py, or of the reference module if the exercise is not in references.py."""
        if self.has_reference(exercise):
            stand_ins = {name: for_references(name, source) for name, source in stand_ins.items()}
            return self._run(self.bundle.references_source, "references", steps, stand_ins, seed)
        return self.version(self.bundle.reference_source, steps, stand_ins, seed)

    def version(self, source: str, steps: Sequence[Step], stand_ins: Mapping[str, str], seed: int) -> list[Outcome]:
        """The outcomes of a version of the learner's module."""
        return self._run(source, self.bundle.assignment.module, steps, stand_ins, seed)

    def has_reference(self, exercise: str) -> bool:
        try:
            text.definition(self.bundle.references_source, exercise)
        except AuthorError:
            return False
        return True

    def _run(
        self, source: str, module: str, steps: Sequence[Step], stand_ins: Mapping[str, str], seed: int
    ) -> list[Outcome]:
        address = (source, tuple(stand_ins.values()))
        if not self._runners:
            prepare_tensorflow(self.bundle)  # only now, since the import takes seconds
        if address not in self._runners:
            self._runners[address] = LocalRunner(module, source.encode(), stand_ins)
        with seeded(seed):
            return list(run_case(self._runners[address], steps, SECONDS).outcomes)


def prepare_tensorflow(bundle: Bundle) -> None:
    """Full float32 on every device, and no more GPU memory than needed. Does nothing if no reference needs it."""
    if "tensorflow" not in bundle.references_source and "tensorflow" not in bundle.assignment.packages:
        return
    quiet_tensorflow()
    import tensorflow as tf

    tf.config.experimental.enable_tensor_float_32_execution(False)
    for device in tf.config.list_physical_devices("GPU"):
        try:
            tf.config.experimental.set_memory_growth(device, True)
        except RuntimeError:
            return  # too late: the devices are already in use


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Seed the global generators and those created without a seed. Restore everything afterwards."""
    state, numbers, make = random.getstate(), np.random.get_state(), np.random.default_rng
    sequence = np.random.SeedSequence(seed)

    def default_rng(seed: Any = None) -> np.random.Generator:
        return make(sequence.spawn(1)[0] if seed is None else seed)

    random.seed(seed)
    np.random.seed(seed % 2**32)
    np.random.default_rng = default_rng
    if "tensorflow" in sys.modules:
        sys.modules["tensorflow"].random.set_seed(seed % 2**31)
    try:
        yield
    finally:
        random.setstate(state)
        np.random.set_state(numbers)
        np.random.default_rng = make


def for_references(name: str, stand_in: str) -> str:
    """A stand-in that TensorFlow references can call: it converts tensors to arrays."""
    return stand_in + textwrap.dedent(f"""

        _on_arrays = {name}

        def _arrays(value):
            if isinstance(value, dict):
                return {{key: _arrays(item) for key, item in value.items()}}
            if isinstance(value, (list, tuple)):
                return type(value)(_arrays(item) for item in value)
            return value.numpy() if hasattr(value, "numpy") else value

        def {name}(*args, **kwargs):
            named = {{key: _arrays(item) for key, item in kwargs.items()}}
            return _on_arrays(*[_arrays(item) for item in args], **named)
        """)
