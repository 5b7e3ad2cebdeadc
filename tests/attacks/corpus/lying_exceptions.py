"""Lying: exceptions that look like success, like a stop of the grader, or like nothing at all."""

class Passed(BaseException):
    __str__ = lambda self: "pass"


class SystemExit(SystemExit):
    code = 0


def sigmoid(z):
    raise Passed


def initialize_with_zeros(dim):
    raise SystemExit(0)


def flatten_images(X):
    raise KeyboardInterrupt


def propagate(w, b, X, Y):
    raise StopIteration


def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    raise GeneratorExit


def predict(w, b, X):
    raise type("Passed", (BaseExceptionGroup,), {})("all is well", [MemoryError(), KeyboardInterrupt()])
