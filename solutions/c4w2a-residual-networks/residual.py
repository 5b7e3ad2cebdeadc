"""Deep networks for pictures: residual blocks, ResNet-50, VGG's and Inception's building blocks, and what they cost.

Work from top to bottom, next to the notebook. A batch of m pictures has shape (m, height, width, channels). A *block*
is a function that takes the tensor X of the layer before and returns the tensor of its last layer; no model is made.
"""

import tensorflow as tf

keras, layers = tf.keras, tf.keras.layers
random_uniform, glorot_uniform = keras.initializers.RandomUniform, keras.initializers.GlorotUniform


def network_cost(model):
    """
    The parameters of a network, and the multiplications of one picture's forward pass.

    Arguments:
        model: a Keras model with the layers Conv2D, DepthwiseConv2D, Dense, and layers without multiplications by a
            matrix of weights (pooling, padding, batch norm, activations, sums); no layer is used twice

    Returns:
        (parameters, multiplications), two ints:
            parameters: of the whole model, including those that are not trained by gradient descent
            multiplications: by the weights in the `kernel` of each layer (Conv2D, DepthwiseConv2D, Dense have one):
                every weight is used once at every position of the layer's output; biases and batch norm not counted

    Example: 2 * 2 * 3 * 5 = 60 weights at 8 * 6 positions are 2880; the dense layer has 240 * 4 = 960.
        >>> small = keras.Sequential([keras.Input((9, 7, 3)), layers.Conv2D(5, 2), layers.Flatten(), layers.Dense(4)])
        >>> network_cost(small)
        (1029, 3840)

    Derived in the notebook, section 1.
    """
    ### BEGIN SOLUTION
    multiplications = 0
    for layer in model.layers:
        if hasattr(layer, "kernel"):
            weights, positions = 1, 1
            for size in layer.kernel.shape:
                weights *= size
            for size in layer.output.shape[1:-1]:
                positions *= size
            multiplications += weights * positions
    return model.count_params(), multiplications
    ### END SOLUTION


def plain_block(X, f, filters, initializer=random_uniform):
    """
    Three convolutions in a row, without a shortcut.

    Arguments:
        X: tensor (m, h, w, c) with any number of channels c
        f: height and width of the filters of the second convolution, int
        filters: list [F1, F2, F3], the numbers of filters of the three convolutions
        initializer: a class such as keras.initializers.HeNormal. Every convolution gets its own object,
            kernel_initializer=initializer(seed=0).

    Returns:
        tensor (m, h, w, F3), from
            Conv2D F1 filters 1 x 1, stride 1, padding "valid"; BatchNormalization over the channels (axis 3); ReLU
            Conv2D F2 filters f x f, stride 1, padding "same"; BatchNormalization (axis 3); ReLU
            Conv2D F3 filters 1 x 1, stride 1, padding "valid"; BatchNormalization (axis 3); ReLU

    Example:
        >>> X = keras.Input((8, 6, 5))
        >>> tuple(plain_block(X, 3, [2, 4, 7]).shape)
        (None, 8, 6, 7)

    Notebook, section 2.
    """
    ### BEGIN SOLUTION
    for number, size in zip(filters, (1, f, 1)):  # noqa: B905
        X = layers.Conv2D(number, size, padding="same", kernel_initializer=initializer(seed=0))(X)
        X = layers.BatchNormalization(axis=3)(X)
        X = layers.ReLU()(X)
    return X
    ### END SOLUTION


def identity_block(X, f, filters, initializer=random_uniform):
    """
    The same three convolutions with a shortcut: the block computes ReLU(F(X) + X).

    Arguments:
        X: tensor (m, h, w, F3): as many channels as the last convolution has filters
        f, filters, initializer: as for plain_block

    Returns:
        tensor (m, h, w, F3), from
            Conv2D F1 filters 1 x 1, stride 1, padding "valid"; BatchNormalization over the channels (axis 3); ReLU
            Conv2D F2 filters f x f, stride 1, padding "same"; BatchNormalization (axis 3); ReLU
            Conv2D F3 filters 1 x 1, stride 1, padding "valid"; BatchNormalization (axis 3)
            Add: X, as it came into the block, is added; ReLU

    Example:
        >>> X = keras.Input((8, 6, 7))
        >>> tuple(identity_block(X, 3, [2, 4, 7]).shape)
        (None, 8, 6, 7)

    Derived in the notebook, section 3.
    """
    ### BEGIN SOLUTION
    X_shortcut = X
    X = layers.Conv2D(filters[0], 1, kernel_initializer=initializer(seed=0))(X)
    X = layers.BatchNormalization(axis=3)(X)
    X = layers.ReLU()(X)
    X = layers.Conv2D(filters[1], f, padding="same", kernel_initializer=initializer(seed=0))(X)
    X = layers.BatchNormalization(axis=3)(X)
    X = layers.ReLU()(X)
    X = layers.Conv2D(filters[2], 1, kernel_initializer=initializer(seed=0))(X)
    X = layers.BatchNormalization(axis=3)(X)
    X = layers.Add()([X, X_shortcut])
    return layers.ReLU()(X)
    ### END SOLUTION


def widest_bottleneck(channels, f, budget):
    """
    Design within a budget: the widest bottleneck that is affordable.

    The block is 1 x 1 with F filters, f x f with F filters, 1 x 1 back to `channels` filters, all with stride 1 and
    padding "same", on a tensor with `channels` channels.

    Arguments:
        channels: number of channels that come in and go out, int
        f: height and width of the filters in the middle, int
        budget: number of multiplications that the block may need at each position, int

    Returns:
        F: the largest number of filters for which the three convolutions need at most `budget` multiplications at each
           position, int; 0 if even one filter needs more

    Example: F = 64 needs 256 * 64 + 9 * 64 * 64 + 64 * 256 = 69632, and F = 65 needs 71305.
        >>> widest_bottleneck(256, 3, 70000)
        64

    Notebook, section 3.
    """
    ### BEGIN SOLUTION
    F = 0
    while True:
        projections = channels * (F + 1) + (F + 1) * channels
        middle = f * f * (F + 1) * (F + 1)
        if projections + middle > budget:
            return F
        F += 1
    ### END SOLUTION


def convolutional_block(X, f, filters, s=2, initializer=glorot_uniform):
    """
    A residual block that changes the shape: the shortcut has a convolution, so that the two sides can be added.

    Arguments:
        X: tensor (m, h, w, c) with any number of channels c
        f, filters, initializer: as for plain_block
        s: stride of the first convolution and of the shortcut's, int

    Returns:
        tensor (m, ceil(h / s), ceil(w / s), F3), from
            Conv2D F1 filters 1 x 1, stride s, padding "valid"; BatchNormalization over the channels (axis 3); ReLU
            Conv2D F2 filters f x f, stride 1, padding "same"; BatchNormalization (axis 3); ReLU
            Conv2D F3 filters 1 x 1, stride 1, padding "valid"; BatchNormalization (axis 3)
            the shortcut, from X: Conv2D F3 filters 1 x 1, stride s, padding "valid"; BatchNormalization (axis 3)
            Add of the two; ReLU

    Example:
        >>> X = keras.Input((8, 6, 5))
        >>> tuple(convolutional_block(X, 3, [2, 4, 7]).shape)
        (None, 4, 3, 7)

    Derived in the notebook, section 4.
    """
    ### BEGIN SOLUTION
    X_shortcut = X
    X = layers.Conv2D(filters[0], 1, strides=s, kernel_initializer=initializer(seed=0))(X)
    X = layers.BatchNormalization(axis=3)(X)
    X = layers.ReLU()(X)
    X = layers.Conv2D(filters[1], f, padding="same", kernel_initializer=initializer(seed=0))(X)
    X = layers.BatchNormalization(axis=3)(X)
    X = layers.ReLU()(X)
    X = layers.Conv2D(filters[2], 1, kernel_initializer=initializer(seed=0))(X)
    X = layers.BatchNormalization(axis=3)(X)
    X_shortcut = layers.Conv2D(filters[2], 1, strides=s, kernel_initializer=initializer(seed=0))(X_shortcut)
    X_shortcut = layers.BatchNormalization(axis=3)(X_shortcut)
    X = layers.Add()([X, X_shortcut])
    return layers.ReLU()(X)
    ### END SOLUTION


def ResNet50(input_shape=(64, 64, 3), classes=6):
    """
    ResNet-50: a stem, sixteen residual blocks in four stages, and a classifier.

    Arguments:
        input_shape: (height, width, channels) of a picture; height and width at least 40
        classes: number of classes, int

    Returns:
        a Keras model, from pictures (m, *input_shape) to class probabilities (m, classes):
            stage 1: ZeroPadding2D 3; Conv2D 64 filters 7 x 7, stride 2, padding "valid"; BatchNormalization (axis 3);
                ReLU; MaxPooling2D 3 x 3, stride 2
            stage 2: convolutional_block with f = 3, filters [64, 64, 256], s = 1; 2 identity blocks
            stage 3: convolutional_block with f = 3, filters [128, 128, 512], s = 2; 3 identity blocks
            stage 4: convolutional_block with f = 3, filters [256, 256, 1024], s = 2; 5 identity blocks
            stage 5: convolutional_block with f = 3, filters [512, 512, 2048], s = 2; 2 identity blocks
            (identity blocks with the same f and filters as the convolutional block of their stage)
            AveragePooling2D 2 x 2; Flatten; Dense `classes`, softmax

    Example:
        >>> model = ResNet50((64, 64, 3), 6)
        >>> model.output_shape, model.count_params()
        ((None, 6), 23600006)

    Notebook, section 5.
    """
    ### BEGIN SOLUTION
    inputs = keras.Input(input_shape)
    X = layers.ZeroPadding2D(3)(inputs)
    X = layers.Conv2D(64, 7, strides=2)(X)
    X = layers.ReLU()(layers.BatchNormalization(axis=3)(X))
    X = layers.MaxPooling2D(3, strides=2)(X)
    for F, blocks, s in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        X = convolutional_block(X, 3, [F, F, 4 * F], s)
        for _ in range(blocks - 1):
            X = identity_block(X, 3, [F, F, 4 * F])
    X = layers.AveragePooling2D(2)(X)
    X = layers.Flatten()(X)
    outputs = layers.Dense(classes, activation="softmax")(X)
    return keras.Model(inputs, outputs)
    ### END SOLUTION


def vgg_block(X, filters, n):
    """
    One stage of VGG: n convolutions that keep the picture's size, then pooling that halves it.

    Arguments:
        X: tensor (m, h, w, c)
        filters: number of filters of each convolution, int
        n: number of convolutions, int

    Returns:
        tensor (m, h // 2, w // 2, filters), from
            n times Conv2D `filters` filters 3 x 3, stride 1, padding "same", ReLU
            MaxPooling2D 2 x 2, stride 2

    Example:
        >>> tuple(vgg_block(keras.Input((9, 6, 3)), 5, 2).shape)
        (None, 4, 3, 5)

    Notebook, section 6.
    """
    ### BEGIN SOLUTION
    for _ in range(n):
        X = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)
    return layers.MaxPooling2D(2)(X)
    ### END SOLUTION


def inception_module(X, filters):
    """
    Four branches side by side, concatenated along the channels.

    Arguments:
        X: tensor (m, h, w, c)
        filters: six numbers of filters (F1, R3, F3, R5, F5, FP)

    Returns:
        tensor (m, h, w, F1 + F3 + F5 + FP): these four tensors, in this order, concatenated along the last axis:
            Conv2D F1 filters 1 x 1
            Conv2D R3 filters 1 x 1, then Conv2D F3 filters 3 x 3
            Conv2D R5 filters 1 x 1, then Conv2D F5 filters 5 x 5
            MaxPooling2D 3 x 3, stride 1, padding "same", then Conv2D FP filters 1 x 1
        Every convolution has stride 1, padding "same" and a ReLU.

    Example: 2 + 4 + 3 + 1 = 10 channels.
        >>> tuple(inception_module(keras.Input((8, 6, 5)), (2, 3, 4, 1, 3, 1)).shape)
        (None, 8, 6, 10)

    Notebook, section 7.
    """

    ### BEGIN SOLUTION
    def conv(A, number, size):
        return layers.Conv2D(number, size, padding="same", activation="relu")(A)

    F1, R3, F3, R5, F5, FP = filters
    ones = conv(X, F1, 1)
    threes = conv(conv(X, R3, 1), F3, 3)
    fives = conv(conv(X, R5, 1), F5, 5)
    pooled = conv(layers.MaxPooling2D(3, strides=1, padding="same")(X), FP, 1)
    return layers.Concatenate()([ones, threes, fives, pooled])
    ### END SOLUTION
