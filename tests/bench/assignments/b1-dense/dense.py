"""The bench's NumPy assignment: one layer, forward and backward, in six functions."""

import numpy as np


def sigmoid(Z):
    """1 / (1 + exp(-Z)) of every entry; Z: any shape."""
    ### BEGIN SOLUTION
    A = 1 / (1 + np.exp(-Z))
    return A
    ### END SOLUTION


def softmax(Z):
    """The softmax of every column; Z: shape (n, m)."""
    ### BEGIN SOLUTION
    T = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    A = T / np.sum(T, axis=0, keepdims=True)
    return A
    ### END SOLUTION


def linear_forward(A_prev, W, b):
    """Z = W A_prev + b; A_prev: shape (n_prev, m), W: (n, n_prev), b: (n, 1)."""
    ### BEGIN SOLUTION
    Z = np.dot(W, A_prev) + b
    return Z
    ### END SOLUTION


def cost(A, Y):
    """The mean cross-entropy of A and Y, both of shape (1, m): a plain number."""
    ### BEGIN SOLUTION
    m = Y.shape[1]
    J = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    return float(J)
    ### END SOLUTION


def linear_backward(dZ, A_prev):
    """{"dW": shape (n, n_prev), "db": shape (n, 1)}, means over the m examples."""
    ### BEGIN SOLUTION
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return {"dW": dW, "db": db}
    ### END SOLUTION


def update(W, b, grads, learning_rate):
    """W and b after one step down the gradients in `grads` ("dW", "db"): (W, b)."""
    ### BEGIN SOLUTION
    W = W - learning_rate * grads["dW"]
    b = b - learning_rate * grads["db"]
    return W, b
    ### END SOLUTION
