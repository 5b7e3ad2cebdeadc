"""Exhausting: an endless loop that catches what would end it."""

def sigmoid(z):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
