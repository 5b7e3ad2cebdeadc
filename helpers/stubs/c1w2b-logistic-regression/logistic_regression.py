# Generated from solutions/c1w2b-logistic-regression: yours to complete, beside the notebook c1w2b-logistic-regression.ipynb.
"""Logistic regression: a single neuron that learns to tell two kinds of pictures apart.

Work from top to bottom, next to the notebook. The shapes are the same everywhere: one
example is one column, so `X` has shape (n_x, m) for m examples of n_x numbers each, and
the labels `Y` have shape (1, m).
"""

import numpy as np


def sigmoid(z):
    """
    Squash any number into the interval from 0 to 1: sigma(z) = 1 / (1 + exp(-z)).

    Arguments:
        z: a number, or an array of any shape (integers or floats)

    Returns:
        s: sigma of every entry, floats, same shape as z

    Example:
        >>> sigmoid(np.array([[0.0, 2.0, -1.0]])).round(4)
        array([[0.5   , 0.8808, 0.2689]])

    Formula: notebook, section 1, "From a score to a probability".
    """
    # YOUR CODE HERE
    raise NotImplementedError("sigmoid is not written yet")


def initialize_with_zeros(dim):
    """
    Make the initial parameters: all weights and the bias are zero.

    Arguments:
        dim: number of inputs per example, n_x (int)

    Returns:
        w: zeros of shape (dim, 1), float64
        b: the number 0.0 (a float, not an array)

    Example:
        >>> initialize_with_zeros(2)
        (array([[0.],
               [0.]]), 0.0)

    Why zeros are a good start here: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("initialize_with_zeros is not written yet")


def flatten_images(X):
    """
    Reshape every picture into one column.

    Arguments:
        X: m pictures of any dtype, shape (m, height, width) for grey ones or
            (m, height, width, 3) for colour ones

    Returns:
        X_flat: shape (n_x, m) with n_x = height * width (* 3), same dtype as X. Column i
            contains picture i: its first row of pixels from left to right, then its
            second row, and so on. The colours of a pixel stay together. (This is the order
            of `X[i].ravel()`.)

    Example: two pictures of 1 x 3 pixels
        >>> flatten_images(np.array([[[1, 2, 3]], [[4, 5, 6]]]))
        array([[1, 4],
               [2, 5],
               [3, 6]])

    Why columns: notebook, section 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("flatten_images is not written yet")


def propagate(w, b, X, Y):
    """
    Go forward from the inputs to the cost, and backward from the cost to the gradients.

    Arguments:
        w: weights, shape (n_x, 1), float
        b: bias, a number
        X: inputs, shape (n_x, m), one example per column, float
        Y: labels, shape (1, m), each 0 or 1

    Returns:
        grads: dictionary with
            "dw": gradient of the cost with respect to w, shape (n_x, 1)
            "db": gradient of the cost with respect to b, a number
        cost: the mean cross-entropy over the m examples (natural logarithm), a number

    Example: the worked example of the notebook
        >>> w, b = np.array([[0.5], [-0.25]]), 0.5
        >>> X, Y = np.array([[1.0, 3.0, -2.0], [4.0, 0.0, 2.0]]), np.array([[1, 1, 0]])
        >>> grads, cost = propagate(w, b, X, Y)
        >>> grads["dw"].round(4)
        array([[-0.4652],
               [-0.4874]])
        >>> round(float(grads["db"]), 4), round(float(cost), 4)
        (-0.1168, 0.3778)

    Formulas: notebook, sections 4 (cost) and 5 (gradients).
    """
    # YOUR CODE HERE
    raise NotImplementedError("propagate is not written yet")


def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    """
    Gradient descent: compute the gradients, take a small step against them, and repeat.
    Store the cost every 100 iterations.

    Arguments:
        w: initial weights, shape (n_x, 1), float; the caller's array must not change
        b: initial bias, a number
        X: inputs, shape (n_x, m), float
        Y: labels, shape (1, m), each 0 or 1
        num_iterations: number of steps (int)
        learning_rate: the factor alpha in the formula (float)
        print_cost: whether to print the stored costs

    Returns:
        params: dictionary with "w" and "b" after the last step
        grads: dictionary with "dw" and "db": those that the last step used
        costs: list of numbers: the cost that `propagate` gives at iterations 0, 100, 200,
            ..., each before that iteration's step (101 iterations store 2 costs)

    Example: one step from zero on one example
        >>> w, X, Y = np.zeros((1, 1)), np.array([[2.0]]), np.array([[1]])
        >>> params, grads, costs = optimize(w, 0.0, X, Y, num_iterations=1, learning_rate=0.1)
        >>> params["w"], round(float(params["b"]), 4), round(float(costs[0]), 4)
        (array([[0.1]]), 0.05, 0.6931)

    Formula: notebook, section 6.
    """
    # YOUR CODE HERE
    raise NotImplementedError("optimize is not written yet")


def predict(w, b, X):
    """
    Predict the class: 1 where the neuron's probability is greater than one half, else 0.

    Arguments:
        w: weights, shape (n_x, 1), float
        b: bias, a number
        X: inputs, shape (n_x, m), float

    Returns:
        Y_prediction: array of 0.0 and 1.0, shape (1, m). A probability of exactly 0.5
            gives 0.0.

    Example:
        >>> X = np.array([[1.0, 3.0, -2.0], [4.0, 0.0, 2.0]])
        >>> predict(np.array([[0.5], [-0.25]]), 0.5, X)
        array([[0., 1., 0.]])

    Rule: notebook, section 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("predict is not written yet")


def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False):
    """
    Put the pieces together: start from zeros, learn from the training set alone, and
    predict both sets.

    Arguments:
        X_train: training inputs, shape (n_x, m_train), float
        Y_train: training labels, shape (1, m_train), each 0 or 1
        X_test: test inputs, shape (n_x, m_test), float
        Y_test: test labels, shape (1, m_test); nothing is learned from them
        num_iterations: number of steps (int)
        learning_rate: as in `optimize` (float)
        print_cost: whether `optimize` prints its costs

    Returns:
        dictionary with
            "costs": the list that `optimize` returned
            "Y_prediction_test": predictions with the learned w and b, shape (1, m_test)
            "Y_prediction_train": the same for the training set, shape (1, m_train)
            "w", "b": the learned parameters
            "learning_rate", "num_iterations": the arguments

    Example: three numbers to learn from, one to test; larger numbers belong to class 1
        >>> X_train, Y_train = np.array([[-2.0, -1.0, 3.0]]), np.array([[0, 0, 1]])
        >>> X_test, Y_test = np.array([[1.5]]), np.array([[1]])
        >>> result = model(X_train, Y_train, X_test, Y_test, num_iterations=101)
        >>> result["Y_prediction_train"], result["Y_prediction_test"]
        (array([[0., 0., 1.]]), array([[1.]]))
        >>> len(result["costs"])
        2
    """
    # YOUR CODE HERE
    raise NotImplementedError("model is not written yet")
