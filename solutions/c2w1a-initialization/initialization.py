"""Before training begins: split the data, scale the inputs and choose the initial weights.

Work from top to bottom, next to the notebook. One example is one column, so `X` has shape
(n_x, m). A network's sizes are given as `layers_dims` = [n_0, n_1, ..., n_L]: the number of
inputs, then the number of units in each layer. Its parameters are a dictionary with "W1", "b1",
..., "WL", "bL", where Wl has shape (n_l, n_{l-1}) and bl has shape (n_l, 1).
"""

import numpy as np

SEED = 3  # the weights are random but the same in every run, so that runs can be compared

ACTIVATIONS = {
    "linear": lambda Z: Z,
    "relu": lambda Z: np.maximum(Z, 0),
    "tanh": np.tanh,
}


def train_dev_test_split(m, fractions, rng):
    """
    Split m examples at random into a training set, a dev set and a test set.

    Arguments:
        m: number of examples (int)
        fractions: the fractions of train, dev and test, three numbers that add up to 1
        rng: a `np.random.Generator`; take all random numbers from it

    Returns:
        train, dev, test: three arrays of integers, shapes (n_train,), (n_dev,) and (n_test,).
            Each index 0, ..., m - 1 is in exactly one of them, in any order. n_dev and n_test
            are m times the fraction, rounded to the nearest integer; train gets the rest.

    Example: the assignment is random, the sizes are not
        >>> rng = np.random.default_rng(1)
        >>> train, dev, test = train_dev_test_split(100, (0.42, 0.29, 0.29), rng)
        >>> train.shape, dev.shape, test.shape
        ((42,), (29,), (29,))

    Why there are three sets and why the split is random: notebook, section 1.
    """
    ### BEGIN SOLUTION
    n_dev = round(fractions[1] * m)
    n_test = round(fractions[2] * m)
    n_train = m - n_dev - n_test
    order = rng.permutation(m)
    train, dev, test = np.split(order, [n_train, n_train + n_dev])
    return train, dev, test
    ### END SOLUTION


def normalize_inputs(X_train, X):
    """
    Normalize every feature with its mean and standard deviation in the training set.

    Arguments:
        X_train: the training set, shape (n_x, m_train), float
        X: the data to normalize, shape (n_x, m), float: the training set itself, the dev set,
            the test set, or a single new example

    Returns:
        X_norm: shape (n_x, m), float: (x - mu) / sigma for every feature (row). sigma is
            `np.std`, which divides by m. A feature that is the same in all training examples
            has sigma = 0; only centre it, x - mu.

    Example:
        >>> X_train = np.array([[1.0, 3.0], [5.0, 5.0]])
        >>> normalize_inputs(X_train, np.array([[4.0], [7.0]]))
        array([[2.],
               [2.]])

    Formula: notebook, section 2.
    """
    ### BEGIN SOLUTION
    mu = np.mean(X_train, axis=1, keepdims=True)
    sigma = np.std(X_train, axis=1, keepdims=True)
    sigma = np.where(sigma == 0, 1, sigma)
    return (X - mu) / sigma
    ### END SOLUTION


def initialize_parameters_zeros(layers_dims):
    """
    Initialize all weights and biases to zero.

    Arguments:
        layers_dims: the sizes [n_0, n_1, ..., n_L], a list of ints

    Returns:
        parameters: dictionary with "W1", "b1", ..., "WL", "bL", float64
            Wl: zeros, shape (n_l, n_{l-1})
            bl: zeros, shape (n_l, 1)

    Example: two inputs, one unit
        >>> initialize_parameters_zeros([2, 1])
        {'W1': array([[0., 0.]]), 'b1': array([[0.]])}

    What zeros do to training: notebook, section 3.
    """
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layers_dims)):
        parameters[f"W{layer}"] = np.zeros((layers_dims[layer], layers_dims[layer - 1]))
        parameters[f"b{layer}"] = np.zeros((layers_dims[layer], 1))
    return parameters
    ### END SOLUTION


def initialize_parameters_random(layers_dims):
    """
    Initialize with large random weights: standard normal numbers times 10.

    Arguments:
        layers_dims: the sizes [n_0, n_1, ..., n_L], a list of ints

    Returns:
        parameters: dictionary with "W1", "b1", ..., "WL", "bL", float64
            Wl: shape (n_l, n_{l-1}); independent normal numbers with mean 0 and standard
                deviation 10. Any stream of random numbers is right
            bl: zeros, shape (n_l, 1)

    Example: the numbers are random, the shapes are not
        >>> parameters = initialize_parameters_random([3, 2])
        >>> parameters["W1"].shape, parameters["b1"].shape
        ((2, 3), (2, 1))

    What large weights do to training: notebook, section 4.
    """
    rng = np.random.default_rng(SEED)
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layers_dims)):
        parameters[f"W{layer}"] = 10 * rng.standard_normal((layers_dims[layer], layers_dims[layer - 1]))
        parameters[f"b{layer}"] = np.zeros((layers_dims[layer], 1))
    return parameters
    ### END SOLUTION


def activation_scales(X, parameters, activation):
    """
    Run a forward pass and record the standard deviation of each layer's activations.

    Arguments:
        X: inputs, shape (n_x, m), float
        parameters: dictionary with "W1", "b1", ..., "WL", "bL"
        activation: "linear", "relu" or "tanh", used in every layer, including the last;
            `ACTIVATIONS[activation]` is the function

    Returns:
        scales: list of L numbers; number l is the standard deviation (`np.std`) over all
            entries of A[l], for l = 1, ..., L. The inputs do not count as a layer.

    Example: the notebook's worked example
        >>> parameters = {"W1": np.array([[2.0]]), "b1": np.array([[0.0]]),
        ...               "W2": np.array([[0.5]]), "b2": np.array([[-1.0]])}
        >>> scales = activation_scales(np.array([[-1.0, 2.0, 5.0]]), parameters, "relu")
        >>> [round(float(scale), 4) for scale in scales]
        [4.1096, 1.6997]

    What it shows: notebook, section 5.
    """
    ### BEGIN SOLUTION
    A = X
    scales = []
    for layer in range(1, len(parameters) // 2 + 1):
        A = ACTIVATIONS[activation](parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])
        scales.append(np.std(A))
    return scales
    ### END SOLUTION


def initialize_parameters_xavier(layers_dims):
    """
    Xavier initialization: weights of variance 1 / n_{l-1}, so that sums keep their spread.

    Arguments:
        layers_dims: the sizes [n_0, n_1, ..., n_L], a list of ints

    Returns:
        parameters: dictionary with "W1", "b1", ..., "WL", "bL", float64
            Wl: shape (n_l, n_{l-1}); independent normal numbers with mean 0 and standard
                deviation sqrt(1 / n_{l-1}). Any stream of random numbers is right
            bl: zeros, shape (n_l, 1)

    Example: four inputs, so the weights of layer 1 have standard deviation sqrt(1/4) = 0.5
        >>> parameters = initialize_parameters_xavier([4, 3])
        >>> parameters["W1"].shape, parameters["b1"].shape
        ((3, 4), (3, 1))

    Formula: notebook, section 6; Glorot and Bengio 2010, with the number of inputs only.
    """
    rng = np.random.default_rng(SEED)
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layers_dims)):
        scale = np.sqrt(1 / layers_dims[layer - 1])
        parameters[f"W{layer}"] = scale * rng.standard_normal((layers_dims[layer], layers_dims[layer - 1]))
        parameters[f"b{layer}"] = np.zeros((layers_dims[layer], 1))
    return parameters
    ### END SOLUTION


def initialize_parameters_he(layers_dims):
    """
    He initialization: weights of variance 2 / n_{l-1}, so that ReLU layers keep the spread.

    Arguments:
        layers_dims: the sizes [n_0, n_1, ..., n_L], a list of ints

    Returns:
        parameters: dictionary with "W1", "b1", ..., "WL", "bL", float64
            Wl: shape (n_l, n_{l-1}); independent normal numbers with mean 0 and standard
                deviation sqrt(2 / n_{l-1}). Any stream of random numbers is right
            bl: zeros, shape (n_l, 1)

    Example: eight inputs, so the weights of layer 1 have standard deviation sqrt(2/8) = 0.5
        >>> parameters = initialize_parameters_he([8, 3])
        >>> parameters["W1"].shape, parameters["b1"].shape
        ((3, 8), (3, 1))

    Formula: notebook, section 7; He et al. 2015, equation 10.
    """
    rng = np.random.default_rng(SEED)
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layers_dims)):
        scale = np.sqrt(2 / layers_dims[layer - 1])
        parameters[f"W{layer}"] = scale * rng.standard_normal((layers_dims[layer], layers_dims[layer - 1]))
        parameters[f"b{layer}"] = np.zeros((layers_dims[layer], 1))
    return parameters
    ### END SOLUTION
