"""Exhausting: an exception with a text of gigabytes, whose text never comes, whose text fails."""

class Long(Exception):
    def __str__(self):
        return "x" * (1 << 28)


class Never(Exception):
    def __str__(self):
        while True:
            pass


class Fails(Exception):
    def __str__(self):
        raise self

    __repr__ = __str__


def sigmoid(z):
    raise Long


def initialize_with_zeros(dim):
    raise Fails


def predict(w, b, X):
    raise Never
