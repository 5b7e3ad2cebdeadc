# Generated from solutions/c4w1a-convolution: yours to complete, beside the notebook c4w1a-convolution.ipynb.
"""Convolution and pooling in NumPy, forward and backward.

Work from top to bottom, next to the notebook. Shapes are the same everywhere: a batch of
m pictures or volumes has shape (m, height, width, channels); the filters of a layer have
shape (f, f, channels in, channels out), and their biases (1, 1, 1, channels out).

"Convolution" is used as in deep learning: the filter is applied as it is, without being
rotated. The examples in the docstrings use one small picture,

    1  2  3
    4  5  6
    7  8 10

and one small filter, [[1, 0], [2, -1]]. The notebook computes them by hand.
"""

import numpy as np


def conv_output_size(n, f, p, s):
    """
    Compute the number of positions of a filter along one side of a picture.

    Arguments:
        n: length of the side, in pixels (int)
        f: length of the filter's side (int)
        p: rows of zeros added at each of the two ends (int)
        s: stride, how far the filter moves in each step (int)

    Returns:
        size: number of positions at which the filter fits entirely (int, not 3.0)

    Example:
        >>> conv_output_size(7, 3, 0, 2)
        3

    Formula: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("conv_output_size is not written yet")


def cross_correlate(image, kernel, pad, stride):
    """
    Slide one filter over one greyscale picture. Python loops are welcome here.

    Arguments:
        image: the picture, shape (n_H, n_W), float
        kernel: the filter, shape (f, f), float; it is not rotated
        pad: rows and columns of zeros on all four sides of the picture (int)
        stride: how far the filter moves, down and to the right (int)

    Returns:
        result: shape (height, width), float, as given by `conv_output_size`. Entry (h, w)
            is the sum of products when the filter's top left corner is at row h * stride
            and column w * stride of the padded picture.

    Example:
        >>> image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]])
        >>> kernel = np.array([[1.0, 0.0], [2.0, -1.0]])
        >>> cross_correlate(image, kernel, 0, 1)
        array([[ 4.,  6.],
               [10., 11.]])
        >>> cross_correlate(image, kernel, 1, 2)
        array([[-1.,  1.],
               [-7., 11.]])

    Formula: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("cross_correlate is not written yet")


def zero_pad(X, pad):
    """
    Add a frame of zeros around every picture of a batch.

    Arguments:
        X: the batch, shape (m, n_H, n_W, n_C), float
        pad: width of the frame, the same on all four sides (int, may be 0)

    Returns:
        X_pad: shape (m, n_H + 2 * pad, n_W + 2 * pad, n_C), with X in the middle

    Example: two pictures of one row and two pixels
        >>> X = np.array([[[[1.0], [2.0]]], [[[3.0], [4.0]]]])
        >>> X_pad = zero_pad(X, 1)
        >>> X_pad.shape
        (2, 3, 4, 1)
        >>> X_pad[1, :, :, 0]
        array([[0., 0., 0., 0.],
               [0., 3., 4., 0.],
               [0., 0., 0., 0.]])

    Why: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("zero_pad is not written yet")


def conv_single_step(a_slice_prev, W, b):
    """
    Apply one filter at one position.

    Arguments:
        a_slice_prev: the part of the input under the filter, shape (f, f, n_C_prev), float
        W: the filter, shape (f, f, n_C_prev), float
        b: its bias, an array of shape (1, 1, 1), float

    Returns:
        Z: the sum of all products plus the bias, added once; a number, not an array

    Example:
        >>> a_slice_prev = np.array([[[1.0, 2.0], [0.0, 1.0]], [[3.0, 0.0], [1.0, 1.0]]])
        >>> W = np.array([[[1.0, -1.0], [2.0, 0.0]], [[0.0, 1.0], [1.0, 1.0]]])
        >>> float(conv_single_step(a_slice_prev, W, np.array([[[0.5]]])))
        1.5

    Formula: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("conv_single_step is not written yet")


def conv_params(f, n_c_prev, n_c):
    """
    Count the parameters of a convolutional layer.

    Arguments:
        f: side of the filters (int)
        n_c_prev: number of input channels (int)
        n_c: number of filters, which is the number of output channels (int)

    Returns:
        count: all weights and all biases (int)

    Example: 10 filters of 3 x 3 on a colour picture
        >>> conv_params(3, 3, 10)
        280

    Formula: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("conv_params is not written yet")


def conv_forward(A_prev, W, b, hparameters):
    """
    Forward pass of a convolutional layer: every filter at every position of every example.

    Arguments:
        A_prev: the input, shape (m, n_H_prev, n_W_prev, n_C_prev), float
        W: the filters, shape (f, f, n_C_prev, n_C), float; filter c is W[:, :, :, c]
        b: their biases, shape (1, 1, 1, n_C), float
        hparameters: dictionary with the integers "stride" and "pad"

    Returns:
        Z: shape (m, n_H, n_W, n_C), float; n_H and n_W as given by `conv_output_size`
        cache: the tuple (A_prev, W, b, hparameters), for the backward pass

    Call your `zero_pad` and `conv_single_step`.

    Example: the small picture and the small filter, with bias 0.5
        >>> A_prev = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]]).reshape(1, 3, 3, 1)
        >>> W, b = np.array([[1.0, 0.0], [2.0, -1.0]]).reshape(2, 2, 1, 1), np.full((1, 1, 1, 1), 0.5)
        >>> Z, cache = conv_forward(A_prev, W, b, {"stride": 2, "pad": 1})
        >>> Z[0, :, :, 0]
        array([[-0.5,  1.5],
               [-6.5, 11.5]])

    Formula: notebook, section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError("conv_forward is not written yet")


def pool_forward(A_prev, hparameters, mode="max"):
    """
    Forward pass of a pooling layer: the maximum or mean of every window, channel by channel.

    Arguments:
        A_prev: the input, shape (m, n_H_prev, n_W_prev, n_C), float
        hparameters: dictionary with the integers "f" (side of the window) and "stride"
        mode: "max" or "average"
    Returns:
        A: shape (m, n_H, n_W, n_C), float; n_H and n_W as given by `conv_output_size`,
            without padding
        cache: the tuple (A_prev, hparameters), for the backward pass

    Example:
        >>> A_prev = np.array([[1.0, 3, 2, 1], [2, 9, 1, 1], [1, 3, 2, 3], [5, 6, 1, 2]]).reshape(1, 4, 4, 1)
        >>> A, cache = pool_forward(A_prev, {"f": 2, "stride": 2})
        >>> A[0, :, :, 0]
        array([[9., 2.],
               [6., 3.]])

    Purpose: notebook, section 5.
    """
    # YOUR CODE HERE
    raise NotImplementedError("pool_forward is not written yet")


def conv_forward_vectorized(A_prev, W, b, hparameters):
    """
    The same as `conv_forward`, without a Python loop over positions.

    Arguments:
        A_prev: the input, shape (m, n_H_prev, n_W_prev, n_C_prev), float
        W: the filters, shape (f, f, n_C_prev, n_C), float
        b: their biases, shape (1, 1, 1, n_C), float
        hparameters: dictionary with the integers "stride" and "pad"

    Returns:
        Z: shape (m, n_H, n_W, n_C), float
        cache: the tuple (A_prev, W, b, hparameters)

    You may loop over the entries of the filter, over examples or over channels: the number of
    iterations must not depend on the height or width of the picture. Write a loop over
    examples as `range(A_prev.shape[0])`.

    Example: the small picture and the small filter, with bias 0.5
        >>> A_prev = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]]).reshape(1, 3, 3, 1)
        >>> W, b = np.array([[1.0, 0.0], [2.0, -1.0]]).reshape(2, 2, 1, 1), np.full((1, 1, 1, 1), 0.5)
        >>> Z, cache = conv_forward_vectorized(A_prev, W, b, {"stride": 2, "pad": 1})
        >>> Z[0, :, :, 0]
        array([[-0.5,  1.5],
               [-6.5, 11.5]])

    Idea: notebook, section 6.
    """
    # YOUR CODE HERE
    raise NotImplementedError("conv_forward_vectorized is not written yet")


def conv_backward(dZ, cache):
    """
    Backward pass of a convolutional layer.

    Arguments:
        dZ: gradient of the cost with respect to the output, shape (m, n_H, n_W, n_C), float
        cache: the tuple (A_prev, W, b, hparameters) from `conv_forward`

    Returns:
        dA_prev: gradient with respect to the input, same shape as A_prev
        dW: gradient with respect to the filters, shape (f, f, n_C_prev, n_C)
        db: gradient with respect to the biases, shape (1, 1, 1, n_C)

    All three are sums, without a factor 1/m. They must also be right for padding 0.
    Call your `zero_pad`.

    Example: the small picture and the small filter, stride 1, no padding
        >>> A_prev = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]]).reshape(1, 3, 3, 1)
        >>> W, b = np.array([[1.0, 0.0], [2.0, -1.0]]).reshape(2, 2, 1, 1), np.full((1, 1, 1, 1), 0.5)
        >>> dZ = np.array([[1.0, 0.0], [0.0, 2.0]]).reshape(1, 2, 2, 1)
        >>> dA_prev, dW, db = conv_backward(dZ, (A_prev, W, b, {"stride": 1, "pad": 0}))
        >>> dA_prev[0, :, :, 0]
        array([[ 1.,  0.,  0.],
               [ 2.,  1.,  0.],
               [ 0.,  4., -2.]])
        >>> dW[:, :, 0, 0]
        array([[11., 14.],
               [20., 25.]])
        >>> db
        array([[[[3.]]]])

    Formulas: notebook, section 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("conv_backward is not written yet")


def create_mask_from_window(x):
    """
    Mark the largest entry of a window.

    Arguments:
        x: a window of one channel, shape (height, width), float

    Returns:
        mask: booleans, same shape as x, True where x equals its largest entry. When
            several entries tie for the largest, all of them are True.

    Example:
        >>> create_mask_from_window(np.array([[1.0, 3.0], [2.0, 0.0]]))
        array([[False,  True],
               [False, False]])

    Purpose: notebook, section 8.
    """
    # YOUR CODE HERE
    raise NotImplementedError("create_mask_from_window is not written yet")


def distribute_value(dz, shape):
    """
    Distribute one number evenly over a window.

    Arguments:
        dz: the number
        shape: the tuple (n_H, n_W), height and width of the window

    Returns:
        a: shape (n_H, n_W), float; all entries are equal, and their sum is dz

    Example:
        >>> distribute_value(6.0, (2, 3))
        array([[1., 1., 1.],
               [1., 1., 1.]])

    Purpose: notebook, section 8.
    """
    # YOUR CODE HERE
    raise NotImplementedError("distribute_value is not written yet")


def pool_backward(dA, cache, mode="max"):
    """
    Backward pass of a pooling layer.

    Arguments:
        dA: gradient of the cost with respect to the output, shape (m, n_H, n_W, n_C), float
        cache: the tuple (A_prev, hparameters) from `pool_forward`; hparameters has the
            integers "f" and "stride"
        mode: "max" or "average", as in the forward pass

    Returns:
        dA_prev: gradient with respect to the input, same shape as A_prev

    Call your `create_mask_from_window` and `distribute_value`. When several entries of a
    window tie for the largest, each of them receives the whole gradient.

    Example: four overlapping windows of 2 x 2; the 9 is the largest entry of each
        >>> A_prev = np.array([[1.0, 3.0, 2.0], [2.0, 9.0, 1.0], [1.0, 3.0, 2.0]]).reshape(1, 3, 3, 1)
        >>> dA = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(1, 2, 2, 1)
        >>> pool_backward(dA, (A_prev, {"f": 2, "stride": 1}))[0, :, :, 0]
        array([[ 0.,  0.,  0.],
               [ 0., 10.,  0.],
               [ 0.,  0.,  0.]])

    Formulas: notebook, section 8.
    """
    # YOUR CODE HERE
    raise NotImplementedError("pool_backward is not written yet")
