"""The demo: an invented class goes through the whole cycle with the real tools, for a look before term."""
