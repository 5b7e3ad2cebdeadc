"""The demo: a made-up class goes through the whole cycle with the real tools, to be looked at before term."""
