"""What the sandbox guarantees, one test for each guarantee."""
