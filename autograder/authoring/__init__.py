"""The author's side: from a folder of `solutions/` to stub, key and proof. Only the instructor's machine runs it."""
