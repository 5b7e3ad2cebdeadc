"""A network that looks at a handwritten digit and says whether it is odd: build it from layers, train it, and use it.

Work from top to bottom, next to the notebook. The layers come from `helpers.layers`; if you would rather use the ones
you wrote for c1w4a, paste them into this file (your other files are not available when it is graded). As always, one
example is one column: `X` has shape (n_x, m), and the labels `Y` have shape (1, m).
"""

import numpy as np

from helpers.layers import cost_and_slope, initial_parameters, layer_backward, layer_forward


def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    """
    Train a network with one hidden layer: X, then ReLU, then sigmoid.

    Arguments:
        X: inputs, shape (n_x, m), float
        Y: labels, shape (1, m), each 0 or 1
        layers_dims: the three sizes (n_x, n_h, n_y), ints; n_y is 1
        learning_rate: the factor alpha in the formula (float)
        num_iterations: number of steps (int)
        print_cost: whether to print the stored costs

    Returns:
        parameters: dictionary with "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (n_y, n_h), "b2" (n_y, 1), float64: start
            from `initial_parameters(layers_dims)`, the same numbers for everyone, and return them after all steps
        costs: list of numbers: the cost at iterations 0, 100, 200, ..., each before that iteration's step

    Example: one step from the random start
        >>> X, Y = np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 1.0]]), np.array([[0, 1, 1, 0]])
        >>> parameters, costs = two_layer_model(X, Y, (2, 3, 1), learning_rate=0.5, num_iterations=1)
        >>> parameters["W2"].round(4)
        array([[ 0.9786, -0.4395,  0.201 ]])
        >>> round(costs[0], 4)
        0.6878

    The blocks: notebook, section 2. The steps: section 3.
    """
    ### BEGIN SOLUTION
    parameters = initial_parameters(layers_dims)
    costs = []
    for i in range(num_iterations):
        A1, cache1 = layer_forward(X, parameters["W1"], parameters["b1"], "relu")
        A2, cache2 = layer_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
        cost, dA2 = cost_and_slope(A2, Y)
        dA1, dW2, db2 = layer_backward(dA2, cache2)
        _, dW1, db1 = layer_backward(dA1, cache1)
        grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
        parameters = {name: parameters[name] - learning_rate * grads[name] for name in parameters}
        if i % 100 == 0:
            costs.append(cost)
            if print_cost:
                print(f"cost after iteration {i}: {cost:.6f}")
    return parameters, costs
    ### END SOLUTION


def predict(X, y, parameters):
    """
    Predict with a trained network of any depth: 1 where its probability is greater than one half, else 0.

    Arguments:
        X: inputs, shape (n_x, m), float
        y: labels, shape (1, m), each 0 or 1, or None if nobody knows them. They do not affect the result; if they
            are given, print the accuracy
        parameters: dictionary "W1", "b1", ..., "WL", "bL"; layers 1 to L-1 use the ReLU, layer L the sigmoid

    Returns:
        p: array of 0.0 and 1.0, shape (1, m). A probability of exactly 0.5 gives 0.0.

    Example: a network of a single layer
        >>> parameters = {"W1": np.array([[1.0, -2.0]]), "b1": np.array([[0.5]])}
        >>> predict(np.array([[1.0, 2.0, 0.0], [0.0, 2.0, 1.0]]), np.array([[1, 1, 0]]), parameters)
        accuracy: 0.6667
        array([[1., 0., 0.]])

    Rule: notebook, section 4.
    """
    ### BEGIN SOLUTION
    A = X
    L = len(parameters) // 2
    for layer in range(1, L + 1):
        activation = "sigmoid" if layer == L else "relu"
        A, _ = layer_forward(A, parameters[f"W{layer}"], parameters[f"b{layer}"], activation)
    p = (A > 0.5).astype(float)
    if y is not None:
        print(f"accuracy: {np.mean(p == y):.4f}")
    return p
    ### END SOLUTION


def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    """
    Train a network of any depth: layers 1 to L-1 use the ReLU, layer L the sigmoid.

    Arguments:
        X: inputs, shape (n_x, m), float
        Y: labels, shape (1, m), each 0 or 1
        layers_dims: list of the sizes n_x, n[1], ..., n[L], ints; n[L] is 1. Two sizes give a single layer, which is
            logistic regression
        learning_rate: the factor alpha in the formula (float)
        num_iterations: number of steps (int)
        print_cost: whether to print the stored costs

    Returns:
        parameters: dictionary with "W1" (n[1], n_x), "b1" (n[1], 1), ..., "WL", "bL", float64: start
            from `initial_parameters(layers_dims)`, and return them after all steps
        costs: list of numbers: the cost at iterations 0, 100, 200, ..., each before that iteration's step

    Example: one step of a network with three layers
        >>> X, Y = np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 1.0]]), np.array([[0, 1, 1, 0]])
        >>> parameters, costs = L_layer_model(X, Y, [2, 3, 2, 1], learning_rate=0.5, num_iterations=1)
        >>> parameters["W3"].round(4), round(costs[0], 4)
        (array([[-0.1786, -0.2716]]), 0.7122)

    The two loops: notebook, section 5.
    """
    ### BEGIN SOLUTION
    parameters = initial_parameters(layers_dims)
    L = len(layers_dims) - 1
    costs = []
    for i in range(num_iterations):
        A, caches = X, []
        for layer in range(1, L + 1):
            activation = "sigmoid" if layer == L else "relu"
            A, cache = layer_forward(A, parameters[f"W{layer}"], parameters[f"b{layer}"], activation)
            caches.append(cache)
        cost, dA = cost_and_slope(A, Y)
        for layer in range(L, 0, -1):
            dA, dW, db = layer_backward(dA, caches[layer - 1])
            parameters[f"W{layer}"] = parameters[f"W{layer}"] - learning_rate * dW
            parameters[f"b{layer}"] = parameters[f"b{layer}"] - learning_rate * db
        if i % 100 == 0:
            costs.append(cost)
            if print_cost:
                print(f"cost after iteration {i}: {cost:.6f}")
    return parameters, costs
    ### END SOLUTION
