"""Converts values to bytes and back, safely: for the channel to a learner's code, and for answer keys.

A frame is: the length of the header (eight bytes, little-endian), the header (JSON), and the raw buffers of arrays and
bytes, in the header's order. Nothing is unpickled, imported or executed, so it is safe to decode bytes from anyone:
`loads` returns a value or raises PlainError, and allocates no more than the frame's size justifies.

In the header None, bool, int, float, str and list are written as in JSON, and every other value as an object with a
single key, its tag.
"""

from __future__ import annotations

import json
import math
import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from autograder.script import Callback, Handle, Recipe

if TYPE_CHECKING:
    import numpy as np

_DTYPE = re.compile(r"[<|]([biufcSU])(\d{1,9})")
_LARGEST_KEY = 1 << 60  # larger integers could be chosen so that all have the same hash
_DEEPEST = 200


class PlainError(ValueError):
    """A value that cannot be converted, or bytes that are not a value."""


@dataclass(frozen=True)
class Opaque:
    """Replaces a value that cannot be converted: only its type is known."""

    type_name: str


@dataclass(frozen=True)
class Limits:
    """The largest data accepted: bytes of frame and header, nesting, values, digits of an int, dictionary entries."""

    frame: int = 64 << 20
    header: int = 1 << 20
    depth: int = 32
    items: int = 100_000
    digits: int = 4000
    pairs: int = 10_000


def dumps(value: Any, limits: Limits | None = None) -> bytes:
    """One frame. With `limits`, raises PlainError for a value that `loads` would refuse; without, only for a cycle.

    TensorFlow's tensors and variables become arrays, and subclasses become their base. Other values become Opaque.
    """
    return _Encoder(limits).frame(value)


def loads(data: bytes, limits: Limits | None = None, marks: bool = False) -> Any:
    """The value of one frame. Arrays are new and writable. Bytes of any kind raise at most PlainError.

    marks: also accept Recipe, Handle and Callback, which only the grader sends, never a learner's side.
    """
    decoder = _Decoder(data, limits or Limits(), marks)
    try:
        return decoder.value()
    except PlainError:
        raise
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        OverflowError,
        RecursionError,
        MemoryError,
        struct.error,
    ) as error:
        raise PlainError(f"these bytes are not a plain value ({type(error).__name__})") from None


class _Encoder:
    def __init__(self, limits: Limits | None) -> None:
        self.limits = limits
        self.depth = limits.depth if limits else _DEEPEST
        self.digits = (limits or Limits()).digits
        self.buffers: list[Any] = []
        self.size = 0
        self.items = 0
        self.pairs = 0

    def frame(self, value: Any) -> bytes:
        header = json.dumps(self.encode(value, 0), separators=(",", ":")).encode()
        if self.limits and len(header) > self.limits.header:
            raise PlainError(
                f"the value needs {len(header)} bytes in addition to its arrays; {self.limits.header} are allowed"
            )
        self._grow(8 + len(header))
        return b"".join([struct.pack("<Q", len(header)), header, *self.buffers])

    def encode(self, value: Any, depth: int) -> Any:
        if depth > self.depth:
            raise PlainError(f"the value is nested more than {self.depth} deep")
        self.items += 1
        if self.limits and self.items > self.limits.items:
            raise PlainError(f"the value holds more than {self.limits.items} values")
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        if kind is str:
            return _text(value)
        if kind is int:
            return self._int(value)
        if kind is list:
            return [self.encode(item, depth + 1) for item in value]
        if isinstance(value, tuple):
            return {"tuple": [self.encode(item, depth + 1) for item in tuple.__iter__(value)]}
        if isinstance(value, dict):
            return {"dict": self._pairs(value, depth)}
        if kind is complex:
            return {"complex": [value.real, value.imag]}
        if kind is bytes or kind is bytearray:
            return {"bytes": self._buffer(bytes(value))}
        if kind is Opaque:
            return {"opaque": _text(value.type_name[:200])}
        if kind is Handle:
            return {"handle": _text(value.name)}
        if kind is Recipe:
            return {"recipe": [_text(value.kind), self._pairs(dict(value.params), depth)]}
        if kind is Callback:
            return {"callback": [_text(value.source), _text(value.name)]}
        return self._other(value, depth)

    def _other(self, value: Any, depth: int) -> Any:
        import numpy as np

        if isinstance(value, np.generic):
            return self._array(np.asarray(value), scalar=True) or _opaque(value)
        if isinstance(value, np.ndarray):
            return self._array(np.asarray(value)) or _opaque(value, f" of {value.dtype}")
        for base in (int, float, str, list):
            if isinstance(value, base):
                return self.encode(_base(value, base), depth)
        if type(value).__module__.partition(".")[0] in ("tensorflow", "keras") and callable(
            getattr(value, "numpy", None)
        ):
            try:
                return self._array(np.asarray(value.numpy())) or _opaque(value)
            except Exception:  # a symbolic tensor has no value
                return _opaque(value)
        return _opaque(value)

    def _int(self, value: int) -> Any:
        if value.bit_length() > self.digits * 3.3219:
            return {"opaque": f"int of {value.bit_length()} bits"}
        return value

    def _pairs(self, value: dict[Any, Any], depth: int) -> list[Any]:
        self.pairs += len(value)
        if self.limits and self.pairs > self.limits.pairs:
            raise PlainError(f"the value's dictionaries hold more than {self.limits.pairs} entries")
        return [[self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in dict.items(value)]

    def _array(self, array: np.ndarray, scalar: bool = False) -> Any:
        import numpy as np

        if array.dtype.kind not in "biufcSU":  # NumPy's own types; bfloat16 is not one of them
            if array.dtype.name != "bfloat16":
                return None
            array = array.astype(np.float32)
        if not array.dtype.itemsize:
            array = array.astype(array.dtype.kind + "1")
        dtype = array.dtype.newbyteorder("<")
        self._buffer(array.astype(dtype, copy=False).tobytes())
        return {"scalar": dtype.str} if scalar else {"array": [dtype.str, list(array.shape)]}

    def _buffer(self, data: bytes) -> int:
        self._grow(len(data))
        self.buffers.append(data)
        return len(data)

    def _grow(self, size: int) -> None:
        self.size += size
        if self.limits and self.size > self.limits.frame:
            raise PlainError(f"the value needs more than the {self.limits.frame} bytes that are allowed")


def _text(value: str) -> str:
    """The text without lone surrogates, which UTF-8 cannot encode, so that printing it cannot fail."""
    return value.encode("utf-8", "backslashreplace").decode() if not value.isascii() else value


def _base(value: Any, base: type) -> Any:
    """A subclass's value as its base class stores it, without calling methods of the subclass."""
    if base is list:
        return list(list.__iter__(value))
    if base is str:
        return str.__str__(value)[:]
    return base.__float__(value) if base is float else base.__int__(value)  # type: ignore[attr-defined]


def _opaque(value: Any, more: str = "") -> dict[str, str]:
    kind = type(value)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return {"opaque": _text(f"{module}{kind.__qualname__}{more}"[:200])}


class _Decoder:
    """Decodes bytes that may come from an attacker: every number is checked before it is used."""

    def __init__(self, data: bytes, limits: Limits, marks: bool) -> None:
        self.data = data
        self.limits = limits
        self.marks = marks
        self.position = 0
        self.items = 0
        self.pairs = 0

    def value(self) -> Any:
        if len(self.data) > self.limits.frame:
            _refuse(f"the frame has {len(self.data)} bytes; {self.limits.frame} are allowed")
        (length,) = struct.unpack_from("<Q", self.data)
        self.position = 8 + length
        if length > self.limits.header or self.position > len(self.data):
            _refuse("the header is too long")
        header = json.loads(bytes(self.data[8 : self.position]).decode("utf-8"), parse_int=self._int)
        value = self.decode(header, 0)
        if self.position != len(self.data):
            _refuse("bytes are left over")
        return value

    def decode(self, node: Any, depth: int) -> Any:
        self.items += 1
        if depth > self.limits.depth or self.items > self.limits.items:
            _refuse("too deep, or too many values")
        if isinstance(node, str):
            return _text(node)
        if isinstance(node, list):
            return [self.decode(item, depth + 1) for item in node]
        if not isinstance(node, dict):
            return node
        if len(node) != 1:
            _refuse("an object must have one tag")
        ((tag, body),) = node.items()
        if tag == "tuple":
            return tuple([self.decode(item, depth + 1) for item in _list(body)])
        if tag == "dict":
            return self._dict(body, depth)
        if tag == "array":
            dtype, shape = _list(body)
            return self._array(dtype, _list(shape))
        if tag == "scalar":
            return self._array(body, [])[()]
        if tag == "complex":
            real, imaginary = _list(body)
            return complex(_float(real), _float(imaginary))
        if tag == "bytes":
            return self._take(body)
        if tag == "opaque":
            return Opaque(_text(_str(body)[:200]))
        if self.marks and tag == "handle":
            return Handle(_str(body))
        if self.marks and tag == "recipe":
            kind, params = _list(body)
            return Recipe(_str(kind), self._dict(params, depth))
        if self.marks and tag == "callback":
            source, name = _list(body)
            return Callback(_str(source), _str(name))
        return _refuse("an unknown tag")

    def _dict(self, body: Any, depth: int) -> dict[Any, Any]:
        self.pairs += len(_list(body))
        if self.pairs > self.limits.pairs:
            _refuse("too many entries")
        result = {}
        for pair in body:
            key, item = _list(pair)
            key = self.decode(key, depth + 1)
            if isinstance(key, complex) or (isinstance(key, int) and abs(key) >= _LARGEST_KEY):
                _refuse("a number that cannot be a key")
            result[key] = self.decode(item, depth + 1)
        return result

    def _array(self, dtype_text: Any, shape: list[Any]) -> Any:
        import numpy as np

        match = _DTYPE.fullmatch(_str(dtype_text))
        if not match or len(shape) > 32 or any(type(size) is not int or size < 0 for size in shape):
            _refuse("no such array")
        dtype = np.dtype(dtype_text)
        if not 0 < dtype.itemsize <= max(1 << 16, len(self.data)):  # even an empty array allocates one item
            _refuse("no such array")
        raw = self._take(math.prod(shape) * dtype.itemsize)
        if dtype.kind == "b":
            return (np.frombuffer(raw, np.uint8) != 0).reshape(shape)
        if dtype.kind == "U" and raw:
            points = np.frombuffer(raw, "<u4")
            if points.max() > 0x10FFFF or ((points >= 0xD800) & (points <= 0xDFFF)).any():
                _refuse("text with invalid characters")
        return np.frombuffer(raw, dtype).reshape(shape).copy() if raw else np.zeros(shape, dtype)

    def _take(self, size: Any) -> bytes:
        if type(size) is not int or size < 0 or self.position + size > len(self.data):
            _refuse("a buffer is longer than the frame")
        start, self.position = self.position, self.position + size
        return bytes(self.data[start : self.position])

    def _int(self, digits: str) -> int:
        if len(digits) > self.limits.digits + 1:
            _refuse("too many digits")
        return int(digits)


def _refuse(why: str) -> NoReturn:
    raise PlainError(f"these bytes are not a plain value: {why}")


def _list(body: Any) -> list[Any]:
    return body if isinstance(body, list) else _refuse("a list was expected")


def _str(body: Any) -> str:
    return body if isinstance(body, str) else _refuse("a text was expected")


def _float(body: Any) -> float:
    return body if isinstance(body, float) else _refuse("a number was expected")
