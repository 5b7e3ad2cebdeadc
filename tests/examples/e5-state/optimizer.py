"""Example of the kind "class with state", and of an argument that should be changed in place."""


class Momentum:
    """
    Gradient descent with momentum.

    Momentum(beta) starts with velocity 0; step(w, dw, learning_rate) returns the new w, and stores the velocity
    v = beta v + (1 - beta) dw for the next step.
    """

    def __init__(self, beta):
        ### BEGIN SOLUTION
        self.beta = beta
        self.v = 0.0
        ### END SOLUTION

    def step(self, w, dw, learning_rate):
        ### BEGIN SOLUTION
        self.v = self.beta * self.v + (1 - self.beta) * dw
        return w - learning_rate * self.v
        ### END SOLUTION


def remember(running, x):
    """
    Add x to running["count"] and running["total"], in place, and return the mean so far.

    Arguments:
        running: {"count": int, "total": float}; x: a number
    """
    ### BEGIN SOLUTION
    running["count"] += 1
    running["total"] += x
    return running["total"] / running["count"]
    ### END SOLUTION
