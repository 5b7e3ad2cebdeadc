"""What a teacher says to mistakes that any exercise may hold."""

UNKNOWN_NAME = (
    "A name is used here that this file does not know. A function sees its arguments and what its own file defines or "
    "imports, but not the variables of the notebook."
)
NUMBER_AS_ARRAY = "The result is an array with one entry; a plain number was meant."
