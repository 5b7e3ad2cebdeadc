"""Lying: no attempt, in disguise: functions with other names, classes, lambdas, strings."""

sigmoid = "1 / (1 + exp(-z))"
initialize_with_zeros = None
flatten_images = type
propagate = print
optimize = dict
predict = id


class model:
    def __new__(cls, *args, **kwargs):
        return NotImplemented
