"""The class report: from the gradebook and the ledger to an HTML page, JSON and CSV."""
