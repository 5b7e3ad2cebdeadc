"""Judges one submission: the job and its answer as bytes, a warm sandbox, and the verdict."""
