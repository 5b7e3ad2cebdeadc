"""The same, with the function that learners may not use."""

import numpy as np


def norm(x):
    return np.linalg.norm(x)
