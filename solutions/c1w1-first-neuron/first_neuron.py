"""A first neuron: it guesses the price of a house from its size, and learns to guess well.

Work from top to bottom, next to the notebook. Sizes are in units of 100 square metres and prices in units of 100,000,
so that all numbers stay near 1.
"""

import numpy as np


def relu(z):
    """
    The rectified linear unit: what is negative becomes 0, everything else stays as it is.

    Arguments:
        z: a number, or an array of any shape (ints or floats)

    Returns:
        a: max(0, z) of every entry, in the shape of z

    Example:
        >>> relu(np.array([-1.5, 0.0, 2.0]))
        array([0., 0., 2.])

    Formula: notebook, section 2.
    """
    ### BEGIN SOLUTION
    return np.maximum(0, z)
    ### END SOLUTION


def predict_price(size, w, b):
    """
    What the neuron guesses: a straight line, w times size plus b, and 0 where the line would be negative.

    Arguments:
        size: size of one house (a number), or sizes of many (an array of any shape), in 100 square metres
        w: weight, a number: the price of 100 square metres more
        b: bias, a number

    Returns:
        price: relu of the line at every size, in the shape of size, in 100,000

    Example:
        >>> predict_price(np.array([0.5, 1.0, 2.0]), 2.0, -1.5)
        array([0. , 0.5, 2.5])

    Formula: notebook, section 2.
    """
    ### BEGIN SOLUTION
    return relu(w * size + b)
    ### END SOLUTION


def fit_price(sizes, prices, learning_rate, num_iterations):
    """
    Learn w and b from examples, by gradient descent from w = 1, b = 0.

    One iteration predicts all prices with the present w and b, writes down the cost, works out the two slopes, and then
    moves w and b together, each by -learning_rate times its slope.

    Arguments:
        sizes: sizes of m houses, shape (m,), floats
        prices: their prices, shape (m,), floats
        learning_rate: how long a step is (float)
        num_iterations: how many steps to take (int)

    Returns:
        w: weight after the last step, a number
        b: bias after the last step, a number
        costs: list of num_iterations numbers: the cost of each iteration, before its step. The cost is half the mean
            squared error, J = 1/(2 m) * (sum over i of (prediction_i - price_i)^2)

    The slopes are dw = 1/m * sum of (prediction_i - price_i) * size_i and db = 1/m * sum of (prediction_i - price_i),
    both sums over the houses with a prediction greater than 0: where relu is flat, nudging w or b changes nothing.

    Example: one house, one step. The guess 2 is 1 too low.
        >>> w, b, costs = fit_price(np.array([2.0]), np.array([3.0]), 0.1, 1)
        >>> round(float(w), 4), round(float(b), 4), [round(float(cost), 4) for cost in costs]
        (1.2, 0.1, [0.5])

    Derivation: notebook, section 4.
    """
    ### BEGIN SOLUTION
    m = len(sizes)
    w, b = 1.0, 0.0
    costs = []
    for _ in range(num_iterations):
        predictions = predict_price(sizes, w, b)
        errors = predictions - prices
        costs.append(np.sum(errors**2) / (2 * m))
        slopes = errors * (predictions > 0)
        dw = np.sum(slopes * sizes) / m
        db = np.sum(slopes) / m
        w = w - learning_rate * dw
        b = b - learning_rate * db
    return w, b, costs
    ### END SOLUTION
