"""Lying: show what runs in a teacher's page: HTML, JavaScript and pictures as outputs, messages and names."""

import sys
import warnings

_PAGE = "<script>steal()</script><img src='https://evil.example/x.png' onerror='steal()'><svg onload='steal()'>"

try:
    from IPython.display import HTML, Javascript, display

    display(HTML(_PAGE), Javascript("steal()"))
except ImportError:
    pass


def sigmoid(z):
    print(_PAGE)
    warnings.warn(_PAGE)
    sys.stderr.write(_PAGE)
    try:
        display(HTML(_PAGE), Javascript("steal()"))
    except NameError:
        pass
    raise ValueError(_PAGE)


def initialize_with_zeros(dim):
    raise type(_PAGE, (Exception,), {})("`" + _PAGE + "`")


def predict(w, b, X):
    return {_PAGE: _PAGE}


def flatten_images(X):
    return _PAGE
