"""Advice that several exercises share."""

NUMBER_AS_ARRAY = "You returned an array with one entry; please return a plain number."
