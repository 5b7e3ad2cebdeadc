"""Grading a whole class: planning, workers, clusters, the ledger of results and the progress."""
