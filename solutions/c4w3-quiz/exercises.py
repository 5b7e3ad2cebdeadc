"""The questions of C4, week 3: boxes, their overlap, suppression, and the labels of a detector."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

WHOSE_CELL = question(
    "whose_cell",
    "Which cell, and where in it?",
    r"A picture of $300 \times 300$ pixels has a $3 \times 3$ grid. A car's box has its centre at $x = 160,\ y = "
    "70$. Which cell is responsible (row, column, from 0), and what are $(b_x, b_y)$?",
    wrong(
        r"row 1, column 0; $(0.6,\ 0.7)$",
        "Row and column are swapped: the row comes from y = 70, in the topmost hundred pixels; the column from x = "
        "160.",
    ),
    wrong(
        r"row 0, column 1; $(0.53,\ 0.23)$",
        "The cell is right, but these are fractions of the whole picture. b is measured from the cell's top left "
        "corner, in cells.",
    ),
    right(
        r"row 0, column 1; $(0.6,\ 0.7)$",
        "x = 160 is in the second hundred, 60 pixels into it; y = 70 is in the first, 70 pixels down.",
    ),
    wrong(
        r"row 0, column 1; $(0.7,\ 0.6)$",
        "The cell is right, but x and y within it were swapped: 60 of 100 pixels to the right, 70 of 100 down.",
    ),
    hints=(
        "Cells are 100 pixels wide. Which row contains y = 70, and which column x = 160?",
        "How far into that cell is the centre, as a fraction of the cell?",
    ),
)

HOW_MUCH_IN_COMMON = question(
    "how_much_in_common",
    "How much in common?",
    "What is the IoU of the two boxes in the picture?",
    right("$0.2$", "They share 2 by 2 = 4 squares. Each has area 12, so together they cover 12 + 12 - 4 = 20."),
    wrong(
        "$0.17$",
        "This is 4 over 24: the sum of the areas counts the intersection twice. Subtract it once for the union.",
    ),
    wrong("$0.33$", "This is 4 over 12, the area of one box. The union is what both of them cover."),
    wrong(
        "$0.5$",
        "This divides a side of the intersection by the height of a box. Compare areas, not sides.",
    ),
    hints=(
        "Count squares: how many are covered by both boxes?",
        "And how many by at least one of them?",
    ),
)

WHO_STAYS = question(
    "who_stays",
    "Who stays?",
    "A detector gives four boxes: car P (score 0.9), car Q (0.8), pedestrian R (0.7), car S (0.65). IoU: P and Q "
    "0.7, P and R 0.6, Q and S 0.55, all others below 0.3. Which stay after non-max suppression class by class with "
    "threshold 0.5?",
    wrong(
        "P alone",
        "Suppression removes boxes that overlap with a better box of the same class, not all but the best. S overlaps "
        "little with P.",
    ),
    wrong(
        "P and S",
        "R is a pedestrian. It overlaps with a car, but a pedestrian in front of a car is not a second car: classes "
        "are treated separately.",
    ),
    wrong("P and R", "S overlaps with Q, but Q has been suppressed by then. Only kept boxes suppress others."),
    right(
        "P, R and S", "P suppresses Q. S overlaps strongly only with Q, which is gone, and R belongs to another class."
    ),
    hints=(
        "Treat cars and pedestrians separately, and start with the best score in each class.",
        "A suppressed box cannot suppress another one.",
    ),
)

HOW_DEEP = question(
    "how_deep",
    "How many numbers for each cell?",
    r"A grid of $19 \times 19$ cells, 5 anchors, 80 classes, as in YOLO. What is the shape of the output?",
    wrong(
        r"$19 \times 19 \times 85$",
        "That is one box per cell: p_c, four coordinates, 80 classes. Each of the 5 anchors has all of these.",
    ),
    wrong(
        r"$19 \times 19 \times 105$",
        "This is 5 times 5 plus 80, as if the anchors shared their classes. But two objects in one cell may belong to "
        "different classes.",
    ),
    right(
        r"$19 \times 19 \times 425$",
        "For each anchor, p_c, four coordinates and 80 classes are 85 numbers; and there are 5 anchors.",
    ),
    wrong(
        r"$19 \times 19 \times 405$",
        "This is 5 times 81: p_c and classes, but no box. The four coordinates of each anchor are missing.",
    ),
    hints=(
        "How many numbers describe one box?",
        "How many boxes can one cell describe?",
    ),
)

NOTHING_THERE = question(
    "nothing_there",
    "Nothing there",
    r"The target of a cell is $p_c = 0$: no object. The net says $p_c = 0.2$, $b = (0.5,\ 0.5,\ 0.3,\ 0.3)$ and "
    r"classes $(0.1,\ 0.8,\ 0.1)$. What is the squared loss of this cell?",
    wrong(
        "$0$", "The network should have given 0 and gave 0.2. If that cost nothing, it would report objects everywhere."
    ),
    right(
        "$0.04$",
        "Only p_c counts: 0.2 squared. Without an object, the box and the classes are meaningless, so they cost "
        "nothing.",
    ),
    wrong(
        "$1.38$",
        "All squares were summed, as if box and classes should have been 0. Without an object, they have no right "
        "value.",
    ),
    wrong("$0.2$", "That is the error itself. The squared loss takes its square."),
    hints=(
        "Without an object, which of the eight numbers have a right value at all?",
        "What is p_c, what should it be, and what does the difference cost?",
    ),
)

ONE_PASS = question(
    "one_pass",
    "One pass for all windows",
    r"A classifier for $14 \times 14$ pictures has one pooling layer, by 2, and its dense layers are written as "
    r"convolutions. It gets a picture of $28 \times 28$. How many windows does it judge in one pass?",
    right(
        r"$8 \times 8$",
        "Pooling by 2 makes the windows move by 2: (28 - 14) / 2 + 1 = 8 positions in each direction.",
    ),
    wrong(r"$2 \times 2$", "That many windows fit side by side. But the windows overlap: they move by 2 pixels."),
    wrong(
        r"$15 \times 15$",
        "That is a step of 1 pixel. The pooling layer halves the picture, so neighbouring outputs are 2 pixels apart.",
    ),
    wrong(r"$7 \times 7$", "(28 - 14) / 2 counts steps. There is one more position than there are steps: the first."),
    hints=(
        "By how many pixels does the window move when the output moves by one?",
        "How many positions does a window of 14 have in 28 pixels, with that step?",
    ),
)

LINES_OF_OVERLAP = question(
    "lines_of_overlap",
    "One line is wrong",
    "The IoU of two boxes `(x1, y1, x2, y2)`. For boxes that overlap it is right, for some that do not it gives "
    "more than 0. Which line?\n\n"
    "```python\n"
    "left, top = max(a[0], b[0]), max(a[1], b[1])                 # line 1\n"
    "right, bottom = min(a[2], b[2]), min(a[3], b[3])             # line 2\n"
    "common = (right - left) * (bottom - top)                     # line 3\n"
    "iou = common / (area(a) + area(b) - common)                  # line 4\n"
    "```",
    wrong(
        "line 1",
        "The intersection starts where the second of the two boxes starts: at the larger of the left edges and of the "
        "top edges.",
    ),
    wrong(
        "line 2",
        "It ends where the first of the two boxes ends: at the smaller of the right edges and of the bottom edges.",
    ),
    right(
        "line 3",
        "For boxes that are apart in both directions, both sides are negative and their product is positive. Each "
        "side must be at least 0.",
    ),
    wrong(
        "line 4",
        "Intersection over union: that is the definition. The intersection it receives is wrong.",
    ),
    hints=(
        "Take two small boxes that are diagonally far apart and go through the lines.",
        "What is minus times minus?",
    ),
)

WHICH_ANCHOR = question(
    "which_anchor",
    "Which anchor?",
    r"A cell has two anchors, P of $50 \times 25$ (wide) and Q of $20 \times 60$ (tall). The centre of a car of $60 "
    r"\times 20$ lies in the cell. Which anchor gets it, and why?",
    wrong(
        "Q, since its area is nearest: 1,200 as the car's.",
        "Equal areas do not imply equal shapes: P is wide, like the car. Q overlaps with it in only 20 by 20.",
    ),
    right(
        "P, since its shape overlaps best: IoU 0.69 against 0.2.",
        "With the same centre, P and the car share 50 by 20 of 1,450; Q and the car share 20 by 20 of 2,000.",
    ),
    wrong(
        "Both, so that neither learns the wrong thing.",
        "Then the network would learn to report the same car twice. One anchor gets it, and the other learns that "
        "there is no object.",
    ),
    wrong(
        "P, since anchors are filled in their order.",
        "Right, but only by luck: with that rule, a tall pedestrian who comes first would get the wide anchor.",
    ),
    hints=(
        "Place the anchor and the box on the same centre. How much do they share?",
        "With the same centre, IoU compares shapes.",
    ),
)

FOUND_OR_NOT = question(
    "found_or_not",
    "Precision and recall",
    "A street scene has 10 cars. A detector draws 8 boxes: 6 lie on cars with IoU above 0.5, but two of these on "
    "the *same* car; the other 2 lie on nothing. Which of these are true?",
    wrong(
        "Its precision is 6 of 8, that is 0.75.",
        "The second box on the same car is a false positive too: that car was already found. The precision is 5 of 8.",
    ),
    right("Its recall is 5 of 10, that is 0.5.", "Six boxes, but five different cars. The other five were not found."),
    right(
        "Non-max suppression would raise the precision.",
        "It removes the second box: 5 of 7 instead of 5 of 8. The recall does not change.",
    ),
    wrong(
        "A lower score threshold would raise the precision.",
        "It lets more boxes through. The recall can only rise, but the additional boxes are the less certain ones.",
    ),
    hints=(
        "How many different cars were found?",
        "Each box is a true or a false positive. What is a second box on a car that was already found?",
    ),
    several=True,
)

ASSIGNMENT = Assignment(
    name="c4w3-quiz",
    module="c4w3_answers",
    title="Quiz: C4, week 3",
    exercises=(
        WHOSE_CELL,
        HOW_MUCH_IN_COMMON,
        WHO_STAYS,
        HOW_DEEP,
        NOTHING_THERE,
        ONE_PASS,
        LINES_OF_OVERLAP,
        WHICH_ANCHOR,
        FOUND_OR_NOT,
    ),
)
