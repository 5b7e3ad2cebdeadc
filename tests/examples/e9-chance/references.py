"""The same with other random draws."""

import numpy as np


def thin(x, keep, rng):
    mask = rng.binomial(1, keep, np.shape(x)).astype(bool)
    return mask, np.where(mask, np.asarray(x) / keep, 0.0)


def turn(pictures, rng):
    turned = []
    for picture in np.asarray(pictures):
        for _ in range(rng.choice(4)):
            picture = picture.T[::-1]
        turned.append(picture)
    return np.array(turned)
