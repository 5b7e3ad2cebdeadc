"""The test cells of the same assignment as a teacher writes them for nbgrader as it comes."""

SETUP = """
import numpy as np
from dense import *
"""
CELLS = {
    "sigmoid": """
assert np.isclose(sigmoid(np.array(0.0)), 0.5)
np.testing.assert_allclose(sigmoid(np.array([[1.0, -2.0]])), [[0.73105858, 0.11920292]], rtol=1e-6)
""",
    "softmax": """
A = softmax(np.array([[1.0, 2.0, 0.0], [3.0, -1.0, 0.0]]))
assert A.shape == (2, 3)
np.testing.assert_allclose(A[0], [0.11920292, 0.95257413, 0.5], rtol=1e-6)
""",
    "linear_forward": """
Z = linear_forward(np.array([[1.0], [2.0]]), np.array([[1.0, -1.0], [0.5, 2.0], [0.0, 3.0]]), np.ones((3, 1)))
np.testing.assert_allclose(Z, [[0.0], [5.5], [7.0]], rtol=1e-6)
assert Z.shape == (3, 1)
""",
    "cost": """
J = cost(np.array([[0.9, 0.2, 0.6]]), np.array([[1.0, 0.0, 0.0]]))
assert np.isclose(J, 0.41493160)
assert np.isclose(cost(np.array([[0.5]]), np.array([[1.0]])), 0.69314718)
""",
    "linear_backward": """
grads = linear_backward(np.array([[1.0, 2.0]]), np.array([[1.0, 3.0], [0.0, 1.0], [2.0, 2.0]]))
np.testing.assert_allclose(grads["dW"], [[3.5, 1.0, 3.0]], rtol=1e-6)
np.testing.assert_allclose(grads["db"], [[1.5]], rtol=1e-6)
""",
    "update": """
W, b = update(np.ones((2, 3)), np.zeros((2, 1)), {"dW": np.full((2, 3), 2.0), "db": np.ones((2, 1))}, 0.1)
np.testing.assert_allclose(W, np.full((2, 3), 0.8), rtol=1e-6)
np.testing.assert_allclose(b, np.full((2, 1), -0.1), rtol=1e-6)
""",
}
