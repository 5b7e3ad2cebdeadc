# Generated from solutions/c1w1-first-neuron: yours to complete, beside the notebook c1w1-first-neuron.ipynb.
"""A first neuron: it predicts the price of a house from its size, and learns from examples to predict well.

Work from top to bottom, next to the notebook. Sizes are in units of 100 square metres and prices in units of 100,000,
so that all numbers stay near 1.
"""

import numpy as np


def relu(z):
    """
    The rectified linear unit (ReLU): negative numbers become 0, all others stay the same.

    Arguments:
        z: a number, or an array of any shape (ints or floats)

    Returns:
        a: max(0, z) for every entry, same shape as z

    Example:
        >>> relu(np.array([-1.5, 0.0, 2.0]))
        array([0., 0., 2.])

    Formula: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("relu is not written yet")


def predict_price(size, w, b):
    """
    The neuron's prediction: a straight line, w times size plus b, and 0 where the line would be negative.

    Arguments:
        size: size of one house (a number), or of many (an array of any shape), in 100 square metres
        w: weight, a number: the price of an extra 100 square metres
        b: bias, a number

    Returns:
        price: relu of the line for every size, in units of 100,000, same shape as size

    Example:
        >>> predict_price(np.array([0.5, 1.0, 2.0]), 2.0, -1.5)
        array([0. , 0.5, 2.5])

    Formula: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("predict_price is not written yet")


def fit_price(sizes, prices, learning_rate, num_iterations):
    """
    Learn w and b from examples by gradient descent, starting from w = 1, b = 0.

    Each iteration predicts all prices with the current w and b, stores the cost, computes the two slopes, and then
    updates w and b together: subtract learning_rate times its slope from each.

    Arguments:
        sizes: sizes of m houses, shape (m,), floats
        prices: their prices, shape (m,), floats
        learning_rate: the factor by which each slope is multiplied (float)
        num_iterations: number of steps (int)

    Returns:
        w: weight after the last step, a number
        b: bias after the last step, a number
        costs: list of num_iterations numbers: the cost of each iteration, before its step. The cost is half the mean
            squared error, J = 1/(2 m) * (sum over i of (prediction_i - price_i)^2)

    The slopes are dw = 1/m * sum of (prediction_i - price_i) * size_i and db = 1/m * sum of (prediction_i - price_i).
    Both sums run over the houses with a prediction greater than 0: where the relu is flat, nudging w or b changes
    nothing.

    Example: one house, one step. The prediction 2 is 1 too low.
        >>> w, b, costs = fit_price(np.array([2.0]), np.array([3.0]), 0.1, 1)
        >>> round(float(w), 4), round(float(b), 4), [round(float(cost), 4) for cost in costs]
        (1.2, 0.1, [0.5])

    Derivation: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("fit_price is not written yet")
