"""Exhausting: source that is hard to parse: brackets a thousand deep and a constant that grows while it compiles."""

X = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
Y = ((1 << 127) ** 127 ** 2) if False else "x" * 4096
Z = eval("(" * 150 + "1" + ")" * 150)
exec("+".join(["1"] * 20_000))
exec("-" * 3_000_000 + "1")


def sigmoid(z):
    return 0.5
