# Generated from solutions/c2w3a-batch-norm-softmax: yours to complete, beside the notebook c2w3a-batch-norm-softmax.ipynb.
"""Softmax for ten classes, batch normalization to keep scores in range, and random search for hyperparameters.

Work from top to bottom, next to the notebook. Columns are examples. As everywhere in the course, each column of a
gradient that flows back through a layer (dZ) belongs to one example's loss, and gradients of parameters are those of
the cost: they include its 1/m.
"""

import numpy as np


def softmax(Z):
    """
    Turn scores into probabilities, column by column: e^z divided by the sum of all e^z of the same example.

    Arguments:
        Z: scores, (classes, m), float; they may be as large as +-1000

    Returns:
        A: probabilities, (classes, m), float; each column adds up to 1

    Example: a class with a score ln 3 higher is three times as likely.
        >>> softmax(np.array([[np.log(3.0), 1000.0], [0.0, 1000.0]])).round(4)
        array([[0.75, 0.5 ],
               [0.25, 0.5 ]])

    Explanation: notebook, section 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("softmax is not written yet")


def cross_entropy(A, Y):
    """
    The cost for several classes: the mean over the examples of -log of the right class's probability.

    Arguments:
        A: probabilities, (classes, m), float; those of wrong classes may be exactly 0
        Y: labels, (classes, m), one 1 in each column and 0 elsewhere

    Returns:
        cost: a number

    Example: the right classes have probabilities 1/2 and 1/4, so the cost is (0.6931 + 1.3863) / 2.
        >>> A = np.array([[0.5, 0.75], [0.5, 0.25], [0.0, 0.0]])
        >>> round(float(cross_entropy(A, np.array([[1, 0], [0, 1], [0, 0]]))), 4)
        1.0397

    Formula: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("cross_entropy is not written yet")


def softmax_backward(A, Y):
    """
    Gradient of the loss with respect to the scores, through cross-entropy and softmax in one step.

    Arguments:
        A: probabilities from softmax, (classes, m), float
        Y: labels, (classes, m), one 1 in each column and 0 elsewhere

    Returns:
        dZ: (classes, m), float; each column belongs to its own example's loss, so there is no 1/m

    Example:
        >>> softmax_backward(np.array([[0.25], [0.75]]), np.array([[1.0], [0.0]]))
        array([[-0.75],
               [ 0.75]])

    Derivation: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("softmax_backward is not written yet")


def batch_norm_forward(Z, gamma, beta, running, training, momentum, eps):
    """
    Batch normalization: give every unit mean beta and standard deviation gamma, whatever the previous layers do.

    Z_norm = (Z - mu) / sqrt(var + eps), unit by unit, and Z_tilde = gamma * Z_norm + beta. During training, mu and var
    are the mean and variance of the batch (the variance with 1/m), and the running averages are updated:
    running["mean"] becomes momentum * running["mean"] + (1 - momentum) * mu, and running["var"] likewise. Otherwise mu
    and var are the running averages, which do not change.

    Arguments:
        Z: scores of the layer, (n, m), float
        gamma, beta: standard deviation and mean of each unit, (n, 1), float
        running: dict of mean and var, each (n, 1), float; changed in place during training, unchanged otherwise
        training: bool
        momentum: weight of the old running average, a number from 0 to 1
        eps: small positive number, added to the variance under the root

    Returns:
        Z_tilde: (n, m), float
        cache: dict of Z_norm, (n, m), gamma, (n, 1), and std, the root of var + eps, (n, 1)

    Example: the batch has mean 3 and variance 4.
        >>> running = {"mean": np.zeros((1, 1)), "var": np.ones((1, 1))}
        >>> Z, gamma, beta = np.array([[1.0, 5.0]]), np.array([[3.0]]), np.array([[10.0]])
        >>> batch_norm_forward(Z, gamma, beta, running, True, 0.75, 1e-8)[0].round(4)
        array([[ 7., 13.]])
        >>> {name: float(value.item()) for name, value in running.items()}
        {'mean': 0.75, 'var': 1.75}

    Explanation: notebook, section 3. Source: Ioffe and Szegedy 2015, Algorithm 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("batch_norm_forward is not written yet")


def batch_norm_backward(dZ_tilde, cache):
    """
    The backward pass of batch normalization in training, where mean and variance of the batch depend on every z.

    Arguments:
        dZ_tilde: gradient with respect to Z_tilde, (n, m), float
        cache: from batch_norm_forward in training: dict of Z_norm, (n, m), gamma, (n, 1), and std, (n, 1)

    Returns:
        dZ: gradient with respect to Z, (n, m), float
        dgamma: gradient of the cost, (n, 1), float; includes 1/m
        dbeta: gradient of the cost, (n, 1), float; includes 1/m

    Example:
        >>> cache = {"Z_norm": np.array([[1.0, -1.0]]), "gamma": np.array([[2.0]]), "std": np.array([[4.0]])}
        >>> dZ, dgamma, dbeta = batch_norm_backward(np.array([[3.0, 1.0]]), cache)
        >>> float(dgamma.item()), float(dbeta.item()), dZ.tolist()
        (1.0, 2.0, [[0.0, 0.0]])

    Derivation: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("batch_norm_backward is not written yet")


def sample_learning_rate(rng, low, high):
    """
    Draw a log-uniform number between low and high: every power of ten is equally likely.

    Arguments:
        rng: np.random.Generator; take all random numbers from it
        low, high: ends of the range, floats, 0 < low < high

    Returns:
        learning_rate: float

    Example:
        >>> bool(0.001 <= sample_learning_rate(np.random.default_rng(1), 0.001, 1.0) <= 1)
        True

    Explanation: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("sample_learning_rate is not written yet")


def sample_beta(rng, low, high):
    """
    Draw a beta between low and high such that 1 - beta is log-uniform: each of its powers of ten is equally likely.

    Arguments:
        rng: np.random.Generator; take all random numbers from it
        low, high: ends of the range, floats, 0 <= low < high < 1

    Returns:
        beta: float

    Example:
        >>> bool(0.9 <= sample_beta(np.random.default_rng(1), 0.9, 0.999) <= 0.999)
        True

    Explanation: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("sample_beta is not written yet")


def random_search(train, space, trials, rng):
    """
    Try random settings: each trial draws a new value for every hyperparameter.

    Arguments:
        train: function to call once in each trial, with a dict name -> value; it returns the error on the dev set
        space: dict, name -> (scale, low, high). The scale says how to draw: "log" with sample_learning_rate, "beta"
            with sample_beta, "linear" uniformly between low and high
        trials: number of settings to try (int)
        rng: np.random.Generator; take all random numbers from it

    Returns:
        results: list of tuples (settings, error) in the order of the trials; settings is the dict passed to train

    Example:
        >>> space = {"keep_prob": ("linear", 0.5, 1.0)}
        >>> results = random_search(lambda settings: 2 * settings["keep_prob"], space, 3, np.random.default_rng(1))
        >>> len(results), all(error == 2 * settings["keep_prob"] for settings, error in results)
        (3, True)

    Explanation: notebook, section 6.
    """
    # YOUR CODE HERE
    raise NotImplementedError("random_search is not written yet")


def coarse_to_fine(results, space):
    """
    Narrow the search space to the range of values in the best third of the trials.

    Arguments:
        results: list of tuples (settings, error) from random_search; lower errors are better (inf if training failed)
        space: dict, name -> (scale, low, high), the space that was searched

    Returns:
        finer: dict, name -> (scale, low, high), with the names and scales of space. low and high are the smallest and
            the largest value among the best len(results) // 3 trials, or the best 2 if that is fewer than 2

    Example: the best third of six trials are those with errors 0.1 and 0.2.
        >>> errors = [0.5, 0.1, 0.4, 0.2, 0.6, 0.3]
        >>> results = [({"keep_prob": 0.5 + i / 10}, error) for i, error in enumerate(errors)]
        >>> coarse_to_fine(results, {"keep_prob": ("linear", 0.5, 1.0)})
        {'keep_prob': ('linear', 0.6, 0.8)}

    Explanation: notebook, section 6.
    """
    # YOUR CODE HERE
    raise NotImplementedError("coarse_to_fine is not written yet")
