"""The command `gradus`: a thin face over the packages. Nothing is decided here that a program could not ask for too."""
