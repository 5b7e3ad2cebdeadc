"""Secrets and the files made from them: the hidden seed, its versions, built keys, and files that survive a crash."""
