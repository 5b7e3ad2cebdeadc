"""Plain values survive encoding and decoding, and no bytes can do harm."""

from __future__ import annotations

import collections
import contextlib
import enum
import os
import random
import struct
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.plain import Limits, Opaque, PlainError, dumps, loads
from autograder.script import Callback, Handle, Recipe

FRAMES = 100_000 if os.environ.get("GRADUS_STRESS") else 2_000
MOST = Limits(frame=1 << 20, header=1 << 18)
MOST_MEMORY = 16 << 20  # to read one frame: the frame itself and what the parser makes of its header

scalars = (
    st.none() | st.booleans() | st.integers(-(2**200), 2**200) | st.floats() | st.complex_numbers()
    | st.binary(max_size=40) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
)  # fmt: skip
arrays = hnp.arrays(
    st.one_of(
        hnp.boolean_dtypes(), hnp.integer_dtypes(endianness="="), hnp.floating_dtypes(endianness="="),
        hnp.complex_number_dtypes(endianness="="), hnp.byte_string_dtypes(endianness="=", max_len=5),
    ),
    hnp.array_shapes(min_dims=0, min_side=0, max_side=4),
)  # fmt: skip
keys = st.text(max_size=5) | st.integers(-(2**50), 2**50) | st.booleans() | st.none()
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=12,
)


def same(first: Any, second: Any) -> bool:
    if type(first) is not type(second):
        return False
    if isinstance(first, np.ndarray | np.generic):
        equal = np.asarray(first).tobytes() == np.asarray(second).tobytes()
        return equal and first.dtype == second.dtype and first.shape == second.shape
    if isinstance(first, list | tuple):
        return len(first) == len(second) and all(same(a, b) for a, b in zip(first, second, strict=True))
    if isinstance(first, dict):
        return same(list(first), list(second)) and same(list(first.values()), list(second.values()))
    return repr(first) == repr(second)


class TestRoundTrip:
    @given(values)
    @settings(max_examples=300, deadline=None)
    def test_a_value_survives_the_round_trip(self, value: Any) -> None:
        """Decoding an encoded value gives the same value."""
        assert same(loads(dumps(value)), value)

    @pytest.mark.parametrize(
        "value",
        [
            np.float32(3),
            np.bool_(True),
            np.array(2.0),
            np.str_("x"),
            np.array(["ab", "c"]),
            np.zeros((0, 3)),
            np.longdouble(1),
        ],
        ids=repr,
    )
    def test_scalars_and_0d_arrays_keep_their_kind(self, value: Any) -> None:
        """NumPy scalars stay scalars, and arrays without axes stay arrays."""
        assert same(loads(dumps(value)), value)

    def test_decoded_arrays_are_writable(self) -> None:
        """A decoded array is writable and has the shape and values of the original, even if that was transposed."""
        back = loads(dumps(np.arange(6).reshape(2, 3).T))
        back += 1
        assert back.tolist() == [[1, 4], [2, 5], [3, 6]]

    def test_a_subclass_becomes_its_base(self) -> None:
        """An instance of a subclass is decoded as an instance of the plain base type."""

        class Number(enum.IntEnum):
            ONE = 1

        class Text(str):
            def __str__(self) -> str:
                raise RuntimeError

        class Row(list):
            def __iter__(self) -> Any:
                raise RuntimeError

        pair = collections.namedtuple("pair", "a b")
        value = (Number.ONE, Text("x"), Row([1]), pair(1, 2), collections.OrderedDict(a=1), np.zeros(1, "i4,i4"))
        back = loads(dumps(value))
        assert back[:5] == (1, "x", [1], (1, 2), {"a": 1}) and type(back[5]) is Opaque
        assert [type(item) for item in back[:5]] == [int, str, list, tuple, dict]

    @pytest.mark.parametrize(
        "value",
        [object(), {1}, range(3), len, np.array([None]), np.datetime64("2026-01-01"), 10**5000],
        ids=lambda value: type(value).__name__,
    )
    def test_other_objects_become_opaque(self, value: Any) -> None:
        """An object that is not a plain value is decoded as an Opaque with its type only."""
        assert type(loads(dumps(value))) is Opaque

    def test_lone_surrogates_become_printable(self) -> None:
        """Half of a surrogate pair is decoded as text that can be printed."""
        assert loads(dumps("a\ud800")).encode()
        assert loads(struct.pack("<Q", 8) + b'"\\ud800"').encode()

    def test_only_the_grader_may_use_marks(self) -> None:
        """Recipes, handles and callbacks are decoded only from the grader."""
        for mark in (Recipe("generator", {"seed": 1}), Handle("model"), Callback("def f(): pass", "f")):
            assert loads(dumps([mark]), marks=True) == [mark]
            with pytest.raises(PlainError):
                loads(dumps([mark]))

    def test_a_cycle_is_a_plain_error(self) -> None:
        """Encoding a list that contains itself raises a PlainError."""
        loop: list[Any] = []
        loop.append(loop)
        with pytest.raises(PlainError):
            dumps(loop)


def frame(header: str, *buffers: bytes) -> bytes:
    return struct.pack("<Q", len(header.encode())) + header.encode() + b"".join(buffers)


HOSTILE = {
    "nothing": b"",
    "a header longer than the frame": struct.pack("<Q", 1 << 40) + b"1",
    "a deep list": frame("[" * 100_000 + "]" * 100_000),
    "a list that never ends": frame("[" * 500_000),
    "deeper than allowed": frame("[" * 40 + "]" * 40),
    "a huge int": frame("9" * 5000),
    "a huge exponent": frame('{"array":["<f8",[1e400]]}'),
    "an array larger than the frame": frame('{"array":["<f8",[1000000000]]}'),
    "an array of negative size": frame('{"array":["<f8",[-1]]}'),
    "an array of false size": frame('{"array":["<f8",[true]]}', b"x" * 8),
    "an overflowing shape": frame('{"array":["<f8",[0,4611686018427387904,4611686018427387904]]}'),
    "sixty-four axes": frame('{"array":["|b1",[' + ",".join(["1"] * 64) + "]]}", b"x"),
    "an object array": frame('{"array":["|O",[1]]}', b"x" * 8),
    "a record array": frame('{"array":["<i4,<i4",[1]]}', b"x" * 8),
    "a date array": frame('{"array":["<M8[s]",[1]]}', b"x" * 8),
    "an unknown dtype": frame('{"array":["<f3",[1]]}', b"x" * 3),
    "letters of a gigabyte": frame('{"array":["<U268435456",[0]]}'),
    "text beyond Unicode": frame('{"array":["<U1",[1]]}', b"\xff\xff\xff\xff"),
    "keys that are lists": frame('{"dict":[[[1],2]]}'),
    "keys of one hash": frame('{"dict":[' + ",".join(f"[{i * (2**61 - 1)},1]" for i in range(1, 9000)) + "]}"),
    "too many entries": frame('{"dict":[' + ",".join(f"[{i},1]" for i in range(11_000)) + "]}"),
    "too many values": frame("[" + "0," * 100_001 + "0]"),
    "two tags": frame('{"tuple":[],"list":[]}'),
    "an unknown tag": frame('{"pickle":"x"}'),
    "bytes left over": frame("1", b"x"),
    "bytes longer than the frame": frame('{"bytes":10}', b"x"),
    "invalid text": struct.pack("<Q", 2) + b"\xff\xfe",
    "a mark": frame('{"callback":["import os","f"]}'),
}


class TestHostileBytes:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_hostile_bytes_are_a_plain_error(self, name: str) -> None:
        """Hostile bytes raise a PlainError and need little memory."""
        tracemalloc.start()
        try:
            with pytest.raises(PlainError):
                loads(HOSTILE[name])
            assert tracemalloc.get_traced_memory()[1] < 100 << 20
        finally:
            tracemalloc.stop()

    def test_a_frame_over_its_limit_is_refused(self) -> None:
        """A frame beyond its limit is refused before it is decoded or sent."""
        with pytest.raises(PlainError, match="allowed"):
            loads(dumps(np.zeros(1000)), Limits(frame=1000))
        with pytest.raises(PlainError, match="allowed"):
            dumps(np.zeros(1000), Limits(frame=1000))

    @pytest.mark.stress
    def test_mutated_frames_stay_within_bounds(self) -> None:
        """No mutation of a frame raises anything but a PlainError or needs more memory than its cap."""
        rng = random.Random(1)
        seeds = [
            dumps(
                {
                    "value": (np.arange(12.0).reshape(3, 4), [1, 2.5, None, True, "text"], {"a": b"xyz", 3: 1j}),
                    "changed": {},
                }
            ),
            dumps([np.float32(2), np.array(["ab", "c"]), Opaque("x"), {"k": [[[]]]}, np.array([True])]),
        ]
        most = 0
        tracemalloc.start()
        for number in range(FRAMES):
            data = bytearray(seeds[number % 2])
            for _ in range(rng.randint(1, 6)):
                place = rng.randrange(len(data) or 1)
                action = rng.randrange(5)
                if action == 0:
                    data[place : place + 1] = bytes([rng.randrange(256)])
                elif action == 1:
                    del data[place : place + rng.randint(1, 9)]
                elif action == 2:
                    data[place:place] = rng.choice(
                        [b"[", b"]", b"{", b'"', b"9" * 30, b"\x00", b'"array"', b"-", b"e9", b","]
                    )
                elif action == 3:
                    other = rng.randrange(len(data) or 1)
                    data[place : place + 8] = data[other : other + 8]
                else:
                    data = data[:place]
            frame_, marks = bytes(data), rng.random() < 0.5
            tracemalloc.reset_peak()
            with contextlib.suppress(PlainError):
                loads(frame_, MOST, marks=marks)
            most = max(most, tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert most < MOST_MEMORY

    @pytest.mark.stress
    @given(st.binary(max_size=200))
    @settings(max_examples=FRAMES // 4, deadline=None)
    def test_random_bytes_raise_only_plain_errors(self, data: bytes) -> None:
        """No bytes raise anything but a PlainError."""
        for frame_ in (data, struct.pack("<Q", len(data)) + data):
            try:
                loads(frame_)
            except PlainError:
                continue
