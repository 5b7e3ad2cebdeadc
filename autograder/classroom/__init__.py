"""A whole class at once: the hidden seed, keys, workers, the ledger of results, grading, the report and the demo."""
