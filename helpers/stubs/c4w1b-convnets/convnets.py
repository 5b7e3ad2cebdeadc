# Generated from solutions/c4w1b-convnets: yours to complete, beside the notebook c4w1b-convnets.ipynb.
"""Convolutional networks with Keras: three models, built layer by layer, and a table that describes a model.

Work from top to bottom, next to the notebook. A picture has shape (height, width, channels), a batch of m pictures
(m, height, width, channels); numbers are float32. The functions that build a model return it ready to be compiled and
trained, with the shape of its input known.
"""

import tensorflow as tf

keras, layers = tf.keras, tf.keras.layers


def happyModel():
    """
    A small network that detects whether the face in a picture smiles, as a stack of layers.

    Returns:
        a Keras model, from pictures (m, 64, 64, 3) to probabilities (m, 1):
            ZeroPadding2D          3 rows and columns of zeros on every side
            Conv2D                 32 filters, 7 x 7, stride 1, no padding of its own
            BatchNormalization     over the channels (axis 3)
            ReLU
            MaxPooling2D           2 x 2, stride 2
            Flatten
            Dense                  1 unit, sigmoid

    Example:
        >>> model = happyModel()
        >>> model.output_shape, model.count_params()
        ((None, 1), 37633)

    Parameters, by hand: 4736 + 128 + 32769. Notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("happyModel is not written yet")


def convolutional_model(input_shape):
    """
    A network that recognizes six hand signs, as a chain of calls from inputs to outputs.

    Arguments:
        input_shape: (height, width, channels) of a picture, such as (64, 64, 3)

    Returns:
        a Keras model, from pictures (m, *input_shape) to class probabilities (m, 6):
            Conv2D 8 filters, 4 x 4, stride 1, padding "same"; ReLU; MaxPooling2D 8 x 8, stride 8, padding "same"
            Conv2D 16 filters, 2 x 2, stride 1, padding "same"; ReLU; MaxPooling2D 4 x 4, stride 4, padding "same"
            Flatten; Dense 6 units, softmax

    Example:
        >>> model = convolutional_model((64, 64, 3))
        >>> model.output_shape, model.count_params()
        ((None, 6), 1310)

    Parameters, by hand: 392 + 528 + 390. Notebook, section 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("convolutional_model is not written yet")


def layer_table(model):
    """
    Describe a model as a table: one row per layer, in the order of `model.layers`.

    Arguments:
        model: a Keras model that knows the shape of its input, Sequential or functional

    Returns:
        rows: a list of tuples (kind, shape, parameters), without input layers:
            kind: name of the layer's class, such as "Conv2D", str
            shape: shape of the layer's output without the batch axis, a tuple of ints
            parameters: number of the layer's parameters, including those that are not trained by gradient
                descent (the moving mean and variance of a batch norm), int

    Example: 2 * 2 * 3 + 1 = 13 parameters for each of 5 filters.
        >>> small = keras.Sequential([keras.Input((9, 7, 3)), layers.Conv2D(5, 2), layers.Flatten()])
        >>> layer_table(small)
        [('Conv2D', (8, 6, 5), 65), ('Flatten', (240,), 0)]

    Notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("layer_table is not written yet")


def lenet5(input_shape, classes):
    """
    LeNet-5 in the lecture's modern version, for pictures of any size and any number of classes.

    Arguments:
        input_shape: (height, width, channels) of a picture; height and width at least 16
        classes: number of classes, int

    Returns:
        a Keras model, from pictures (m, *input_shape) to class probabilities (m, classes):
            Conv2D 8 filters, 5 x 5, stride 1, no padding, ReLU; MaxPooling2D 2 x 2, stride 2
            Conv2D 16 filters, 5 x 5, stride 1, no padding, ReLU; MaxPooling2D 2 x 2, stride 2
            Flatten; Dense 120, ReLU; Dense 84, ReLU; Dense `classes`, softmax

    Example: the lecture's network.
        >>> model = lenet5((32, 32, 3), 10)
        >>> [row[2] for row in layer_table(model) if row[2]], model.count_params()
        ([608, 3216, 48120, 10164, 850], 62958)

    Derived layer by layer: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("lenet5 is not written yet")
