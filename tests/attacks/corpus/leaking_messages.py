"""Leaking: raise the hidden inputs: as text, as a type's name, as notes and causes."""

import base64


def sigmoid(z):
    raise ValueError(repr(z))


def initialize_with_zeros(dim):
    raise type(f"Got{dim}", (Exception,), {})()


def flatten_images(X):
    raise ValueError(base64.b85encode(X.tobytes()).decode())


def predict(w, b, X):
    error = ValueError("".join(chr(200 + byte) for byte in X.tobytes()))
    error.add_note(repr(w))
    raise error from KeyError(repr(X))
