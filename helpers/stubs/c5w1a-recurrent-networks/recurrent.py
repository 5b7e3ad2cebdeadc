# Generated from solutions/c5w1a-recurrent-networks: yours to complete, beside the notebook c5w1a-recurrent-networks.ipynb.
"""Recurrent networks, step by step: forward, gates, and backward through time.

Work from top to bottom, next to the notebook. All arrays hold floats, and shapes are the same everywhere: n_x inputs
per step, n_a units (the size of the hidden state), n_y classes, m examples in columns, and T_x time steps on the last
axis. So the input xt of a step is (n_x, m), a hidden state (n_a, m), and a whole sequence x (n_x, m, T_x).

The `parameters` of a recurrent network: "Wax" (n_a, n_x), "Waa" (n_a, n_a), "ba" (n_a, 1), "Wya" (n_y, n_a),
"by" (n_y, 1). In a GRU or LSTM, each gate has W (n_a, n_a + n_x), for the old state *on top of* the input, and b
(n_a, 1). Gradients of parameters are sums over the examples: a factor 1/m of the cost is already in `da`.
"""

import numpy as np

# Given: `sigmoid` and `softmax`. You will call them below.


def sigmoid(Z):
    """Given. The sigmoid of every entry of Z."""
    return 1 / (1 + np.exp(-Z))


def softmax(Z):
    """Given. Turn the logits of n_y classes, along the first axis of Z, into probabilities."""
    e = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return e / np.sum(e, axis=0, keepdims=True)


def rnn_cell_forward(xt, a_prev, parameters):
    """
    One step of a recurrent network.

    Arguments: xt (n_x, m); a_prev (n_a, m), the old hidden state; parameters with "Wax", "Waa", "Wya", "ba", "by"
    Returns:
        a_next (n_a, m): the new hidden state; yt_pred (n_y, m): the class probabilities
        cache: the tuple (a_next, a_prev, xt, parameters), for the backward pass

    Example: one unit, one input, two classes. Formula: notebook, section 2.
        >>> one = np.ones((1, 1))
        >>> P = {"Wax": one, "Waa": 2 * one, "ba": -one, "Wya": np.array([[1.0], [-1.0]]), "by": np.zeros((2, 1))}
        >>> a_next, yt_pred, cache = rnn_cell_forward(one, 0.5 * one, P)
        >>> a_next.round(4), yt_pred.round(3)
        (array([[0.7616]]), array([[0.821],
               [0.179]]))
    """
    # YOUR CODE HERE
    raise NotImplementedError("rnn_cell_forward is not written yet")


def rnn_forward(x, a0, parameters):
    """
    A recurrent network through all steps of a sequence, with the same parameters at each step.

    Arguments: x (n_x, m, T_x); a0 (n_a, m), the initial hidden state; parameters as for `rnn_cell_forward`
    Returns:
        a (n_a, m, T_x): the hidden state after each step; y_pred (n_y, m, T_x): the probabilities at each step
        caches: the tuple (list of the T_x caches of `rnn_cell_forward`, x)

    Example: the cell above, two steps. Formula: notebook, section 3.
        >>> one = np.ones((1, 1))
        >>> P = {"Wax": one, "Waa": 2 * one, "ba": -one, "Wya": np.array([[1.0], [-1.0]]), "by": np.zeros((2, 1))}
        >>> a, y_pred, caches = rnn_forward(np.array([[[1.0, 0.0]]]), 0.5 * one, P)
        >>> a.round(4), y_pred.shape, len(caches[0])
        (array([[[0.7616, 0.4802]]]), (2, 1, 2), 2)
    """
    # YOUR CODE HERE
    raise NotImplementedError("rnn_forward is not written yet")


def gru_cell_forward(xt, c_prev, parameters):
    """
    One step of a gated recurrent unit (GRU); its memory cell c is also its hidden state a.

    Arguments: xt (n_x, m); c_prev (n_a, m); parameters with "Wu", "bu" (update gate), "Wr", "br" (reset gate),
        "Wc", "bc" (candidate), "Wy" (n_y, n_a), "by" (n_y, 1)
    Returns:
        c_next (n_a, m), the new memory; yt_pred (n_y, m), the class probabilities
        cache: the tuple (c_next, c_prev, ut, rt, cct, xt, parameters), with both gates and the candidate

    Example: the biases alone give gates of 1/4 and 1/2 and a candidate of 1/2. Formula: notebook, section 4.
        >>> W, b = np.zeros((1, 2)), np.zeros((1, 1))
        >>> P = {"Wu": W, "bu": b - np.log(3), "Wr": W, "br": b, "Wc": W, "bc": b + np.arctanh(0.5), "Wy": b, "by": b}
        >>> c_next, yt_pred, cache = gru_cell_forward(b, b + 1, P)
        >>> c_next
        array([[0.875]])
    """
    # YOUR CODE HERE
    raise NotImplementedError("gru_cell_forward is not written yet")


def lstm_cell_forward(xt, a_prev, c_prev, parameters):
    """
    One step of a long short-term memory (LSTM).
    Arguments: xt (n_x, m); a_prev, c_prev (n_a, m); parameters with "Wf", "bf" (forget gate), "Wi", "bi" (update
        gate), "Wc", "bc" (candidate), "Wo", "bo" (output gate), "Wy" (n_y, n_a), "by" (n_y, 1)
    Returns:
        a_next, c_next (n_a, m): hidden state and cell state (the memory); yt_pred (n_y, m): the class probabilities
        cache: the tuple (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters)

    Example: the biases alone give gates of 4/5, 1/4, 1/2 and a candidate of 1/2. Formula: notebook, section 5.
        >>> W, b = np.zeros((1, 2)), np.zeros((1, 1))
        >>> P = {"Wf": W, "bf": b + np.log(4), "Wi": W, "bi": b - np.log(3), "Wc": W, "bc": b + np.arctanh(0.5),
        ...      "Wo": W, "bo": b, "Wy": b, "by": b}
        >>> a_next, c_next, yt_pred, cache = lstm_cell_forward(b, b, b + 1, P)
        >>> c_next.round(4), a_next.round(4)
        (array([[0.925]]), array([[0.3641]]))
    """
    # YOUR CODE HERE
    raise NotImplementedError("lstm_cell_forward is not written yet")


def lstm_forward(x, a0, parameters):
    """
    A long short-term memory (LSTM) through all steps of a sequence. Its cell state starts from zeros.

    Arguments: x (n_x, m, T_x); a0 (n_a, m), the initial hidden state; parameters as for `lstm_cell_forward`
    Returns, in this order:
        a (n_a, m, T_x), y (n_y, m, T_x), c (n_a, m, T_x): hidden state, probabilities, cell state after each step
        caches: the tuple (list of the T_x caches of `lstm_cell_forward`, x)

    Example: the cell above, from a cell state of 0: 1/8, then 1/8 + 4/5 of that. Formula: notebook, section 5.
        >>> W, b = np.zeros((1, 2)), np.zeros((1, 1))
        >>> P = {"Wf": W, "bf": b + np.log(4), "Wi": W, "bi": b - np.log(3), "Wc": W, "bc": b + np.arctanh(0.5),
        ...      "Wo": W, "bo": b, "Wy": b, "by": b}
        >>> a, y, c, caches = lstm_forward(np.zeros((1, 1, 2)), b, P)
        >>> c.round(4)
        array([[[0.125, 0.225]]])
    """
    # YOUR CODE HERE
    raise NotImplementedError("lstm_forward is not written yet")


def rnn_cell_backward(da_next, cache):
    """
    Backpropagation through one step of a recurrent network.

    Arguments: da_next (n_a, m), the gradient of the cost with respect to a_next; cache from `rnn_cell_forward`
    Returns: dictionary with "dxt" (n_x, m), "da_prev" (n_a, m), "dWax", "dWaa", "dba" in the shapes of Wax, Waa, ba

    Example: a_next = 0.6, so the derivative of tanh is 0.64. Formula: notebook, section 6.
        >>> one = np.ones((1, 1))
        >>> gradients = rnn_cell_backward(one, (0.6 * one, 0.5 * one, 3 * one, {"Wax": one, "Waa": 2 * one, "ba": one}))
        >>> {name: round(float(slope[0, 0]), 4) for name, slope in gradients.items()}
        {'dxt': 0.64, 'da_prev': 1.28, 'dWax': 1.92, 'dWaa': 0.32, 'dba': 0.64}
    """
    # YOUR CODE HERE
    raise NotImplementedError("rnn_cell_backward is not written yet")


def rnn_backward(da, caches):
    """
    Backpropagation through time: through all steps of a recurrent network.

    Arguments: da (n_a, m, T_x), the gradient of the cost with respect to a through each step's own output; caches from
        `rnn_forward`. T_x is the number of steps of da: ignore any caches of later steps.
    Returns: dictionary with "dx" (n_x, m, T_x), "da0" (n_a, m), "dWax", "dWaa", "dba" (sums over all steps)

    Example: two equal steps. Formula: notebook, section 6.
        >>> one = np.ones((1, 1))
        >>> cache = (0.6 * one, 0.5 * one, 3 * one, {"Wax": one, "Waa": 2 * one, "ba": one})
        >>> gradients = rnn_backward(np.ones((1, 1, 2)), ([cache, cache], 3 * np.ones((1, 1, 2))))
        >>> gradients["dx"].round(4), gradients["dba"].round(4)
        (array([[[1.4592, 0.64  ]]]), array([[2.0992]]))
    """
    # YOUR CODE HERE
    raise NotImplementedError("rnn_backward is not written yet")


def gru_cell_backward(dc_next, cache):
    """
    Backpropagation through one step of a gated recurrent unit (GRU).

    Arguments: dc_next (n_a, m), the gradient of the cost with respect to c_next; cache from `gru_cell_forward`
    Returns: dictionary with "dxt" (n_x, m), "dc_prev" (n_a, m), and "dWu", "dbu", "dWr", "dbr", "dWc", "dbc" in the
        shapes of their parameters

    Example: gates of 1/4 and 1/2, candidate 1/2, c_prev = 1. Formula: notebook, section 7.
        >>> W, one = np.zeros((1, 2)), np.ones((1, 1))
        >>> cache = (0.875 * one, one, 0.25 * one, 0.5 * one, 0.5 * one, one, {"Wu": W, "Wr": W, "Wc": W})
        >>> gradients = gru_cell_backward(one, cache)
        >>> gradients["dc_prev"], gradients["dbu"], gradients["dWc"]
        (array([[0.75]]), array([[-0.09375]]), array([[0.09375, 0.1875 ]]))
    """
    # YOUR CODE HERE
    raise NotImplementedError("gru_cell_backward is not written yet")


def lstm_cell_backward(da_next, dc_next, cache):
    """
    Backpropagation through one step of a long short-term memory (LSTM).

    Arguments: da_next, dc_next (n_a, m), the gradients of the cost with respect to a_next, and with respect to c_next
        through the next step only; cache from `lstm_cell_forward`
    Returns: dictionary with "dxt" (n_x, m), "da_prev", "dc_prev" (n_a, m), and "dWf", "dbf", "dWi", "dbi", "dWc",
        "dbc", "dWo", "dbo" in the shapes of their parameters

    Example: gates of 4/5, 1/4, 1/2, candidate 1/2; the gradient comes from c_next only. Formula: notebook, section 7.
        >>> W, one = np.zeros((1, 2)), np.ones((1, 1))
        >>> cache = (0.3641 * one, 0.925 * one, one, one, 0.8 * one, 0.25 * one, 0.5 * one, 0.5 * one, one,
        ...          {"Wf": W, "Wi": W, "Wc": W, "Wo": W})
        >>> gradients = lstm_cell_backward(0 * one, one, cache)
        >>> gradients["dc_prev"], gradients["dbf"].round(4), gradients["dWo"]
        (array([[0.8]]), array([[0.16]]), array([[0., 0.]]))
    """
    # YOUR CODE HERE
    raise NotImplementedError("lstm_cell_backward is not written yet")


def lstm_backward(da, caches):
    """
    Backpropagation through time: through all steps of a long short-term memory (LSTM).

    Arguments: da (n_a, m, T_x), the gradient of the cost with respect to a through each step's own output; caches from
        `lstm_forward`. T_x is the number of steps of da: ignore any caches of later steps.
    Returns: dictionary with "dx" (n_x, m, T_x), "da0" (n_a, m), and "dWf", "dbf", "dWi", "dbi", "dWc", "dbc", "dWo",
        "dbo" (sums over all steps)

    Example: two steps from a cell state of 0. Formula: notebook, section 7.
        >>> W, b = np.zeros((1, 2)), np.zeros((1, 1))
        >>> P = {"Wf": W, "bf": b + np.log(4), "Wi": W, "bi": b - np.log(3), "Wc": W, "bc": b + np.arctanh(0.5),
        ...      "Wo": W, "bo": b, "Wy": b, "by": b}
        >>> _, _, _, caches = lstm_forward(np.ones((1, 1, 2)), b, P)
        >>> lstm_backward(np.ones((1, 1, 2)), caches)["dbi"].round(4)
        array([[0.1264]])
    """
    # YOUR CODE HERE
    raise NotImplementedError("lstm_backward is not written yet")


def bidirectional_forward(x, a0, parameters_fwd, parameters_bwd):
    """
    A bidirectional network: two recurrent networks read the sequence, one from the left, one from the right.

    Arguments: x (n_x, m, T_x); a0 (n_a, m), the initial state of both, at the left and at the right end; the parameters
        of both networks, each with the keys of a recurrent network
    Returns:
        a (2 n_a, m, T_x): at each step the first network's state on top of the second one's state *at that step*
        y_pred (n_y, m, T_x): softmax of the sum of both networks' logits, Wya a + by

    Example: two steps, each state depends only on its input (Waa = 0). Formula: notebook, section 9.
        >>> P = {name: np.eye(1) for name in ("Wax", "Wya")} | {name: np.zeros((1, 1)) for name in ("Waa", "ba", "by")}
        >>> a, y_pred = bidirectional_forward(np.arctanh([[[0.2, 0.4]]]), np.zeros((1, 1)), P, P)
        >>> a[:, 0]
        array([[0.2, 0.4],
               [0.2, 0.4]])
    """
    # YOUR CODE HERE
    raise NotImplementedError("bidirectional_forward is not written yet")


def deep_rnn_forward(x, parameters):
    """
    A deep recurrent network of L layers. The states of layer l - 1 are the inputs of layer l; all start from zeros.

    Arguments: x (n_x, m, T_x); parameters with "Wa1", "ba1", ..., "WaL", "baL", "Wya" (n_y, n_L), "by" (n_y, 1), where
        Wal = [Waa | Wax] is (n_l, n_l + n_(l-1)), for the layer's own old state on top of the input from below
    Returns:
        a: list of the L layers' states, each (n_l, m, T_x); y_pred (n_y, m, T_x), from the last layer

    Example: one layer that halves its input. Formula: notebook, section 9.
        >>> P = {"Wa1": np.array([[0.0, 0.5]]), "ba1": np.zeros((1, 1)), "Wya": np.eye(1), "by": np.zeros((1, 1))}
        >>> a, y_pred = deep_rnn_forward(np.ones((1, 1, 2)), P)
        >>> len(a), a[0].round(4)
        (1, array([[[0.4621, 0.4621]]]))
    """
    # YOUR CODE HERE
    raise NotImplementedError("deep_rnn_forward is not written yet")
