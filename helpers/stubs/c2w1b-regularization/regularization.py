# Generated from solutions/c2w1b-regularization: yours to complete, beside the notebook c2w1b-regularization.ipynb.
"""Regularization: keep a network from memorizing its training set, so that it also works on new examples.

Work from top to bottom, next to the notebook. Columns are examples. From section 2 on, the network has three layers
(ReLU, ReLU, sigmoid); its parts without regularization are given.
"""

import numpy as np


def diagnose_bias_variance(human, train, dev):
    """
    Diagnose a network from three error rates.

    The avoidable bias is how much worse the network is than people on the training set. The variance is how much worse
    it is on the dev set than on the training set. Either is high when it is more than 0.02.

    Arguments:
        human: error rate of people, between 0 and 1
        train: error rate on the training set
        dev: error rate on the dev set

    Returns:
        avoidable_bias: a number
        variance: a number
        diagnosis: "bias", "variance", "both" or "neither", whichever is high

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
    Given: the forward pass through the three layers, without dropout.

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
        parameters: dict of W1, b1, W2, b2, W3, b3; the biases are not penalized
        lambd: strength of the penalty, a number (`lambda` is a reserved word in Python)

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
    The cost with the L1 penalty: the mean cross-entropy plus lambd / (2 m) times the sum of all absolute weights |w|.

    Arguments:
        A3: outputs, (1, m)
        Y: labels, 0 or 1, (1, m)
        parameters: dict of W1, b1, W2, b2, W3, b3; the biases are not penalized
        lambd: strength of the penalty, a number

    Returns:
        cost: a number

    Example: the absolute values are 2 + 1 + 3 = 6, and m = 1.
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
        cache: the cache of forward_propagation: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
        lambd: strength of the penalty, a number

    Returns:
        gradients: dict of dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1, each with the shape of the array it is
            named after. dW and db are gradients of the cost and include its 1/m; each column of dZ and dA is a gradient
            of one example's loss.

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
    The forward pass with inverted dropout on both hidden layers, and none on the output.

    After the ReLU, each entry of A1 and A2 is kept with probability keep_prob and divided by keep_prob, or else set to
    0. Every call draws new masks, first D1, then D2, with np.random.rand (uniform between 0 and 1).

    Arguments:
        X: inputs, (n_x, m)
        parameters: dict of W1, b1, W2, b2, W3, b3
        keep_prob: probability of keeping an entry, above 0 and at most 1

    Returns:
        A3: outputs, (1, m)
        cache: (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3), with A1 and A2 after dropout; D1 and D2 have
            the shapes of A1 and A2 and hold True (or 1) where an entry was kept

    Example: with keep_prob = 1, nothing is dropped.
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
    Gradients of the mean cross-entropy when the forward pass dropped entries of A1 and A2.

    Arguments:
        X: inputs, (n_x, m)
        Y: labels, 0 or 1, (1, m)
        cache: the cache of forward_propagation_with_dropout:
            (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
        keep_prob: the same probability as in the forward pass

    Returns:
        gradients: dict of dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1, as without dropout; dA2 and dA1 are
            masked and divided, that is, the gradients that reach the ReLUs

    Example: the only unit of layer 2 was dropped, so no gradient reaches it.
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
    Find the epoch whose parameters to keep when training stops early.

    Go through the epochs and remember the best one so far: the one with the lowest cost, or the first of several equal
    ones. Stop as soon as `patience` epochs in a row have not improved on it; later epochs are never seen.

    Arguments:
        dev_costs: cost on the dev set after each epoch, a list of one or more numbers
        patience: number of epochs without improvement after which training stops (int, 1 or more)

    Returns:
        epoch: index of the best epoch seen, counted from 0 (int)

    Example: the two epochs after 0.6 bring no improvement, so 0.5 is never seen.
        >>> early_stopping_epoch([0.9, 0.6, 0.7, 0.65, 0.5], patience=2)
        1

    Explanation: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("early_stopping_epoch is not written yet")


def augment(images, rng):
    """
    Make new images from old ones: flip each left to right with probability 1/2, then crop a random window.

    The window is 2 pixels lower and 2 narrower than the image; its 9 possible positions are equally likely. Every image
    gets its own random flip and position.

    Arguments:
        images: (m, h, w, c), any dtype, h and w above 2
        rng: np.random.Generator; take all random numbers from it

    Returns:
        augmented: (m, h - 2, w - 2, c), with the dtype of images

    Example:
        >>> augment(np.zeros((5, 6, 4, 3)), np.random.default_rng(1)).shape
        (5, 4, 2, 3)

    Explanation: notebook, section 6.
    """
    # YOUR CODE HERE
    raise NotImplementedError("augment is not written yet")
