"""Exhausting: lists in lists in lists, and one that holds itself."""

def sigmoid(z):
    value = []
    for _ in range(1_000_000):
        value = [value]
    return value


def predict(w, b, X):
    value = {}
    value["x"] = (value,)
    return value
