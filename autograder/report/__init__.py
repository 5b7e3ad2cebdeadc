"""What a teacher wants to know of a class: from gradebook and ledger to one page, or to JSON and CSV."""
