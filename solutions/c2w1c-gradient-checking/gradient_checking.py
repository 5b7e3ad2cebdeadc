"""Is the gradient right? Measure it: nudge every parameter and see how the cost changes.

Work from top to bottom, next to the notebook. The network of sections 4 to 6 is
linear -> ReLU -> linear -> ReLU -> linear -> sigmoid; one example is one column.
"""

import numpy as np


def one_sided_difference(f, theta, epsilon):
    """
    Measure the slope of f at theta with a nudge to the right.

    Arguments:
        f: a function that takes a number and returns a number
        theta: the point, a number
        epsilon: the size of the nudge, a positive number

    Returns:
        slope: the rise of f from theta to theta + epsilon, divided by the distance (a number)

    Example: from the lecture
        >>> round(one_sided_difference(lambda theta: theta**3, 1.0, 0.01), 6)
        3.0301

    Formula and error: notebook, section 1.
    """
    ### BEGIN SOLUTION
    return (f(theta + epsilon) - f(theta)) / epsilon
    ### END SOLUTION


def two_sided_difference(f, theta, epsilon):
    """
    Measure the slope of f at theta with a nudge to either side.

    Arguments:
        f: a function that takes a number and returns a number
        theta: the point, a number
        epsilon: the size of each nudge, a positive number

    Returns:
        slope: the rise of f from theta - epsilon to theta + epsilon, divided by the distance
            between the two (a number)

    Example: from the lecture
        >>> round(two_sided_difference(lambda theta: theta**3, 1.0, 0.01), 6)
        3.0001

    Formula and error: notebook, section 1.
    """
    ### BEGIN SOLUTION
    return (f(theta + epsilon) - f(theta - epsilon)) / (2 * epsilon)
    ### END SOLUTION


def forward_propagation(x, theta):
    """
    The simplest possible cost: J = theta * x.

    Arguments:
        x: the input, a number
        theta: the only parameter, a number

    Returns:
        J: the cost, a number

    Example:
        >>> forward_propagation(2, 4)
        8

    Formula: notebook, section 3.
    """
    ### BEGIN SOLUTION
    return theta * x
    ### END SOLUTION


def backward_propagation(x, theta):
    """
    The slope of J = theta * x with respect to theta.

    Arguments:
        x: the input, a number
        theta: the only parameter, a number

    Returns:
        dtheta: the derivative of J with respect to theta, a number

    Example:
        >>> backward_propagation(2, 4)
        2

    Formula: notebook, section 3.
    """
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    """
    Compare the slope claimed by `backward_propagation` with the slope measured on
    `forward_propagation` by the two-sided difference.

    Arguments:
        x: the input, a number
        theta: the parameter, a number
        epsilon: the size of the nudge (float)
        print_msg: whether to print a verdict

    Returns:
        difference: |claimed - measured| / (|claimed| + |measured|), a number from 0 to 1

    Example: only rounding errors remain
        >>> bool(gradient_check(2, 4) < 1e-8)
        True

    Formula: notebook, section 3.
    """
    ### BEGIN SOLUTION
    J_plus = forward_propagation(x, theta + epsilon)
    J_minus = forward_propagation(x, theta - epsilon)
    approx = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    difference = np.abs(grad - approx) / (np.abs(grad) + np.abs(approx))
    if print_msg:
        print(verdict(difference))
    return difference
    ### END SOLUTION


def verdict(difference):
    """Given: interpret a relative difference that was measured with epsilon = 1e-7."""
    if difference < 2e-7:
        return f"The gradient is right: difference {difference:.1e}"
    return f"There is a mistake in the gradient: difference {difference:.1e}"


# Given: a network with three layers, and functions that turn its parameters into one long column.

SHAPES = {"W1": (5, 4), "b1": (5, 1), "W2": (3, 5), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}


def dictionary_to_vector(parameters):
    """
    Given: the entries of "W1", "b1", "W2", "b2", "W3", "b3", row by row, as one long column.

    Arguments:
        parameters: dictionary of six arrays

    Returns:
        theta: column, shape (47, 1), float64
        keys: the name of the array that each entry comes from, a list of 47 names
    """
    keys = [name for name in SHAPES for _ in range(parameters[name].size)]
    theta = np.concatenate([np.ravel(parameters[name]) for name in SHAPES])
    return theta.astype(np.float64).reshape(-1, 1), keys


def vector_to_dictionary(theta):
    """Given: the inverse, from a column of shape (47, 1) to the dictionary of six arrays."""
    parameters, start = {}, 0
    for name, (rows, columns) in SHAPES.items():
        parameters[name] = theta[start : start + rows * columns].reshape(rows, columns)
        start += rows * columns
    return parameters


def gradients_to_vector(gradients):
    """Given: "dW1", "db1", "dW2", ... as one column of shape (47, 1), in the order of `dictionary_to_vector`."""
    return np.concatenate([np.ravel(gradients[f"d{name}"]) for name in SHAPES]).astype(np.float64).reshape(-1, 1)


def forward_propagation_n(X, Y, parameters):
    """
    Given: the forward pass, from the inputs to the cost.

    Arguments:
        X: inputs, shape (n_x, m); Y: labels, shape (1, m)
        parameters: dictionary with "W1", "b1", "W2", "b2", "W3", "b3"

    Returns:
        cost: the mean cross-entropy, a number
        cache: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    """
    W1, b1, W2, b2, W3, b3 = (parameters[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = W1 @ X + b1
    A1 = np.maximum(Z1, 0)
    Z2 = W2 @ A1 + b2
    A2 = np.maximum(Z2, 0)
    Z3 = W3 @ A2 + b3
    A3 = 1 / (1 + np.exp(-Z3))
    cost = -np.mean(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))
    return cost, (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)


def suspicious_backward_propagation_n(X, Y, cache):
    """Given: a colleague's backward pass. It runs, its shapes are right, and training even works with it, somewhat."""
    m = X.shape[1]
    Z1, A1, _, _, Z2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dW3 = 1 / m * dZ3 @ A2.T
    db3 = 1 / m * np.sum(dZ3, axis=1, keepdims=True)
    dZ2 = (W3.T @ dZ3) * (Z2 > 0)
    dW2 = 2 / m * dZ2 @ A1.T
    db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = (W2.T @ dZ2) * (Z1 > 0)
    dW1 = 1 / m * dZ1 @ X.T
    db1 = 4 / m * np.sum(dZ1, axis=1, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2, "dW3": dW3, "db3": db3}


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    """
    Measure the slope of the network's cost for every parameter, and compare the result with
    the given gradients.

    Arguments:
        parameters: dictionary with "W1", "b1", ..., "W3", "b3"; do not change them
        gradients: dictionary with "dW1", "db1", ..., "dW3", "db3": the claimed gradients
        X: inputs, shape (4, m)
        Y: labels, shape (1, m)
        epsilon: the size of the nudge (float)
        print_msg: whether to print a verdict

    Returns:
        difference: ||claimed - measured|| / (||claimed|| + ||measured||), with Euclidean norms
            of the long columns; a plain number

    Example: if the claimed gradients are twice the right ones, the difference is 1/3
        >>> parameters = vector_to_dictionary(np.linspace(-0.5, 0.7, 47).reshape(47, 1))
        >>> X, Y = np.array([[0.5, 1.0], [0.2, -0.4], [-0.3, 0.1], [0.8, 0.6]]), np.array([[1, 0]])
        >>> cost, cache = forward_propagation_n(X, Y, parameters)
        >>> gradients = backward_propagation_n(X, Y, cache)
        >>> doubled = {name: 2 * value for name, value in gradients.items()}
        >>> round(float(gradient_check_n(parameters, doubled, X, Y)), 6)
        0.333333

    Formula: notebook, section 4.
    """
    ### BEGIN SOLUTION
    theta, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    approx = np.zeros(theta.shape)
    for i in range(theta.shape[0]):
        theta_plus, theta_minus = theta.copy(), theta.copy()
        theta_plus[i] += epsilon
        theta_minus[i] -= epsilon
        J_plus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_plus))
        J_minus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_minus))
        approx[i] = (J_plus - J_minus) / (2 * epsilon)
    difference = np.linalg.norm(grad - approx) / (np.linalg.norm(grad) + np.linalg.norm(approx))
    if print_msg:
        print(verdict(difference))
    return difference
    ### END SOLUTION


def backward_propagation_n(X, Y, cache):
    """
    The colleague's backward pass, corrected: the gradients of the cost of `forward_propagation_n`.

    Arguments:
        X: inputs, shape (n_x, m)
        Y: labels, shape (1, m)
        cache: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3), from `forward_propagation_n`

    Returns:
        gradients: dictionary with "dW1", "db1", "dW2", "db2", "dW3", "db3", each with the shape
            of its parameter

    Example: one unit in each layer
        >>> parameters = {"W1": np.array([[0.5]]), "b1": np.array([[0.1]]),
        ...               "W2": np.array([[1.5]]), "b2": np.array([[0.2]]),
        ...               "W3": np.array([[0.4]]), "b3": np.array([[-0.3]])}
        >>> X, Y = np.array([[1.0, 2.0]]), np.array([[1, 0]])
        >>> cost, cache = forward_propagation_n(X, Y, parameters)
        >>> backward_propagation_n(X, Y, cache)["dW2"].round(4)
        array([[0.078]])

    How to find the mistakes: notebook, section 5.
    """
    ### BEGIN SOLUTION
    m = X.shape[1]
    Z1, A1, _, _, Z2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dW3 = 1 / m * dZ3 @ A2.T
    db3 = 1 / m * np.sum(dZ3, axis=1, keepdims=True)
    dZ2 = (W3.T @ dZ3) * (Z2 > 0)
    dW2 = 1 / m * dZ2 @ A1.T
    db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = (W2.T @ dZ2) * (Z1 > 0)
    dW1 = 1 / m * dZ1 @ X.T
    db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2, "dW3": dW3, "db3": db3}
    ### END SOLUTION
