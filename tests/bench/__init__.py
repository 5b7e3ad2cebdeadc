"""Speed compared with stock nbgrader on the same submissions: `python -m tests.bench --help`, or `make bench`."""
