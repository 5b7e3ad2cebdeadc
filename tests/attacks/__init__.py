"""Hostile submissions, judged by the real judge in the real sandbox: nothing gained, nothing leaked, nobody held up."""
