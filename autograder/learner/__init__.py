"""The learner's `check` and `hint`, which work offline with the release's public key."""
