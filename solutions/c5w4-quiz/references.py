"""The questions that can be computed: each letter comes from a computation, not from the author."""

from __future__ import annotations

import numpy as np

from autograder.quiz import choose


def attention(q, k, v, mask=None):
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    scores = scores if mask is None else scores + (1 - mask) * -1e9
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return weights, weights @ v


def attention_by_hand():
    q, k = np.array([[1.0, 0, 0, 0]]), np.array([[0.0, 1, 0, 0], [2 * np.log(3), 0, 0, 0]])
    _, output = attention(q, k, np.array([[4.0], [8.0]]))
    return choose(output[0, 0], a=7.6, b=6.536, c=7.0, d=8.0)


def shape_of_the_weights():
    q, k = np.zeros((2, 4, 5, 16)), np.zeros((2, 4, 7, 16))
    weights, output = attention(q, k, k)
    pairs = {
        "a": ((2, 4, 5, 7), (2, 4, 5, 16)),
        "b": ((2, 4, 7, 5), (2, 4, 7, 16)),
        "c": ((2, 4, 16, 16), (2, 4, 5, 16)),
        "d": ((2, 5, 7), (2, 5, 64)),
    }
    (letter,) = (letter for letter, pair in pairs.items() if pair == (weights.shape, output.shape))
    return letter


def which_masks():
    """No word depends on a later one or on the padding, and each depends on all others before it."""
    places = np.arange(6)
    earlier, words = places[None, :] <= places[:, None], np.broadcast_to(places < 4, (6, 6))
    masks = {"a": earlier, "b": words, "c": earlier & words, "d": places[None, :] >= places[:, None]}
    rng = np.random.default_rng(0)
    x = rng.normal(size=(6, 3))

    def depends(mask):
        def output(x):
            return attention(x[:, :], x, x, mask.astype(float))[1]

        found = np.zeros((6, 6), bool)
        for key in range(6):
            nudged = x.copy()
            nudged[key] += 0.1
            found[:, key] = np.any(np.abs(output(nudged) - output(x)) > 1e-9, axis=1)
        return found

    wanted = {(i, j) for i in range(4) for j in range(i + 1)}
    (letter,) = (
        letter
        for letter, mask in masks.items()
        if {(i, j) for i, j in np.argwhere(depends(mask)) if i < 4} == wanted
        and not depends(mask)[:4, 4:].any()
        and not mask[:, 4:].any()
    )
    return letter


def position_zero():
    angles = 0 / 10000 ** (2 * np.array([0, 1]) / 4)
    encoding = np.stack([np.sin(angles), np.cos(angles)], axis=1).ravel()
    return choose(encoding, a=[0, 0, 1, 1], b=[0, 0, 0, 0], c=[1, 0, 1, 0], d=[0, 1, 0, 1])


def without_positions():
    """What each choice claims: ('dog' differs, all outputs are equal, the second is minus the first)."""
    rng = np.random.default_rng(0)
    words, Wq, Wk, Wv = rng.normal(size=(3, 4)), *rng.normal(size=(3, 4, 4))

    def layer(x):
        return attention(x @ Wq, x @ Wk, x @ Wv)[1]

    first, second = layer(words), layer(words[::-1])
    found = [not np.allclose(first[0], second[2]), np.allclose(first, first[0]), np.allclose(first, -second)]
    return choose(found, a=[True, False, False], b=[False] * 3, c=[False, True, False], d=[False, False, True])


def more_heads():
    one, eight = (4 * 512 * heads * (512 // heads) for heads in (1, 8))
    return choose(eight / one, a=1.0, b=8.0, c=0.125, d=64.0)
