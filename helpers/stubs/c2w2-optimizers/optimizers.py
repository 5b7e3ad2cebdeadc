# Generated from solutions/c2w2-optimizers: yours to complete, beside the notebook c2w2-optimizers.ipynb.
"""Optimizers: use mini-batches, average past gradients, and scale the step of each parameter separately.

Work from top to bottom, next to the notebook. Columns are examples. Parameters are a dictionary of W1, b1, ..., WL, bL,
gradients a dictionary of dW1, db1, ..., dWL, dbL. An optimizer's averages have the keys and shapes of the gradients.
"""

import numpy as np


def update_parameters_with_gd(parameters, grads, learning_rate):
    """
    One step of gradient descent.

    Arguments:
        parameters: dict of W1, b1, ..., WL, bL; do not change the caller's arrays
        grads: dict of dW1, db1, ..., with the shapes of the parameters
        learning_rate: alpha, a number

    Returns:
        parameters: dict with the same keys, after the step

    Example:
        >>> P, G = {"W1": np.array([[1.0, 2.0]])}, {"dW1": np.array([[0.5, -1.0]])}
        >>> update_parameters_with_gd(P, G, 0.1)
        {'W1': array([[0.95, 2.1 ]])}

    Formula: notebook, section 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("update_parameters_with_gd is not written yet")


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    """
    Shuffle the examples and cut them into mini-batches.

    Every example appears exactly once, with its label. Each batch holds mini_batch_size examples; if this does not
    divide m, the last batch holds the rest. The same seed always gives the same batches.

    Arguments:
        X: inputs, (n_x, m)
        Y: labels, (1, m)
        mini_batch_size: number of examples in a batch (int)
        seed: for `np.random.default_rng(seed)` or `np.random.seed(seed)` (int)

    Returns:
        mini_batches: list of tuples (mini_batch_X, mini_batch_Y) with shapes (n_x, size), (1, size)

    Example: 7 examples in batches of 3
        >>> [x.shape for x, y in random_mini_batches(np.zeros((2, 7)), np.zeros((1, 7)), 3)]
        [(2, 3), (2, 3), (2, 1)]

    Explanation: notebook, section 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("random_mini_batches is not written yet")


def ewma(theta, beta, bias_correction):
    """
    Exponentially weighted moving averages of a series: v_t = beta v_{t-1} + (1 - beta) theta_t, with v_0 = 0.

    Arguments:
        theta: the values theta_1, theta_2, ..., (n,)
        beta: weight of the old average, at least 0 and below 1
        bias_correction: True to return v_t / (1 - beta^t), False to return v_t

    Returns:
        averages: one for each value, (n,), floats

    Example:
        >>> ewma(np.array([10.0, 20.0]), 0.9, False).round(4).tolist()
        [1.0, 2.9]
        >>> ewma(np.array([10.0, 20.0]), 0.9, True).round(4).tolist()
        [10.0, 15.2632]

    Derivation: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("ewma is not written yet")


def initialize_velocity(parameters):
    """
    Momentum's averages before the first step.

    Arguments:
        parameters: dict of W1, b1, ..., WL, bL

    Returns:
        v: dict of dW1, db1, ..., dWL, dbL: zeros (floats) with the shapes of the parameters

    Example:
        >>> initialize_velocity({"W1": np.array([[3.0, 4.0]])})
        {'dW1': array([[0., 0.]])}

    Explanation: notebook, section 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("initialize_velocity is not written yet")


def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    """
    One step of gradient descent with momentum: first the average v := beta v + (1 - beta) grad, then a step along it.

    Arguments:
        parameters: dict of W1, b1, ..., WL, bL; do not change the caller's arrays
        grads: dict of dW1, db1, ..., with the shapes of the parameters
        v: the averages so far, a dict like grads
        beta: weight of the old average
        learning_rate: alpha, a number

    Returns:
        parameters: after the step
        v: the new averages

    Example:
        >>> P, G, v = {"W1": np.array([[1.0]])}, {"dW1": np.array([[2.0]])}, {"dW1": np.array([[4.0]])}
        >>> update_parameters_with_momentum(P, G, v, 0.5, 0.1)
        ({'W1': array([[0.7]])}, {'dW1': array([[3.]])})

    Formula: notebook, section 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("update_parameters_with_momentum is not written yet")


def initialize_rmsprop(parameters):
    """
    RMSprop's averages of squared gradients before the first step.

    Arguments:
        parameters: dict of W1, b1, ..., WL, bL

    Returns:
        s: dict of dW1, db1, ..., dWL, dbL: zeros (floats) with the shapes of the parameters

    Example:
        >>> initialize_rmsprop({"b1": np.array([[3.0], [4.0]])})["db1"].tolist()
        [[0.0], [0.0]]

    Explanation: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("initialize_rmsprop is not written yet")


def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    """
    One step of RMSprop: s := beta2 s + (1 - beta2) grad^2, entry by entry, then the step alpha grad / (sqrt(s) + eps).

    Arguments:
        parameters: dict of W1, b1, ..., WL, bL; do not change the caller's arrays
        grads: dict of dW1, db1, ..., with the shapes of the parameters
        s: the averages of squared gradients so far, a dict like grads
        beta2: weight of the old average
        learning_rate: alpha, a number
        epsilon: a small number, added to the root to avoid division by 0

    Returns:
        parameters: after the step
        s: the new averages of squares

    Example:
        >>> P, G, s = {"W1": np.array([[1.0]])}, {"dW1": np.array([[2.0]])}, {"dW1": np.array([[14.0]])}
        >>> update_parameters_with_rmsprop(P, G, s, 0.5, 0.3, 1e-8)
        ({'W1': array([[0.8]])}, {'dW1': array([[9.]])})

    Formula: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("update_parameters_with_rmsprop is not written yet")


def initialize_adam(parameters):
    """
    Adam's averages before the first step: of the gradients and of their squares.

    Arguments:
        parameters: dict of W1, b1, ..., WL, bL

    Returns:
        v: dict of dW1, db1, ..., dWL, dbL: zeros (floats) with the shapes of the parameters
        s: another such dict, with its own arrays

    Example:
        >>> initialize_adam({"b1": np.array([[3.0]])})
        ({'db1': array([[0.]])}, {'db1': array([[0.]])})

    Explanation: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("initialize_adam is not written yet")


def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """
    One step of Adam: momentum's average divided by RMSprop's root, both corrected for starting at zero.

    Arguments:
        parameters: dict of W1, b1, ..., WL, bL; do not change the caller's arrays
        grads: dict of dW1, db1, ..., with the shapes of the parameters
        v: averages of the gradients so far, a dict like grads
        s: averages of the squared gradients so far, a dict like grads
        t: number of this step, counted from 1 (int)
        learning_rate: alpha, a number
        beta1, beta2: weights of the old averages v and s
        epsilon: a small number, added to the root to avoid division by 0

    Returns:
        parameters: after the step
        v: the new averages, not corrected
        s: the new averages of squares, not corrected
        v_corrected: v / (1 - beta1^t), a dict like v
        s_corrected: s / (1 - beta2^t), a dict like s

    Example: in the first step, every parameter moves by about the learning rate.
        >>> P, G = {"W1": np.array([[1.0, 1.0]])}, {"dW1": np.array([[0.002, -300.0]])}
        >>> v, s = initialize_adam(P)
        >>> update_parameters_with_adam(P, G, v, s, 1)[0]["W1"].round(4).tolist()
        [[0.99, 1.01]]

    Formulas: notebook, section 5 (Kingma and Ba 2014, Algorithm 1).
    """
    # YOUR CODE HERE
    raise NotImplementedError("update_parameters_with_adam is not written yet")


def update_lr(learning_rate0, epoch_num, decay_rate):
    """
    A learning rate that decays with every epoch: alpha_0 / (1 + decay_rate * epoch_num).

    Arguments:
        learning_rate0: the initial learning rate, a number
        epoch_num: number of completed epochs (int)
        decay_rate: how fast the rate decays, a number

    Returns:
        learning_rate: a number

    Example:
        >>> round(update_lr(0.2, 3, 1), 4)
        0.05

    Explanation: notebook, section 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("update_lr is not written yet")


def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    """
    A staircase: the rate stays constant for time_interval epochs, then takes the next step of `update_lr`.

    Arguments:
        learning_rate0: the initial learning rate, a number
        epoch_num: number of completed epochs (int)
        decay_rate: how fast the rate decays, a number
        time_interval: number of epochs per step (int)

    Returns:
        learning_rate: alpha_0 / (1 + decay_rate * floor(epoch_num / time_interval)), a number

    Example:
        >>> [round(schedule_lr_decay(0.2, epoch, 1, 10), 4) for epoch in (9, 10, 19, 20)]
        [0.2, 0.1, 0.1, 0.0667]

    Explanation: notebook, section 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("schedule_lr_decay is not written yet")


def exponential_decay(lr0, epoch, rate):
    """
    A learning rate that is multiplied by `rate` in every epoch: lr0 * rate^epoch.

    Arguments:
        lr0: the initial learning rate, a number
        epoch: number of completed epochs (int)
        rate: the factor per epoch, such as 0.95

    Returns:
        learning_rate: a number

    Example:
        >>> round(exponential_decay(0.2, 2, 0.95), 4)
        0.1805

    Explanation: notebook, section 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("exponential_decay is not written yet")


def sqrt_decay(lr0, epoch, k):
    """
    A learning rate that decays more and more slowly: k / sqrt(epoch) * lr0.

    Arguments:
        lr0: a learning rate, a number
        epoch: number of the epoch, counted from 1 (int)
        k: a factor

    Returns:
        learning_rate: a number

    Example:
        >>> sqrt_decay(0.2, 4, 1.5)
        0.15000000000000002

    Explanation: notebook, section 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("sqrt_decay is not written yet")
