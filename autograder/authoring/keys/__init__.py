"""Builds answer keys: draws the cases, asks the references, and caches what the tests need again."""
