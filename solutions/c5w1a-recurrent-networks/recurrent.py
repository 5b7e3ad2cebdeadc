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
    ### BEGIN SOLUTION
    a_next = np.tanh(parameters["Wax"] @ xt + parameters["Waa"] @ a_prev + parameters["ba"])
    yt_pred = softmax(parameters["Wya"] @ a_next + parameters["by"])
    return a_next, yt_pred, (a_next, a_prev, xt, parameters)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    a_next, states, outputs, caches = a0, [], [], []
    for t in range(x.shape[2]):
        a_next, yt_pred, cache = rnn_cell_forward(x[:, :, t], a_next, parameters)
        states.append(a_next)
        outputs.append(yt_pred)
        caches.append(cache)
    return np.stack(states, axis=2), np.stack(outputs, axis=2), (caches, x)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    both = np.concatenate((c_prev, xt))
    ut = sigmoid(parameters["Wu"] @ both + parameters["bu"])
    rt = sigmoid(parameters["Wr"] @ both + parameters["br"])
    cct = np.tanh(parameters["Wc"] @ np.concatenate((rt * c_prev, xt)) + parameters["bc"])
    c_next = ut * cct + (1 - ut) * c_prev
    yt_pred = softmax(parameters["Wy"] @ c_next + parameters["by"])
    return c_next, yt_pred, (c_next, c_prev, ut, rt, cct, xt, parameters)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    both = np.concatenate((a_prev, xt))
    ft = sigmoid(parameters["Wf"] @ both + parameters["bf"])
    it = sigmoid(parameters["Wi"] @ both + parameters["bi"])
    cct = np.tanh(parameters["Wc"] @ both + parameters["bc"])
    ot = sigmoid(parameters["Wo"] @ both + parameters["bo"])
    c_next = it * cct + ft * c_prev
    a_next = ot * np.tanh(c_next)
    yt_pred = softmax(parameters["Wy"] @ a_next + parameters["by"])
    return a_next, c_next, yt_pred, (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    a_next, c_next = a0, np.zeros_like(a0)
    states, outputs, memories, caches = [], [], [], []
    for t in range(x.shape[2]):
        a_next, c_next, yt, cache = lstm_cell_forward(x[:, :, t], a_next, c_next, parameters)
        states.append(a_next)
        outputs.append(yt)
        memories.append(c_next)
        caches.append(cache)
    return np.stack(states, axis=2), np.stack(outputs, axis=2), np.stack(memories, axis=2), (caches, x)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    a_next, a_prev, xt, parameters = cache
    dz = (1 - a_next**2) * da_next
    return {
        "dxt": parameters["Wax"].T @ dz,
        "da_prev": parameters["Waa"].T @ dz,
        "dWax": dz @ xt.T,
        "dWaa": dz @ a_prev.T,
        "dba": np.sum(dz, axis=1, keepdims=True),
    }
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    steps, x = caches
    T_x = da.shape[2]
    dx = np.zeros((*x.shape[:2], T_x))
    sums = {"dWax": 0, "dWaa": 0, "dba": 0}
    da_prev = 0
    for t in reversed(range(T_x)):
        gradients = rnn_cell_backward(da[:, :, t] + da_prev, steps[t])
        dx[:, :, t] = gradients["dxt"]
        da_prev = gradients["da_prev"]
        for name in sums:
            sums[name] = sums[name] + gradients[name]
    return {"dx": dx, "da0": da_prev, **sums}
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    _, c_prev, ut, rt, cct, xt, parameters = cache
    n_a = c_prev.shape[0]
    both, reset = np.concatenate((c_prev, xt)), np.concatenate((rt * c_prev, xt))
    dzu = dc_next * (cct - c_prev) * ut * (1 - ut)
    dzc = dc_next * ut * (1 - cct**2)
    dreset = parameters["Wc"].T @ dzc
    dzr = dreset[:n_a] * c_prev * rt * (1 - rt)
    dboth = parameters["Wu"].T @ dzu + parameters["Wr"].T @ dzr
    gradients = {
        "dxt": dboth[n_a:] + dreset[n_a:],
        "dc_prev": dboth[:n_a] + rt * dreset[:n_a] + (1 - ut) * dc_next,
    }
    for gate, dz, inputs in (("u", dzu, both), ("r", dzr, both), ("c", dzc, reset)):
        gradients["dW" + gate] = dz @ inputs.T
        gradients["db" + gate] = np.sum(dz, axis=1, keepdims=True)
    return gradients
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    _, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters = cache
    n_a = a_prev.shape[0]
    both, tanh_c = np.concatenate((a_prev, xt)), np.tanh(c_next)
    dc = dc_next + da_next * ot * (1 - tanh_c**2)
    dz = {
        "f": dc * c_prev * ft * (1 - ft),
        "i": dc * cct * it * (1 - it),
        "c": dc * it * (1 - cct**2),
        "o": da_next * tanh_c * ot * (1 - ot),
    }
    dboth = sum(parameters["W" + gate].T @ dz[gate] for gate in dz)
    gradients = {"dxt": dboth[n_a:], "da_prev": dboth[:n_a], "dc_prev": dc * ft}
    for gate in dz:
        gradients["dW" + gate] = dz[gate] @ both.T
        gradients["db" + gate] = np.sum(dz[gate], axis=1, keepdims=True)
    return gradients
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    steps, x = caches
    T_x = da.shape[2]
    dx = np.zeros((*x.shape[:2], T_x))
    sums = {"d" + kind + gate: 0 for gate in "fico" for kind in "Wb"}
    da_prev = 0
    dc_prev = 0
    for t in reversed(range(T_x)):
        gradients = lstm_cell_backward(da[:, :, t] + da_prev, dc_prev, steps[t])
        dx[:, :, t] = gradients["dxt"]
        da_prev = gradients["da_prev"]
        dc_prev = gradients["dc_prev"]
        for name in sums:
            sums[name] = sums[name] + gradients[name]
    return {"dx": dx, "da0": da_prev, **sums}
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    a_fwd, _, _ = rnn_forward(x, a0, parameters_fwd)
    a_bwd, _, _ = rnn_forward(x[:, :, ::-1], a0, parameters_bwd)
    a_bwd = a_bwd[:, :, ::-1]
    scores = np.tensordot(parameters_fwd["Wya"], a_fwd, axes=1) + parameters_fwd["by"][:, :, None]
    scores = scores + np.tensordot(parameters_bwd["Wya"], a_bwd, axes=1) + parameters_bwd["by"][:, :, None]
    return np.concatenate((a_fwd, a_bwd)), softmax(scores)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    below, a = x, []
    for layer in range(1, len(parameters) // 2):
        Wa, ba = parameters[f"Wa{layer}"], parameters[f"ba{layer}"]
        state, states = np.zeros((len(Wa), x.shape[1])), []
        for t in range(x.shape[2]):
            state = np.tanh(Wa @ np.concatenate((state, below[:, :, t])) + ba)
            states.append(state)
        below = np.stack(states, axis=2)
        a.append(below)
    scores = np.tensordot(parameters["Wya"], below, axes=1) + parameters["by"][:, :, None]
    return a, softmax(scores)
    ### END SOLUTION
