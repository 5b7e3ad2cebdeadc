"""NumPy for neural networks: slopes, a computation graph, and functions that work on whole arrays at once.

Work from top to bottom, next to the notebook. Each function is a few lines long.
"""

import math

import numpy as np


def numerical_derivative(f, a, eps):
    """
    The slope of f at a, measured with a nudge: how much f grows when a grows by eps, per unit of eps.

    Arguments:
        f: a function that takes one number and returns one number
        a: the point at which to measure the slope (float)
        eps: the size of the nudge, to the right (float, greater than 0)

    Returns:
        slope: the growth of f from a to a + eps, divided by eps, a number

    Example:
        >>> round(numerical_derivative(lambda t: 3 * t, 2.0, 0.001), 4)
        3.0

    Formula: notebook, section 1.
    """
    ### BEGIN SOLUTION
    return (f(a + eps) - f(a)) / eps
    ### END SOLUTION


def graph_forward(a, b, c):
    """
    Compute J = 3 (a + b c) from left to right, one small step at a time.

    Arguments:
        a, b, c: numbers

    Returns:
        u: the product b c, a number
        v: the sum of a and u, a number
        J: three times v, a number

    Example:
        >>> graph_forward(1, 2, 4)
        (8, 9, 27)

    The graph: notebook, section 2.
    """
    ### BEGIN SOLUTION
    u = b * c
    v = a + u
    J = 3 * v
    return u, v, J
    ### END SOLUTION


def graph_backward(a, b, c):
    """
    Go backward through the graph of J = 3 (a + b c): the derivative of J with respect to each quantity in it.

    Arguments:
        a, b, c: numbers

    Returns:
        dictionary with the five derivatives of J, each a number:
            "dv", "da", "du", "db", "dc" (short for dJ/dv, dJ/da, ...)

    Example:
        >>> graph_backward(1, 2, 4)
        {'dv': 3, 'da': 3, 'du': 3, 'db': 12, 'dc': 6}

    The chain rule, step by step: notebook, section 2.
    """
    ### BEGIN SOLUTION
    dv = 3
    da = dv
    du = dv
    db = du * c
    dc = du * b
    return {"dv": dv, "da": da, "du": du, "db": db, "dc": dc}
    ### END SOLUTION


def basic_sigmoid(x):
    """
    Squash one number into the interval from 0 to 1: sigma(x) = 1 / (1 + exp(-x)).

    Arguments:
        x: one number (int or float) between -500 and 500

    Returns:
        s: sigma(x), a number (float)

    Example:
        >>> round(basic_sigmoid(1), 4)
        0.7311

    Formula: notebook, section 3.
    """
    ### BEGIN SOLUTION
    return 1 / (1 + math.exp(-x))
    ### END SOLUTION


def sigmoid(x):
    """
    Squash every number of an array into the interval from 0 to 1.

    Arguments:
        x: a number, or an array of any shape (ints or floats), every entry above -500; large entries give 1.0

    Returns:
        s: sigma of every entry, floats, same shape as x

    Example:
        >>> sigmoid(np.array([[0.0, 2.0, -1.0]])).round(4)
        array([[0.5   , 0.8808, 0.2689]])

    Formula: notebook, section 3.
    """
    ### BEGIN SOLUTION
    return 1 / (1 + np.exp(-x))
    ### END SOLUTION


def sigmoid_derivative(x):
    """
    The slope of the sigmoid at every entry of x: sigma'(x) = sigma(x) (1 - sigma(x)).

    Arguments:
        x: a number, or an array of any shape (ints or floats)

    Returns:
        ds: sigma'(x) of every entry, floats, same shape as x

    Example:
        >>> sigmoid_derivative(np.array([0.0, 2.0])).round(4)
        array([0.25 , 0.105])

    Derivation: notebook, section 3.
    """
    ### BEGIN SOLUTION
    s = sigmoid(x)
    return s * (1 - s)
    ### END SOLUTION


def image2vector(image):
    """
    Reshape one picture into one column.

    Arguments:
        image: array of shape (length, height, depth), of any dtype

    Returns:
        v: shape (length * height * depth, 1), same dtype as image. The numbers stay in memory order: the last axis runs
            fastest (the order of `image.ravel()`)

    Example:
        >>> image2vector(np.array([[[1, 2], [3, 4]]]))
        array([[1],
               [2],
               [3],
               [4]])

    Why a column: notebook, section 4.
    """
    ### BEGIN SOLUTION
    return image.reshape(-1, 1)
    ### END SOLUTION


def calorie_shares(A):
    """
    The share of each food's calories that comes from each source, in percent. Do not use a loop.

    Arguments:
        A: calories, shape (sources, foods), ints or floats, not negative; the total of every food is above 0

    Returns:
        shares: shape (sources, foods), floats from 0 to 100; every column adds up to 100

    Example: the first food gets 1 of its 4 calories from the first source
        >>> calorie_shares(np.array([[1.0, 30.0], [3.0, 20.0]]))
        array([[25., 60.],
               [75., 40.]])

    The broadcasting rule: notebook, section 5.
    """
    ### BEGIN SOLUTION
    totals = A.sum(axis=0)
    return 100 * A / totals
    ### END SOLUTION


def normalize_rows(x):
    """
    Divide every row by its length, so that every row has length 1.

    Arguments:
        x: shape (n, m), ints or floats; no row is all zeros

    Returns:
        x_normalized: shape (n, m), floats. The length of a row is its L2 norm: the square root of the sum of its
            squares

    Example:
        >>> normalize_rows(np.array([[3.0, 4.0], [0.0, 2.0]]))
        array([[0.6, 0.8],
               [0. , 1. ]])

    Formula: notebook, section 5.
    """
    ### BEGIN SOLUTION
    x_norm = np.sqrt(np.sum(x**2, axis=1, keepdims=True))
    return x / x_norm
    ### END SOLUTION


def softmax(x):
    """
    Turn every row of scores into probabilities: the exponentials, divided by their sum over the row.

    Arguments:
        x: scores, shape (m, n), ints or floats of moderate size (below 500)

    Returns:
        s: shape (m, n), floats greater than 0; every row adds up to 1

    Example:
        >>> softmax(np.array([[1.0, 1.0, 3.0]])).round(4)
        array([[0.1065, 0.1065, 0.787 ]])

    Formula: notebook, section 5.
    """
    ### BEGIN SOLUTION
    x_exp = np.exp(x)
    x_sum = np.sum(x_exp, axis=1, keepdims=True)
    return x_exp / x_sum
    ### END SOLUTION


def L1(yhat, y):
    """
    How far off the predictions are: the sum of the absolute differences.

    Arguments:
        yhat: predictions, shape (m,), floats
        y: true values, shape (m,), ints or floats

    Returns:
        loss: sum over i of |y_i - yhat_i|, a number

    Example:
        >>> round(float(L1(np.array([0.5, 0.25]), np.array([1, 0]))), 4)
        0.75

    Formula: notebook, section 6.
    """
    ### BEGIN SOLUTION
    return np.sum(np.abs(y - yhat))
    ### END SOLUTION


def L2(yhat, y):
    """
    How far off the predictions are: the sum of the squared differences. (Not the mean, and no square root.)

    Arguments:
        yhat: predictions, shape (m,), floats
        y: true values, shape (m,), ints or floats

    Returns:
        loss: sum over i of (y_i - yhat_i) squared, a number

    Example:
        >>> round(float(L2(np.array([0.5, 0.25]), np.array([1, 0]))), 4)
        0.3125

    Formula: notebook, section 6.
    """
    ### BEGIN SOLUTION
    return np.sum((y - yhat) ** 2)
    ### END SOLUTION


def dot_loop(w, x):
    """
    The sum of the products w_i x_i, with a loop of your own: one entry after another, without NumPy.

    Arguments:
        w: shape (n,), ints or floats
        x: shape (n,), ints or floats

    Returns:
        total: w_1 x_1 + ... + w_n x_n, a number

    Example:
        >>> print(dot_loop(np.array([1, 2, 3]), np.array([4, 5, 6])))
        32

    Why the same sum twice: notebook, section 7.
    """
    ### BEGIN SOLUTION
    total = 0
    for i in range(len(w)):
        total += w[i] * x[i]
    return total
    ### END SOLUTION


def dot_vectorized(w, x):
    """
    The same sum of products without a loop: NumPy computes all of it at once.

    Arguments:
        w: shape (n,), ints or floats
        x: shape (n,), ints or floats

    Returns:
        total: w_1 x_1 + ... + w_n x_n, a number

    Example:
        >>> print(dot_vectorized(np.array([1, 2, 3]), np.array([4, 5, 6])))
        32

    How much faster it is: notebook, section 7.
    """
    ### BEGIN SOLUTION
    return w @ x
    ### END SOLUTION
