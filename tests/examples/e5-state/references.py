"""The same, with the velocity written out as a sum over all gradients."""


class Momentum:
    def __init__(self, beta):
        self.beta, self.gradients = beta, []

    @property
    def v(self):
        n = len(self.gradients)
        return sum((1 - self.beta) * self.beta ** (n - 1 - i) * dw for i, dw in enumerate(self.gradients))

    def step(self, w, dw, learning_rate):
        self.gradients.append(dw)
        return w - learning_rate * self.v


def remember(running, x):
    running.update(count=running["count"] + 1, total=running["total"] + x)
    return running["total"] / running["count"]
