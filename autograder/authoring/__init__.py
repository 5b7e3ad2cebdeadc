"""The author's tools: stubs, keys and proofs from a folder of `solutions/`. They never run on a learner's machine."""
