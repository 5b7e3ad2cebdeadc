"""A network with one hidden layer, which can learn boundaries that are not straight lines.

Work from top to bottom, next to the notebook. One example is one column: `X` has shape (n_x, m)
for m examples of n_x numbers each, and the labels `Y` have shape (n_y, m). The hidden layer has
n_h neurons, the output layer n_y; in the notebook n_x is 2 and n_y is 1.
"""

import numpy as np


def layer_sizes(X, Y):
    """
    Find the number of neurons in each layer.

    Arguments:
        X: inputs, shape (n_x, m), float
        Y: labels, shape (n_y, m), each 0 or 1

    Returns:
        n_x: number of inputs per example (int)
        n_h: number of neurons in the hidden layer. The data do not determine it: we choose 4 (int)
        n_y: number of neurons in the output layer (int)

    Example: two numbers and one label for each of five examples
        >>> layer_sizes(np.zeros((2, 5)), np.zeros((1, 5)))
        (2, 4, 1)

    Which axis counts what: notebook, section 2.
    """
    ### BEGIN SOLUTION
    n_x = X.shape[0]
    n_h = 4
    n_y = Y.shape[0]
    return n_x, n_h, n_y
    ### END SOLUTION


def activation(z, kind):
    """
    Apply an activation function g to every entry of z.

    Arguments:
        z: a number, or an array of any shape (integers or floats)
        kind: which g, one of
            "sigmoid"     1 / (1 + exp(-z))
            "tanh"        (exp(z) - exp(-z)) / (exp(z) + exp(-z)), without overflow for large z
            "relu"        z where z is positive, else 0
            "leaky_relu"  z where z is positive, else 0.01 z

    Returns:
        a: g of every entry, same shape as z; floats where g gives fractions

    Example:
        >>> z = np.array([[-1.0, 0.0, 2.0]])
        >>> for kind in ["sigmoid", "tanh", "relu", "leaky_relu"]:
        ...     print(activation(z, kind).round(4))
        [[0.2689 0.5    0.8808]]
        [[-0.7616  0.      0.964 ]]
        [[0. 0. 2.]]
        [[-0.01  0.    2.  ]]

    What each is good for: notebook, section 3.
    """
    ### BEGIN SOLUTION
    if kind == "sigmoid":
        return 1 / (1 + np.exp(-z))
    if kind == "tanh":
        return np.tanh(z)
    if kind == "relu":
        return np.maximum(0, z)
    return np.maximum(0.01 * z, z)
    ### END SOLUTION


def sigmoid(z):
    """Given: your own sigmoid under its usual name, for the output layer. You do not have to write anything here."""
    return activation(z, "sigmoid")


def activation_derivative(z, kind):
    """
    The slope g'(z) of an activation function at every entry of z.

    Arguments:
        z: a number, or an array of any shape (integers or floats): what went *into* g
        kind: which g: "sigmoid", "tanh", "relu" or "leaky_relu", as in `activation`

    Returns:
        slope: g' at every entry, floats, same shape as z. At z = 0, where "relu" and
            "leaky_relu" have a kink, either of the two slopes is accepted.

    Example:
        >>> z = np.array([[-1.0, 0.5, 2.0]])
        >>> for kind in ["sigmoid", "tanh", "relu", "leaky_relu"]:
        ...     print(activation_derivative(z, kind).round(4))
        [[0.1966 0.235  0.105 ]]
        [[0.42   0.7864 0.0707]]
        [[0. 1. 1.]]
        [[0.01 1.   1.  ]]

    Formulas: notebook, section 3.
    """
    ### BEGIN SOLUTION
    a = activation(z, kind)
    if kind == "sigmoid":
        return a * (1 - a)
    if kind == "tanh":
        return 1 - a**2
    if kind == "relu":
        return np.where(z > 0, 1.0, 0.0)
    return np.where(z > 0, 1.0, 0.01)
    ### END SOLUTION


def initialize_parameters(n_x, n_h, n_y):
    """
    Make the initial parameters: small random weights, so that no two neurons are alike.

    Arguments:
        n_x, n_h, n_y: sizes of the input, the hidden layer and the output layer (int)

    Returns:
        parameters: dictionary with
            "W1": shape (n_h, n_x), drawn from the normal distribution with mean 0 and
                standard deviation 0.01; every call draws new numbers
            "b1": zeros, shape (n_h, 1)
            "W2": shape (n_y, n_h), drawn like W1
            "b2": zeros, shape (n_y, 1)

    Example: the numbers are random, but their shapes are fixed
        >>> parameters = initialize_parameters(2, 4, 1)
        >>> {name: parameters[name].shape for name in parameters}
        {'W1': (4, 2), 'b1': (4, 1), 'W2': (1, 4), 'b2': (1, 1)}

    Why random, and why small: notebook, section 4.
    """
    ### BEGIN SOLUTION
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    ### END SOLUTION


def forward_propagation(X, parameters):
    """
    Go from the inputs through the hidden layer (tanh) to the output (sigmoid).

    Arguments:
        X: inputs, shape (n_x, m), float
        parameters: dictionary with "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (1, n_h), "b2" (1, 1)

    Returns:
        A2: probabilities of class 1, shape (1, m)
        cache: dictionary of all intermediate results: "Z1" and "A1" of shape (n_h, m), "Z2" and
            "A2" of shape (1, m)

    Example: the network of the notebook
        >>> X = np.array([[1.0, -1.0, 2.0], [2.0, 0.0, 1.0]])
        >>> parameters = {"W1": np.array([[1.0, -0.5], [0.5, 0.5]]), "b1": np.array([[0.0], [-0.5]]),
        ...               "W2": np.array([[1.0, -1.0]]), "b2": np.array([[0.5]])}
        >>> A2, cache = forward_propagation(X, parameters)
        >>> cache["Z1"]
        array([[ 0. , -1. ,  1.5],
               [ 1. , -1. ,  1. ]])
        >>> A2.round(4)
        array([[0.435 , 0.6225, 0.6556]])

    Formulas: notebook, section 5.
    """
    ### BEGIN SOLUTION
    Z1 = np.dot(parameters["W1"], X) + parameters["b1"]
    A1 = activation(Z1, "tanh")
    Z2 = np.dot(parameters["W2"], A1) + parameters["b2"]
    A2 = activation(Z2, "sigmoid")
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
    ### END SOLUTION


def compute_cost(A2, Y):
    """
    The cost, one number that says how wrong the network is: the mean cross-entropy.

    Arguments:
        A2: probabilities of class 1, shape (1, m), strictly between 0 and 1
        Y: labels, shape (1, m), each 0 or 1

    Returns:
        cost: the mean over the m examples, with the natural logarithm (a float)

    Example:
        >>> cost = compute_cost(np.array([[0.435, 0.6225, 0.6556]]), np.array([[1, 0, 1]]))
        >>> round(cost, 4)
        0.7429

    Formula: notebook, section 6.
    """
    ### BEGIN SOLUTION
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m
    return float(cost)
    ### END SOLUTION


def backward_propagation(parameters, cache, X, Y):
    """
    Go back from the output to the inputs and compute the gradient of the cost for every parameter.

    Arguments:
        parameters: dictionary with "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (n_y, n_h), "b2" (n_y, 1)
        cache: the cache of `forward_propagation` for these parameters and X: "Z1", "A1" of shape
            (n_h, m), "Z2", "A2" of shape (n_y, m)
        X: inputs, shape (n_x, m), float
        Y: labels, shape (n_y, m), each 0 or 1

    Returns:
        grads: dictionary with "dW1", "db1", "dW2", "db2": the gradients of the cost, each with
            the shape of its parameter

    Example: the network of the notebook, with `X`, `parameters` and `cache` as in
    `forward_propagation`
        >>> grads = backward_propagation(parameters, cache, X, np.array([[1, 0, 1]]))
        >>> grads["dW1"].round(4)
        array([[-0.317 , -0.3974],
               [ 0.2627,  0.2064]])
        >>> grads["dW2"].round(4)
        array([[-0.2619, -0.3889]])

    Derivation: notebook, section 7.
    """
    ### BEGIN SOLUTION
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dW2 = np.dot(dZ2, cache["A1"].T) / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = np.dot(parameters["W2"].T, dZ2) * activation_derivative(cache["Z1"], "tanh")
    dW1 = np.dot(dZ1, X.T) / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
    ### END SOLUTION


def update_parameters(parameters, grads, learning_rate=1.2):
    """
    Take one step of gradient descent.

    Arguments:
        parameters: dictionary with "W1", "b1", "W2", "b2"; the function must not change it
        grads: dictionary with "dW1", "db1", "dW2", "db2", with the same shapes
        learning_rate: the factor alpha in the formula (float)

    Returns:
        parameters: a new dictionary with "W1", "b1", "W2", "b2" after the step

    Example:
        >>> parameters = {"W1": np.array([[1.0, 2.0]]), "b1": np.array([[0.5]]),
        ...               "W2": np.array([[3.0]]), "b2": np.array([[0.0]])}
        >>> grads = {"dW1": np.array([[10.0, 0.0]]), "db1": np.array([[-1.0]]),
        ...          "dW2": np.array([[5.0]]), "db2": np.array([[2.0]])}
        >>> after = update_parameters(parameters, grads, learning_rate=0.1)
        >>> after["W1"], after["b1"]
        (array([[0., 2.]]), array([[0.6]]))

    Formula: notebook, section 8.
    """
    ### BEGIN SOLUTION
    W1 = parameters["W1"] - learning_rate * grads["dW1"]
    b1 = parameters["b1"] - learning_rate * grads["db1"]
    W2 = parameters["W2"] - learning_rate * grads["dW2"]
    b2 = parameters["b2"] - learning_rate * grads["db2"]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    ### END SOLUTION


def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False):
    """
    Put the pieces together: start from small random parameters and learn.

    Arguments:
        X: inputs, shape (n_x, m), float
        Y: labels, shape (1, m), each 0 or 1
        n_h: number of neurons in the hidden layer (int)
        num_iterations: number of steps, each with the default learning rate of
            `update_parameters` (int)
        print_cost: whether to print the cost at intervals

    Returns:
        parameters: dictionary with "W1", "b1", "W2", "b2" after the last step

    Example: two classes on a line, class 1 in the middle
        >>> X, Y = np.array([[-3.0, -2.0, 0.0, 0.5, 2.0, 3.0]]), np.array([[0, 0, 1, 1, 0, 0]])
        >>> parameters = nn_model(X, Y, n_h=3, num_iterations=1000)
        >>> A2, cache = forward_propagation(X, parameters)
        >>> (A2 > 0.5).astype(int)
        array([[0, 0, 1, 1, 0, 0]])

    The loop in words: notebook, section 8.
    """
    ### BEGIN SOLUTION
    n_x, _, n_y = layer_sizes(X, Y)
    parameters = initialize_parameters(n_x, n_h, n_y)
    for i in range(num_iterations):
        A2, cache = forward_propagation(X, parameters)
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads)
        if print_cost and i % 1000 == 0:
            print(f"cost after iteration {i}: {compute_cost(A2, Y):.6f}")
    return parameters
    ### END SOLUTION


def predict(parameters, X):
    """
    Predict the class: 1 where the network's probability is greater than one half.

    Arguments:
        parameters: dictionary with "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (1, n_h), "b2" (1, 1)
        X: inputs, shape (n_x, m), float

    Returns:
        predictions: shape (1, m), True for class 1, else False (1 and 0 are accepted too). A
            probability of exactly 0.5 gives False.

    Example: the network of the notebook, as in `forward_propagation`
        >>> predict(parameters, X)
        array([[False,  True,  True]])

    Rule: notebook, section 9.
    """
    ### BEGIN SOLUTION
    A2, _ = forward_propagation(X, parameters)
    return A2 > 0.5
    ### END SOLUTION
