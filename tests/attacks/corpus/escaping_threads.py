"""Escaping: threads that go on working between the steps and after them."""

import threading

_requests, _alive = [], []


def _spin():
    while True:
        _alive.append(1)
        del _alive[:]


for _ in range(8):
    threading.Thread(target=_spin, daemon=True).start()


def sigmoid(z):
    _requests.append(z)
    return _requests
