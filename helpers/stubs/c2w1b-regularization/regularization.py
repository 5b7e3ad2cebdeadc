# Generated from solutions/c2w1b-regularization: yours to complete, beside the notebook c2w1b-regularization.ipynb.
"""Regularization: make a network that has learned its training set by heart learn what holds for new points too.

Work from top to bottom, next to the notebook. Columns are examples. From section 2 on there is a network with three
layers, ReLU, ReLU, sigmoid; its parts without regularization are given.
"""

import numpy as np


def diagnose_bias_variance(human, train, dev):
    """
    What is wrong with a network, told from three error rates.

    The avoidable bias is how much worse than a person it is on what it learned from; the variance, how much worse it is
    on new examples than on those. Either counts as high when it is more than 0.02.

    Arguments:
        human: error rate of people, between 0 and 1
        train: error rate on the training set
        dev: error rate on the dev set

    Returns:
        avoidable_bias: a number
        variance: a number
        diagnosis: "bias", "variance", "both" or "neither": which of the two is high

    Example:
        >>> bias, variance, diagnosis = diagnose_bias_variance(0.0, 0.01, 0.11)
        >>> round(bias, 4), round(variance, 4), diagnosis
        (0.01, 0.1, 'variance')

    Explanation: notebook, section 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("diagnose_bias_variance is not written yet")


def sigmoid(Z):
    """Given: sigma(Z) = 1 / (1 + e^-Z), entry by entry."""
    return 1 / (1 + np.exp(-Z))


def relu(Z):
    """Given: max(0, Z), entry by entry."""
    return np.maximum(0, Z)


def forward_propagation(X, parameters):
    """
    Given: the three layers without dropout.

    Arguments:
        X: inputs, (n_x, m)
        parameters: dict of W1, b1, W2, b2, W3, b3

    Returns:
        A3: outputs, (1, m)
        cache: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    """
    W1, b1, W2, b2, W3, b3 = (parameters[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = W1 @ X + b1
    A1 = relu(Z1)
    Z2 = W2 @ A1 + b2
    A2 = relu(Z2)
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)


def compute_cost(A3, Y):
    """Given: the mean cross-entropy of the outputs A3, (1, m), and the labels Y, (1, m); a number."""
    return -np.mean(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    """
    The cost with the L2 penalty: the mean cross-entropy plus lambd / (2 m) times the sum of all squared weights.

    Arguments:
        A3: outputs, (1, m)
        Y: labels, 0 or 1, (1, m)
        parameters: dict of W1, b1, W2, b2, W3, b3; the biases carry no penalty
        lambd: strength of the penalty, a number (lambda is a word of Python's own)

    Returns:
        cost: a number

    Example: one unit in each layer; the squares are 4 + 1 + 9 = 14, and m = 1.
        >>> one = np.ones((1, 1))
        >>> P = {"W1": 2 * one, "b1": one, "W2": -one, "b2": one, "W3": 3 * one, "b3": one}
        >>> round(float(compute_cost_with_regularization(0.5 * one, one, P, 0.1)), 4)
        1.3931

    Formula: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("compute_cost_with_regularization is not written yet")


def compute_cost_with_l1(A3, Y, parameters, lambd):
    """
    The cost with the L1 penalty: the mean cross-entropy plus lambd / (2 m) times the sum of all weights' sizes |w|.

    Arguments:
        A3: outputs, (1, m)
        Y: labels, 0 or 1, (1, m)
        parameters: dict of W1, b1, W2, b2, W3, b3; the biases carry no penalty
        lambd: strength of the penalty, a number

    Returns:
        cost: a number

    Example: the sizes are 2 + 1 + 3 = 6, and m = 1.
        >>> one = np.ones((1, 1))
        >>> P = {"W1": 2 * one, "b1": one, "W2": -one, "b2": one, "W3": 3 * one, "b3": one}
        >>> round(float(compute_cost_with_l1(0.5 * one, one, P, 0.1)), 4)
        0.9931

    Formula: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("compute_cost_with_l1 is not written yet")


def backward_propagation_with_regularization(X, Y, cache, lambd):
    """
    Gradients of the cost with the L2 penalty.

    Arguments:
        X: inputs, (n_x, m)
        Y: labels, 0 or 1, (1, m)
        cache: what forward_propagation kept: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
        lambd: strength of the penalty, a number

    Returns:
        gradients: dict of dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1, each in the shape of what it is named
            after. dW and db are those of the cost and hold its 1/m; dZ and dA hold one example's loss in each column.

    Example:
        >>> one = np.ones((1, 1))
        >>> P = {"W1": one, "b1": 0 * one, "W2": one, "b2": 0 * one, "W3": one, "b3": 0 * one}
        >>> A3, cache = forward_propagation(2 * one, P)
        >>> gradients = backward_propagation_with_regularization(2 * one, one, cache, 0.5)
        >>> [round(float(gradients[name].item()), 4) for name in ("dZ3", "dW3", "db3")]
        [-0.1192, 0.2616, -0.1192]

    Derivation: notebook, section 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("backward_propagation_with_regularization is not written yet")


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    """
    The three layers with inverted dropout on both hidden layers, and none on the output.

    After the ReLU, each entry of A1 and of A2 is kept with chance keep_prob and divided by keep_prob, or else set to 0.
    The masks D1 and D2 are drawn anew in every call, D1 first, with np.random.rand, which draws evenly from 0 to 1.

    Arguments:
        X: inputs, (n_x, m)
        parameters: dict of W1, b1, W2, b2, W3, b3
        keep_prob: chance of an entry to be kept, above 0 and at most 1

    Returns:
        A3: outputs, (1, m)
        cache: (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3), where A1 and A2 are those after dropout, and
            D1 and D2 hold True (or 1) where an entry was kept, in the shapes of A1 and A2

    Example: with keep_prob = 1 nothing is dropped.
        >>> one = np.ones((1, 1))
        >>> P = {"W1": one, "b1": 0 * one, "W2": one, "b2": 0 * one, "W3": one, "b3": 0 * one}
        >>> A3, cache = forward_propagation_with_dropout(2 * one, P, keep_prob=1.0)
        >>> round(float(A3.item()), 4), bool(cache[1].item())
        (0.8808, True)

    Explanation: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("forward_propagation_with_dropout is not written yet")


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    """
    Gradients of the mean cross-entropy, where the forward pass dropped entries of A1 and A2.

    Arguments:
        X: inputs, (n_x, m)
        Y: labels, 0 or 1, (1, m)
        cache: what forward_propagation_with_dropout kept:
            (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
        keep_prob: the same chance as in the forward pass

    Returns:
        gradients: dict of dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1, as without dropout; dA2 and dA1 are
            those after mask and division, that is, what arrives at the ReLUs

    Example: the one unit of layer 2 was dropped, so nothing arrives at it.
        >>> one = np.ones((1, 1))
        >>> cache = (one, one, 2 * one, one, one, one, 0 * one, 0 * one, one, one, one, 0.7 * one, one, one)
        >>> gradients = backward_propagation_with_dropout(one, one, cache, 0.5)
        >>> round(float(gradients["dZ3"].item()), 4), abs(float(gradients["dA2"].item()))
        (-0.3, 0.0)

    Derivation: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("backward_propagation_with_dropout is not written yet")


def early_stopping_epoch(dev_costs, patience):
    """
    Where to take the parameters from when training stops early.

    Walk through the epochs and remember the best one so far, the one of the lowest cost (the first of equals). Stop as
    soon as `patience` epochs in a row have brought nothing lower; later epochs are never seen.

    Arguments:
        dev_costs: cost on the dev set after each epoch, a list of one or more numbers
        patience: how many epochs without anything lower end the training (int, 1 or more)

    Returns:
        epoch: index of the best epoch that was seen, counted from 0 (int)

    Example: after 0.6 come two epochs without anything lower, so 0.5 is never seen.
        >>> early_stopping_epoch([0.9, 0.6, 0.7, 0.65, 0.5], patience=2)
        1

    Explanation: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("early_stopping_epoch is not written yet")


def augment(images, rng):
    """
    New pictures from old ones: each is mirrored left to right with chance 1/2, and a window of it is cut out.

    The window is 2 pixels less high and 2 less wide than the picture; each of its 9 places is equally likely. Chance
    decides for each picture alone.

    Arguments:
        images: (m, h, w, c), any kind of numbers, h and w above 2
        rng: np.random.Generator, from which all chance is drawn

    Returns:
        augmented: (m, h - 2, w - 2, c), of the same kind of numbers as images

    Example:
        >>> augment(np.zeros((5, 6, 4, 3)), np.random.default_rng(1)).shape
        (5, 4, 2, 3)

    Explanation: notebook, section 6.
    """
    # YOUR CODE HERE
    raise NotImplementedError("augment is not written yet")
