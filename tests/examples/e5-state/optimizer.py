"""Example of the kind "class with state", and of an argument that the contract has changed in place."""


class Momentum:
    """
    Gradient descent with momentum.

    Momentum(beta) starts at rest; step(w, dw, learning_rate) gives the new w, and keeps the velocity
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
    Count x in: running["count"] and running["total"] are changed in place; gives the mean so far.

    Arguments:
        running: {"count": int, "total": float}; x: a number
    """
    ### BEGIN SOLUTION
    running["count"] += 1
    running["total"] += x
    return running["total"] / running["count"]
    ### END SOLUTION
