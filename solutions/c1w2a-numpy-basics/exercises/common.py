"""What a teacher says to mistakes that any exercise may hold."""

NUMBER_AS_ARRAY = "The result is an array with one entry; a plain number was meant."
