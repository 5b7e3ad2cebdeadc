"""Where a learner's code runs: in a jailed child for grading, in their own kernel for their own check."""
