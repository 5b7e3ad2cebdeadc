# Generated from solutions/c1w3-shallow-network: yours to complete, beside the notebook c1w3-shallow-network.ipynb.
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
    # YOUR CODE HERE
    raise NotImplementedError("layer_sizes is not written yet")


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
    # YOUR CODE HERE
    raise NotImplementedError("activation is not written yet")


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
    # YOUR CODE HERE
    raise NotImplementedError("activation_derivative is not written yet")


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
    # YOUR CODE HERE
    raise NotImplementedError("initialize_parameters is not written yet")


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
    # YOUR CODE HERE
    raise NotImplementedError("forward_propagation is not written yet")


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
    # YOUR CODE HERE
    raise NotImplementedError("compute_cost is not written yet")


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
    # YOUR CODE HERE
    raise NotImplementedError("backward_propagation is not written yet")


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
    # YOUR CODE HERE
    raise NotImplementedError("update_parameters is not written yet")


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
    # YOUR CODE HERE
    raise NotImplementedError("nn_model is not written yet")


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
    # YOUR CODE HERE
    raise NotImplementedError("predict is not written yet")
