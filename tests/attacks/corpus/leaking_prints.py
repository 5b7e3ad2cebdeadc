"""Leaking: print the hidden inputs: plainly, reversed, in base64, one bit a line."""

import base64


def sigmoid(z):
    text = repr(z)
    print(text)
    print(text[::-1])
    print(base64.b64encode(text.encode()).decode())
    for letter in text.encode():
        print(f"{letter:b}")
    return 0


def predict(w, b, X):
    print(w.tolist(), b, X.tolist())
