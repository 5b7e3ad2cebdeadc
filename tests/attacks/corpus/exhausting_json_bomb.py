"""Exhausting: a frame whose header opens a hundred thousand lists, and one that declares a petabyte."""

import os
import struct


def _send(head):
    os.write(3, struct.pack("<QQ", 8 + len(head), len(head)) + head)


def sigmoid(z):
    _send(b"[" * 100_000)


def predict(w, b, X):
    _send(b'{"array":["<f8",[1000000000000000]]}')


def initialize_with_zeros(dim):
    os.write(3, struct.pack("<Q", 1 << 62))


def flatten_images(X):
    _send(b'{"dict":[' + b",".join(b"[%d,1]" % (i * (2**61 - 1)) for i in range(1, 8000)) + b"]}")
