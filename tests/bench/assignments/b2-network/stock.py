"""The test cells of the same assignment as a teacher writes them for nbgrader as it comes."""

SETUP = """
import keras
import numpy as np
import tensorflow as tf
from network import *
"""
CELLS = {
    "one_hot": """
np.testing.assert_allclose(one_hot(np.array([1, 0, 2, 1]), 3), [[0, 1, 0, 0], [1, 0, 0, 1], [0, 0, 1, 0]])
""",
    "linear": """
Z = linear(tf.constant([[1.0], [2.0]]), tf.constant([[1.0, -1.0], [0.5, 2.0], [0.0, 3.0]]), tf.ones((3, 1)))
np.testing.assert_allclose(Z, [[0.0], [5.5], [7.0]], rtol=1e-5)
""",
    "relu": """
np.testing.assert_allclose(relu(tf.constant([[1.0, -2.0, 0.0]])), [[1.0, 0.0, 0.0]])
""",
    "cost": """
J = cost(tf.constant([[2.0, 0.0], [1.0, 1.0], [0.0, 3.0]]), tf.constant([[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]))
np.testing.assert_allclose(J, 0.28872514, rtol=1e-4)
""",
    "gradients": """
dW = gradients(tf.constant([[1.0, 2.0]]), tf.constant([[1.0, 1.0]]), tf.constant([[3.0]]))
np.testing.assert_allclose(dW, [[12.0]], rtol=1e-5)
""",
    "build": """
model = build(3, 5)
assert [layer.units for layer in model.layers if isinstance(layer, keras.layers.Dense)] == [5, 1]
assert [layer.activation.__name__ for layer in model.layers[-2:]] == ["relu", "sigmoid"]
model.set_weights([np.ones(weights.shape) for weights in model.get_weights()])
np.testing.assert_allclose(model.predict(np.ones((2, 3)), verbose=0), np.full((2, 1), 1.0), rtol=1e-5)
""",
}
