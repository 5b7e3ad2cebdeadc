"""The questions of C4, week 3: boxes, how well they overlap, which ones stay, and what a detector is told."""

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
        "Row and column are exchanged: the row comes from y = 70, the uppermost hundred pixels; the column from x = "
        "160.",
    ),
    wrong(
        r"row 0, column 1; $(0.53,\ 0.23)$",
        "The cell is right, but these are shares of the whole picture. b counts from the cell's own upper left "
        "corner, in cells.",
    ),
    right(
        r"row 0, column 1; $(0.6,\ 0.7)$",
        "x = 160 lies in the second hundred, 60 pixels into it; y = 70 in the first, 70 pixels down.",
    ),
    wrong(
        r"row 0, column 1; $(0.7,\ 0.6)$",
        "The cell is right, but x and y were exchanged in it: 60 of 100 pixels to the right, 70 of 100 down.",
    ),
    hints=(
        "Cells are 100 pixels wide. Into which row does y = 70 fall, into which column x = 160?",
        "How far into that cell does the centre lie, as a share of the cell?",
    ),
)

HOW_MUCH_IN_COMMON = question(
    "how_much_in_common",
    "How much in common?",
    "What is the IoU of the two boxes in the picture?",
    right("$0.2$", "They share 2 by 2 = 4 squares. Both are 12 large, so together they cover 12 + 12 - 4 = 20."),
    wrong(
        "$0.17$",
        "4 over 24: in the sum of the areas the common part is counted twice. The union is smaller by it.",
    ),
    wrong("$0.33$", "4 over 12, the area of one of them. The union is what both of them cover."),
    wrong(
        "$0.5$",
        "That is the side of the common part against the height of one box. Areas are compared, not sides.",
    ),
    hints=(
        "Count squares: how many do both cover?",
        "And how many does at least one of them cover?",
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
        "Suppression takes away what overlaps with a better box of the same class, not all but the best. S overlaps "
        "little with P.",
    ),
    wrong(
        "P and S",
        "R is a pedestrian. It overlaps with a car, but a pedestrian in front of a car is no second car: classes "
        "are treated apart.",
    ),
    wrong("P and R", "S overlaps with Q, but Q is gone by then. Only boxes that stay take others away."),
    right("P, R and S", "P takes Q away. S overlaps much with Q only, which is gone, and R is of another class."),
    hints=(
        "Treat cars and pedestrians apart, and in each begin with the best score.",
        "A box that was taken away cannot take away another one.",
    ),
)

HOW_DEEP = question(
    "how_deep",
    "How many numbers for each cell?",
    r"A grid of $19 \times 19$ cells, 5 anchors, 80 classes, as in YOLO. What is the shape of the output?",
    wrong(
        r"$19 \times 19 \times 85$",
        "That is one box for each cell: object, four coordinates, 80 classes. Each of the 5 anchors has all of these.",
    ),
    wrong(
        r"$19 \times 19 \times 105$",
        "5 times 5 plus 80: here the anchors share their classes. But two objects in one cell may be of different "
        "classes.",
    ),
    right(
        r"$19 \times 19 \times 425$",
        "For each anchor: object or not, four coordinates, 80 classes are 85; and 5 anchors.",
    ),
    wrong(
        r"$19 \times 19 \times 405$",
        "5 times 81: that is object and classes, but no box. Four coordinates for each anchor are missing.",
    ),
    hints=(
        "What is said of one box? Count the numbers.",
        "How many boxes can one cell speak of?",
    ),
)

NOTHING_THERE = question(
    "nothing_there",
    "Nothing there",
    r"The target of a cell is $p_c = 0$: no object. The net says $p_c = 0.2$, $b = (0.5,\ 0.5,\ 0.3,\ 0.3)$ and "
    r"classes $(0.1,\ 0.8,\ 0.1)$. What is the squared loss of this cell?",
    wrong("$0$", "The net should have said 0 and said 0.2. Without a price for that it would see objects everywhere."),
    right(
        "$0.04$",
        "Only p_c counts: 0.2 squared. What the net says of a box that is not there has no right value, so it costs "
        "nothing.",
    ),
    wrong(
        "$1.38$",
        "All squares were added, as if box and classes should have been 0. Where there is no object, they have no "
        "right value.",
    ),
    wrong("$0.2$", "That is the error itself. The squared loss takes its square."),
    hints=(
        "Which of the eight numbers have a right value at all, where nothing is?",
        "What is said of p_c, what should have been said, and what does the difference cost?",
    ),
)

ONE_PASS = question(
    "one_pass",
    "One pass for all windows",
    r"A classifier for $14 \times 14$ pictures has one pooling layer, by 2, and its dense layers are written as "
    r"convolutions. It gets a picture of $28 \times 28$. How many windows does it judge in one pass?",
    right(
        r"$8 \times 8$",
        "Pooling by 2 makes the windows move by 2: (28 - 14) / 2 + 1 = 8 places in each direction.",
    ),
    wrong(r"$2 \times 2$", "So many fit side by side. But the windows overlap, they move on by 2 pixels."),
    wrong(
        r"$15 \times 15$",
        "That is moving by 1 pixel. The pooling layer halves the picture, so neighbouring outputs lie 2 pixels apart.",
    ),
    wrong(r"$7 \times 7$", "(28 - 14) / 2 counts steps. There is one place more than steps: the first."),
    hints=(
        "By how many pixels does the window move when the output moves by one?",
        "How many places are there for a window of 14 in 28 pixels, with that step?",
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
        "The common part begins where the later one of the two begins: the larger of the left and of the upper edges.",
    ),
    wrong("line 2", "It ends where the first of the two ends: the smaller of the right and of the lower edges."),
    right(
        "line 3",
        "For boxes that are apart in both directions both sides are negative, and their product is positive. Each "
        "side must be at least 0.",
    ),
    wrong(
        "line 4",
        "Common area over the area of the union: that is the definition. It gets a wrong common area from above.",
    ),
    hints=(
        "Take two small boxes that lie diagonally far apart and work through the lines.",
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
        "Equal areas do not make equal shapes: P is wide as the car is. The overlap of Q with it is only 20 by 20.",
    ),
    right(
        "P, since its shape overlaps best: IoU 0.69 against 0.2.",
        "Laid on one centre, P and car share 50 by 20 of 1,450; Q and car share 20 by 20 of 2,000.",
    ),
    wrong(
        "Both, so that neither learns the wrong thing.",
        "Then the net would be told to give the same car twice. One anchor gets it, and the other is told: nothing "
        "there.",
    ),
    wrong(
        "P, since anchors are filled in their order.",
        "The right one by luck. By order, a tall pedestrian who comes first would get the wide anchor.",
    ),
    hints=(
        "Lay anchor and box with their centres onto each other. How much do they share?",
        "IoU compares shapes here, since the centres are the same.",
    ),
)

FOUND_OR_NOT = question(
    "found_or_not",
    "Precision and recall",
    "A street scene has 10 cars. A detector draws 8 boxes: 6 lie on cars with IoU above 0.5, but two of these on "
    "the *same* car; the other 2 lie on nothing. Which of these are true?",
    wrong(
        "Its precision is 6 of 8, that is 0.75.",
        "The second box on the same car is a false alarm as well: there was one car to find there, and it was "
        "found. 5 of 8.",
    ),
    right("Its recall is 5 of 10, that is 0.5.", "Six boxes, but five different cars. The other five were not found."),
    right(
        "Non-max suppression would raise the precision.",
        "It takes the second box away: 5 of 7 in place of 5 of 8. The recall stays.",
    ),
    wrong(
        "A lower score threshold would raise the precision.",
        "It lets more boxes through. Recall can only rise by that, but the further boxes are the less certain ones.",
    ),
    hints=(
        "How many different cars were found?",
        "Each box is a hit or a false alarm. What is a second box on a car that was found already?",
    ),
    several=True,
)

ASSIGNMENT = Assignment(
    name="c4w3-quiz",
    module="answers",
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
