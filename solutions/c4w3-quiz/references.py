"""The questions that can be computed: each letter comes from a computation, not from the author."""

from __future__ import annotations

from autograder.quiz import choose


def whose_cell():
    x, y, cell = 160, 70, 100
    found = [y // cell, x // cell, x % cell / cell, y % cell / cell]
    return choose(found, a=[1, 0, 0.6, 0.7], b=[0, 1, 0.53, 0.23], c=[0, 1, 0.6, 0.7], d=[0, 1, 0.7, 0.6])


def squares(box):
    """The unit squares covered by a box with integer corners."""
    x1, y1, x2, y2 = box
    return {(x, y) for x in range(x1, x2) for y in range(y1, y2)}


def iou(a, b):
    return len(squares(a) & squares(b)) / len(squares(a) | squares(b))


def how_much_in_common():
    return choose(iou((0, 0, 4, 3), (2, 1, 6, 4)), a=0.2, b=4 / 24, c=4 / 12, d=0.5)


def who_stays():
    boxes = {"P": ("car", 0.9), "Q": ("car", 0.8), "R": ("pedestrian", 0.7), "S": ("car", 0.65)}
    overlap = {frozenset("PQ"): 0.7, frozenset("PR"): 0.6, frozenset("QS"): 0.55}
    kept: list[str] = []
    for name in sorted(boxes, key=lambda name: -boxes[name][1]):
        rivals = (other for other in kept if boxes[other][0] == boxes[name][0])
        if all(overlap.get(frozenset((name, other)), 0.2) < 0.5 for other in rivals):
            kept.append(name)
    return choose("".join(kept), a="P", b="PS", c="PR", d="PRS")


def how_deep():
    return choose(5 * (1 + 4 + 80), a=85, b=105, c=425, d=405)


def nothing_there():
    said, target = (0.2, 0.5, 0.5, 0.3, 0.3, 0.1, 0.8, 0.1), 0
    every = sum(value**2 for value in said)
    return choose((said[0] - target) ** 2, a=0.0, b=0.04, c=round(every, 2), d=0.2)


def one_pass():
    windows = [start for start in range(0, 28, 2) if start + 14 <= 28]
    return choose(len(windows), a=8, b=2, c=15, d=7)


def which_anchor():
    """IoU of each anchor with the car, all with the same centre (at twice the size, so that halves are integers)."""

    def centred(width, height):
        return (-width, -height, width, height)

    overlaps = [iou(centred(60, 20), centred(*anchor)) for anchor in ((50, 25), (20, 60))]
    return choose(overlaps, b=[1000 / 1450, 0.2], a=[0.2, 1000 / 1450])


def found_or_not():
    cars, boxes, hits = 10, 8, 5
    said = {"a": hits / boxes == 6 / 8, "b": hits / cars == 5 / 10, "c": hits / (boxes - 1) > hits / boxes, "d": False}
    return [letter for letter, true in said.items() if true]
