"""Cards show the verdict on one exercise, in a notebook (html) and in a terminal (text)."""
