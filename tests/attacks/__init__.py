"""Hostile submissions, judged by the real judge in the real sandbox: they gain, leak and delay nothing."""
