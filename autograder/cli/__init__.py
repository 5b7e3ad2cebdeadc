"""The command `gradus`: a thin layer over the packages. Everything it does, a program can do without it."""
