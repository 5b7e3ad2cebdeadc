"""Lying: frames that say pass, sent before anything is asked and again with each answer."""

import os
import struct


def _send(head):
    os.write(3, struct.pack("<QQ", 8 + len(head), len(head)) + head)


_PASS = b'{"dict":[["verdict","pass"],["fraction",1.0],["ok",true]]}'
_CLAIM = b'{"dict":[["value",true],["fault",null],["changed",{"dict":[]}],["warnings",[]],["printed","pass"]]}'
_send(_CLAIM)
_send(_PASS)


def sigmoid(z):
    _send(_CLAIM)
    return True


def predict(w, b, X):
    _send(_PASS)
    return True
