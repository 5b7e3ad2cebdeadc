"""Lying: hooks on imports, audits, exits, traces and exceptions."""

import atexit
import sys


class Finder:
    def find_spec(self, name, path=None, target=None):
        raise SystemExit(0)


sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, lambda path: Finder())
sys.settrace(lambda *args: None)
sys.setprofile(lambda *args: None)
sys.excepthook = sys.unraisablehook = lambda *args: None
sys.displayhook = lambda value: None
sys.addaudithook(lambda event, args: None)
atexit.register(print, 1.0)


def sigmoid(z):
    import logging.config

    return logging
