# Generated from solutions/c1w4a-deep-network: yours to complete, beside the notebook c1w4a-deep-network.ipynb.
"""A network of any depth, built from short functions: forward, cost, backward, step.

Work from top to bottom, next to the notebook. The shapes are the same everywhere: one
example is one column, so the input of a layer has shape (n_prev, m) for m examples, its
weights W have shape (n, n_prev), its biases b shape (n, 1), and its output has shape
(n, m). `parameters` is a dictionary with "W1", "b1", ..., "WL", "bL" for the layers
1 to L.

The examples in the docstrings all use one small network: 2 inputs, 3 units, 1 output, on
2 examples. The notebook computes it by hand.
"""

import numpy as np

# The four functions down to `relu_backward` are given. You will call them further below.


def sigmoid(Z):
    """Given. (A, cache): A is the sigmoid of every entry of Z; the cache is Z itself, for `sigmoid_backward`."""
    A = 1 / (1 + np.exp(-Z))
    return A, Z


def relu(Z):
    """Given. (A, cache): A is Z where Z is positive, else 0; the cache is Z itself, for `relu_backward`."""
    A = np.maximum(0, Z)
    return A, Z


def sigmoid_backward(dA, cache):
    """Given. dZ from dA and the cache of `sigmoid`, Z: dA times the sigmoid's slope. All have the shape of Z."""
    s = 1 / (1 + np.exp(-cache))
    return dA * s * (1 - s)


def relu_backward(dA, cache):
    """Given. dZ from dA and the cache of `relu`, Z: dA where Z is positive, else 0. All have the shape of Z."""
    return np.where(cache > 0, dA, 0.0)


def initialize_parameters(n_x, n_h, n_y):
    """
    Make the initial parameters of a network with one hidden layer.

    Arguments:
        n_x: number of inputs per example (int)
        n_h: number of units in the hidden layer (int)
        n_y: number of units in the output layer (int)

    Returns:
        parameters: dictionary of float arrays
            "W1": shape (n_h, n_x), drawn from the normal distribution with mean 0 and
                standard deviation 0.01
            "b1": zeros, shape (n_h, 1)
            "W2": shape (n_y, n_h), drawn like W1
            "b2": zeros, shape (n_y, 1)

    Do not set a seed in here: two calls should give different numbers.

    Example:
        >>> parameters = initialize_parameters(2, 3, 1)
        >>> parameters["W1"].shape, parameters["W2"].shape
        ((3, 2), (1, 3))
        >>> parameters["b1"]
        array([[0.],
               [0.],
               [0.]])

    Why random, and why small: notebook, section 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("initialize_parameters is not written yet")


def initialize_parameters_deep(layer_dims):
    """
    Make the initial parameters of a network of any depth.

    Arguments:
        layer_dims: list of integers, the sizes of all layers, starting with the inputs:
            [n_0, n_1, ..., n_L]

    Returns:
        parameters: dictionary of float arrays, for every layer l from 1 to L
            "Wl": shape (n_l, n_(l-1)), drawn from the normal distribution with mean 0
                and standard deviation 0.01
            "bl": zeros, shape (n_l, 1)

    Do not set a seed in here: two calls should give different numbers.

    Example: 2 inputs, layers of 3 and 4 units, 1 output
        >>> parameters = initialize_parameters_deep([2, 3, 4, 1])
        >>> {name: array.shape for name, array in parameters.items()}
        {'W1': (3, 2), 'b1': (3, 1), 'W2': (4, 3), 'b2': (4, 1), 'W3': (1, 4), 'b3': (1, 1)}

    The table of shapes: notebook, section 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("initialize_parameters_deep is not written yet")


def linear_forward(A, W, b):
    """
    The linear half of a layer, for all examples at once.

    Arguments:
        A: the output of the previous layer (or the inputs X), shape (n_prev, m), float
        W: the layer's weights, shape (n, n_prev), float
        b: the layer's biases, shape (n, 1), float

    Returns:
        Z: the scores of the layer, shape (n, m)
        cache: the tuple (A, W, b), for the backward pass

    Example: the first layer of the notebook's small network
        >>> X = np.array([[1.0, -1.0], [2.0, 0.0]])
        >>> W1 = np.array([[1.0, 1.0], [-1.0, 1.0], [0.0, 2.0]])
        >>> b1 = np.array([[-1.0], [1.0], [-3.0]])
        >>> Z1, cache = linear_forward(X, W1, b1)
        >>> Z1
        array([[ 2., -2.],
               [ 2.,  2.],
               [ 1., -3.]])
        >>> len(cache)
        3

    Formula: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("linear_forward is not written yet")


def linear_activation_forward(A_prev, W, b, activation):
    """
    One whole layer: first the linear half, then the activation.

    Arguments:
        A_prev: the output of the previous layer (or the inputs X), shape (n_prev, m), float
        W: the layer's weights, shape (n, n_prev), float
        b: the layer's biases, shape (n, 1), float
        activation: the text "sigmoid" or "relu"

    Returns:
        A: the output of the layer, shape (n, m)
        cache: the tuple (linear_cache, activation_cache): the cache of `linear_forward`, and
            the cache of `sigmoid` or `relu` (which is Z)

    Example: the first layer of the notebook's small network
        >>> X = np.array([[1.0, -1.0], [2.0, 0.0]])
        >>> W1 = np.array([[1.0, 1.0], [-1.0, 1.0], [0.0, 2.0]])
        >>> b1 = np.array([[-1.0], [1.0], [-3.0]])
        >>> A1, cache = linear_activation_forward(X, W1, b1, "relu")
        >>> A1
        array([[2., 0.],
               [2., 2.],
               [1., 0.]])

    Formula: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("linear_activation_forward is not written yet")


def L_model_forward(X, parameters):
    """
    Forward through the whole network: L - 1 layers with ReLU, then one with the sigmoid.

    Arguments:
        X: inputs, shape (n_0, m), float
        parameters: dictionary with "W1", "b1", ..., "WL", "bL" and nothing else, so it has
            twice as many entries as there are layers

    Returns:
        AL: the output of the last layer, shape (n_L, m)
        caches: list of the L caches of `linear_activation_forward`; the cache of layer l
            has index l - 1

    Example: the notebook's small network
        >>> X = np.array([[1.0, -1.0], [2.0, 0.0]])
        >>> parameters = {
        ...     "W1": np.array([[1.0, 1.0], [-1.0, 1.0], [0.0, 2.0]]),
        ...     "b1": np.array([[-1.0], [1.0], [-3.0]]),
        ...     "W2": np.array([[2.0, -1.0, -1.0]]),
        ...     "b2": np.array([[1.0]]),
        ... }
        >>> AL, caches = L_model_forward(X, parameters)
        >>> AL.round(4), len(caches)
        (array([[0.8808, 0.2689]]), 2)

    The whole graph: notebook, section 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("L_model_forward is not written yet")


def compute_cost(AL, Y):
    """
    The cost: the mean cross-entropy of the network's output, with the natural logarithm.

    Arguments:
        AL: the network's probabilities, shape (1, m), each between 0 and 1
        Y: labels, shape (1, m), each 0 or 1

    Returns:
        cost: a number

    Example: the notebook's small network
        >>> cost = compute_cost(np.array([[0.8808, 0.2689]]), np.array([[1, 0]]))
        >>> round(float(cost), 4)
        0.2201

    Formula: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("compute_cost is not written yet")


def linear_backward(dZ, cache):
    """
    Backward through the linear half of a layer.

    Arguments:
        dZ: derivative with respect to the layer's scores Z, shape (n, m), float
        cache: the tuple (A_prev, W, b), the cache of `linear_forward`

    Returns:
        dA_prev: derivative with respect to the layer's input, shape (n_prev, m)
        dW: gradient of the cost for the weights, shape (n, n_prev), including the factor 1/m
        db: gradient of the cost for the biases, shape (n, 1), including the factor 1/m

    Example: the last layer of the notebook's small network
        >>> dZ2 = np.array([[-0.1192, 0.2689]])
        >>> A1 = np.array([[2.0, 0.0], [2.0, 2.0], [1.0, 0.0]])
        >>> W2, b2 = np.array([[2.0, -1.0, -1.0]]), np.array([[1.0]])
        >>> dA1, dW2, db2 = linear_backward(dZ2, (A1, W2, b2))
        >>> dA1.round(4)
        array([[-0.2384,  0.5378],
               [ 0.1192, -0.2689],
               [ 0.1192, -0.2689]])
        >>> dW2.round(4)
        array([[-0.1192,  0.1497, -0.0596]])
        >>> db2.round(3)
        array([[0.075]])

    Formulas: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("linear_backward is not written yet")


def linear_activation_backward(dA, cache, activation):
    """
    Backward through one whole layer: first the activation, then the linear half.

    Arguments:
        dA: derivative with respect to the output of the layer, shape (n, m), float
        cache: the tuple (linear_cache, activation_cache) from `linear_activation_forward`
        activation: the text "sigmoid" or "relu"

    Returns:
        dA_prev: derivative with respect to the layer's input, shape (n_prev, m)
        dW: gradient of the cost for the weights, shape (n, n_prev)
        db: gradient of the cost for the biases, shape (n, 1)

    Example: the first layer of the notebook's small network
        >>> dA1 = np.array([[-0.2384, 0.5379], [0.1192, -0.2689], [0.1192, -0.2689]])
        >>> X, Z1 = np.array([[1.0, -1.0], [2.0, 0.0]]), np.array([[2.0, -2.0], [2.0, 2.0], [1.0, -3.0]])
        >>> W1, b1 = np.array([[1.0, 1.0], [-1.0, 1.0], [0.0, 2.0]]), np.array([[-1.0], [1.0], [-3.0]])
        >>> dX, dW1, db1 = linear_activation_backward(dA1, ((X, W1, b1), Z1), "relu")
        >>> dW1.round(4)
        array([[-0.1192, -0.2384],
               [ 0.194 ,  0.1192],
               [ 0.0596,  0.1192]])

    Formula: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("linear_activation_backward is not written yet")


def L_model_backward(AL, Y, caches):
    """
    Backward through the whole network, from the cost to every parameter.

    Arguments:
        AL: the network's probabilities from `L_model_forward`, shape (1, m)
        Y: labels, shape (1, m), each 0 or 1
        caches: the list of L caches from `L_model_forward`

    Returns:
        grads: dictionary with, for every layer l from 1 to L,
            "dWl", "dbl": gradients of the cost for the layer's parameters
            "dA(l-1)": derivative with respect to the *input* of layer l. So the keys are
                "dA0" (for the inputs X) to "dA(L-1)", each with the shape of its A.

    Example: the notebook's small network
        >>> X = np.array([[1.0, -1.0], [2.0, 0.0]])
        >>> W1, b1 = np.array([[1.0, 1.0], [-1.0, 1.0], [0.0, 2.0]]), np.array([[-1.0], [1.0], [-3.0]])
        >>> W2, b2 = np.array([[2.0, -1.0, -1.0]]), np.array([[1.0]])
        >>> AL, caches = L_model_forward(X, {"W1": W1, "b1": b1, "W2": W2, "b2": b2})
        >>> grads = L_model_backward(AL, np.array([[1, 0]]), caches)
        >>> sorted(grads)
        ['dA0', 'dA1', 'dW1', 'dW2', 'db1', 'db2']
        >>> grads["dW2"].round(4)
        array([[-0.1192,  0.1497, -0.0596]])

    Derivation: notebook, section 6.
    """
    # YOUR CODE HERE
    raise NotImplementedError("L_model_backward is not written yet")


def update_parameters(params, grads, learning_rate):
    """
    One step of gradient descent, for all layers.

    Arguments:
        params: dictionary with "W1", "b1", ..., "WL", "bL" and nothing else; the function
            must not change it
        grads: dictionary with "dW1", "db1", ..., "dWL", "dbL", with the shapes of the
            parameters; it may contain more, such as "dA0"
        learning_rate: the factor alpha in the formula (float)

    Returns:
        parameters: dictionary with the same keys as params, after the step

    Example: a layer of one unit
        >>> params = {"W1": np.array([[1.0, 2.0]]), "b1": np.array([[0.5]])}
        >>> grads = {"dW1": np.array([[0.5, -1.0]]), "db1": np.array([[1.0]])}
        >>> update_parameters(params, grads, 0.1)
        {'W1': array([[0.95, 2.1 ]]), 'b1': array([[0.4]])}

    Formula: notebook, section 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("update_parameters is not written yet")
