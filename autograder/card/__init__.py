"""Cards: one exercise's verdict as a person reads it, in a notebook (html) and in a terminal (text)."""
