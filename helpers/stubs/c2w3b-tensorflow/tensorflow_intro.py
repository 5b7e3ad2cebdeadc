# Generated from solutions/c2w3b-tensorflow: yours to complete, beside the notebook c2w3b-tensorflow.ipynb.
"""First steps with TensorFlow: tensors, variables, gradients from a tape, and a network trained with them.

Work from top to bottom, next to the notebook. Columns are examples, as everywhere in this course; numbers are float32,
TensorFlow's default.
"""

import numpy as np
import tensorflow as tf


def linear_function(X=None, W=None, b=None):
    """
    The linear step WX + b in TensorFlow, in float32.

    Arguments:
        X: inputs, (n, m); W: weights, (k, n); b: biases, (k, 1); arrays or tensors, float64, float32 or integers.
            Without arguments, the function draws random ones: X (3, 1), W (4, 3), b (4, 1).

    Returns:
        Y: a tensor, (k, m), float32

    Example: 3 * 1 + 4 * 2 + 5 = 16.
        >>> linear_function(X=np.array([[1], [2]]), W=np.array([[3.0, 4.0]]), b=tf.constant([[5.0]])).numpy()
        array([[16.]], dtype=float32)

    Formula: notebook, section 1.
    """
    if X is None:
        X, W, b = np.random.randn(3, 1), np.random.randn(4, 3), np.random.randn(4, 1)
    # YOUR CODE HERE
    raise NotImplementedError("linear_function is not written yet")


def sigmoid(z):
    """
    The sigmoid 1 / (1 + e^-z), entry by entry, in float32.

    Arguments:
        z: a number, an array or a tensor of any shape; also integers

    Returns:
        a tensor of the same shape, float32

    Example:
        >>> sigmoid([0, 2]).numpy()
        array([0.5      , 0.8807971], dtype=float32)

    Formula: notebook, section 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("sigmoid is not written yet")


def minimize_quadratic(w0, coefficients, steps, learning_rate):
    """
    Gradient descent on J(w) = a w^2 + b w + c, with the slope from a tape.

    Arguments:
        w0: the starting point, an integer or a float
        coefficients: (a, b, c), three numbers; the lecture's w^2 - 10 w + 25 is (1, -10, 25)
        steps: number of steps, int >= 0
        learning_rate: a number; one step is w := w - learning_rate * dJ/dw

    Returns:
        path: list of steps + 1 floats: w at the start and after each step
        costs: list of `steps` floats: J before each step

    Example: the slope at 0 is -10, the slope at 1 is -8.
        >>> path, costs = minimize_quadratic(0, (1, -10, 25), steps=2, learning_rate=0.1)
        >>> [round(w, 4) for w in path], costs
        ([0.0, 1.0, 1.8], [25.0, 16.0])

    Rule: get the slope from `tf.GradientTape`, not from your own formula. Derivation: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("minimize_quadratic is not written yet")


def one_hot_matrix(label, C=6):
    """
    Turn a label into a vector of zeros with a one at the label's index.

    Arguments:
        label: an integer from 0 to C - 1: a number, a scalar tensor, or a list of one number
        C: number of classes, int

    Returns:
        a tensor, (C,), float32

    Example:
        >>> one_hot_matrix(2, C=4).numpy()
        array([0., 0., 1., 0.], dtype=float32)

    It will be called inside a tf.data pipeline, where a label is a tensor without a value. Explanation: notebook,
    section 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("one_hot_matrix is not written yet")


def initialize_parameters(layers_dims=(12288, 25, 12, 6)):
    """
    Initialize a network's parameters as variables: Glorot weights, zero biases.

    Arguments:
        layers_dims: sizes of all layers, inputs first; by default the lecture's 64 * 64 * 3 inputs and 6 classes

    Returns:
        parameters: dict of tf.Variables, float32: "W1" (n_1, n_0), "b1" (n_1, 1), "W2", "b2", ... Each W is drawn with
            tf.keras.initializers.GlorotNormal, variance 2 / (n_l + n_{l-1}), independently of the other layers.

    Example:
        >>> {name: tuple(value.shape) for name, value in initialize_parameters((64, 5, 3)).items()}
        {'W1': (5, 64), 'b1': (5, 1), 'W2': (3, 5), 'b2': (3, 1)}

    A Keras 3 initializer object returns the same numbers each time it is called: see notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("initialize_parameters is not written yet")


def forward_propagation(X, parameters):
    """
    LINEAR, RELU, LINEAR, RELU, LINEAR: three layers, without the softmax at the end.

    Arguments:
        X: inputs, a tensor (n_0, m), float32
        parameters: dict of W1, b1, W2, b2, W3, b3, variables from initialize_parameters

    Returns:
        Z3: the logits, a tensor (n_3, m), float32

    Example: relu(1 * 2 - 1) = 1, relu(-3 * 1 + 5) = 2, 10 * 2 + 0.5.
        >>> P = {"W1": 1.0, "b1": -1.0, "W2": -3.0, "b2": 5.0, "W3": 10.0, "b3": 0.5}
        >>> P = {name: tf.Variable([[value]]) for name, value in P.items()}
        >>> forward_propagation(tf.constant([[2.0]]), P).numpy()
        array([[20.5]], dtype=float32)

    Explanation: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("forward_propagation is not written yet")


def compute_total_loss(logits, labels):
    """
    The softmax cross-entropy, summed over the examples: a sum, not a mean.

    Arguments:
        logits: output of the last layer, a tensor (C, m), float32: one column for each example
        labels: one-hot columns, a tensor (C, m), float32

    Returns:
        total_loss: a scalar tensor, float32

    Example: the first softmax is (1/2, 1/2), the second (3/4, 1/4): ln 2 + ln 4/3 = 0.6931 + 0.2877.
        >>> logits, labels = tf.math.log([[1.0, 3.0], [1.0, 1.0]]), tf.constant([[1.0, 1.0], [0.0, 0.0]])
        >>> round(float(compute_total_loss(logits, labels)), 4)
        0.9808

    Formula: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("compute_total_loss is not written yet")


def train_step(X, Y, parameters, learning_rate):
    """
    One step of gradient descent on the mean loss of a batch, which changes every variable in place.

    Arguments:
        X: inputs, a tensor (n_0, m); Y: one-hot labels, a tensor (C, m); both float32
        parameters: dict of the variables W1, b1, W2, b2, W3, b3
        learning_rate: a number

    Returns:
        cost: the mean loss *before* the step, a scalar tensor, float32

    Example: both logits are 0, so the cost is ln 2; b3 moves against its gradient (1/2, 1/2) - (1, 0).
        >>> P = {name: tf.Variable(tf.zeros((2, 2))) for name in ("W1", "W2", "W3")}
        >>> P |= {name: tf.Variable(tf.zeros((2, 1))) for name in ("b1", "b2", "b3")}
        >>> round(float(train_step(tf.constant([[1.0], [1.0]]), tf.constant([[1.0], [0.0]]), P, 0.1)), 4)
        0.6931
        >>> P["b3"].numpy().tolist()
        [[0.05000000074505806], [-0.05000000074505806]]

    It calls forward_propagation and compute_total_loss. Explanation: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("train_step is not written yet")


def model(X_train, Y_train, X_test, Y_test, learning_rate=0.0001, num_epochs=1500, minibatch_size=32, print_cost=True):
    """
    Given: train the three-layer network with 25 and 12 hidden units with Adam, using your functions.

    Arguments:
        X_train, X_test: tf.data.Dataset of inputs, each (n_x,); Y_train, Y_test: of one-hot labels, each (C,)
        learning_rate, num_epochs, minibatch_size: settings of the training; print_cost: report every tenth epoch

    Returns:
        parameters: the trained variables; costs: the mean loss of every tenth epoch
        train_acc, test_acc: the accuracy at the same epochs
    """
    n_x, C = X_train.element_spec.shape[0], Y_train.element_spec.shape[0]
    parameters = initialize_parameters((n_x, 25, 12, C))
    variables = list(parameters.values())
    optimizer = tf.keras.optimizers.Adam(learning_rate)
    optimizer.build(variables)

    @tf.function
    def step(X, Y):  # a batch has its examples in rows, this network needs them in columns
        with tf.GradientTape() as tape:
            logits = forward_propagation(tf.transpose(X), parameters)
            total_loss = compute_total_loss(logits, tf.transpose(Y))
            cost = total_loss / tf.cast(tf.shape(X)[0], tf.float32)
        optimizer.apply(tape.gradient(cost, variables), variables)
        return total_loss, right(logits, Y)

    def right(logits, Y):
        return tf.reduce_sum(tf.cast(tf.argmax(logits, axis=0) == tf.argmax(Y, axis=1), tf.float32))

    train = tf.data.Dataset.zip((X_train, Y_train))
    shuffled = train.cache().shuffle(2000, seed=1).batch(minibatch_size).prefetch(tf.data.AUTOTUNE)
    test = tf.data.Dataset.zip((X_test, Y_test)).batch(minibatch_size).cache()
    m_train, m_test = (float(len(list(examples))) for examples in (X_train, X_test))
    costs, train_acc, test_acc = [], [], []
    for epoch in range(num_epochs):
        counted = [step(X, Y) for X, Y in shuffled]
        if epoch % 10 == 0:
            costs.append(sum(float(loss) for loss, _ in counted) / m_train)
            train_acc.append(sum(float(hits) for _, hits in counted) / m_train)
            hits = [right(forward_propagation(tf.transpose(X), parameters), Y) for X, Y in test]
            test_acc.append(sum(float(n) for n in hits) / m_test)
            if print_cost:
                print(
                    f"epoch {epoch:4}: cost {costs[-1]:.3f}, right {train_acc[-1]:.1%}, on new ones {test_acc[-1]:.1%}"
                )
    return parameters, costs, train_acc, test_acc
