"""The learner's side of grading: `check` and `hint` in a notebook, offline, against the release's public key."""
