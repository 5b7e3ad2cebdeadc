"""Judges one submission: jobs and answers as bytes, a warm sandbox, and the result."""
