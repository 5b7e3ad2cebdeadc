"""The questions of C1, week 2: logistic regression, its slopes, and NumPy without loops."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

ONE_COLUMN_EACH = question(
    "one_column_each",
    "Thirty pictures",
    "You have 30 colour pictures of 20 × 10 pixels. What is the shape of $X$, in this course's layout?",
    wrong(
        "`(30, 600)`",
        "That is one picture per row, as in many libraries. In this course one example is one column, so that WX "
        "works.",
    ),
    wrong(
        "`(200, 30)`",
        "200 is the number of pixels; each pixel of a colour picture has three numbers: red, green and blue.",
    ),
    right(
        "`(600, 30)`",
        "20 times 10 pixels with 3 numbers each give 600 features: one column of them for each of 30 pictures.",
    ),
    wrong(
        "`(18000, 1)`",
        "All pictures in one column would be one example with 18,000 features. Keep the examples apart.",
    ),
    hints=(
        "How many numbers does one picture have?",
        "Each example is one column. How many columns are there then?",
    ),
)

FLATTEN_IT = question(
    "flatten_it",
    "Into columns",
    "`pictures` has shape `(m, height, width, 3)`. Which line puts picture number `i` into column `i`, and nothing "
    "else?",
    wrong(
        "`pictures.reshape(-1, m)`",
        "The shape is right but the content is not: reshape fills row by row, so that every column mixes pixels "
        "of many pictures.",
    ),
    right(
        "`pictures.reshape(m, -1).T`",
        "reshape(m, -1) leaves one picture in each row, and the transpose turns rows into columns without mixing them.",
    ),
    wrong("`pictures.reshape(m, -1)`", "Nothing is mixed, but each picture is a row. It still needs a transpose."),
    wrong(
        "`pictures.T.reshape(m, -1)`",
        "After the transpose the pictures run along the last axis; cutting that into m rows mixes all of them.",
    ),
    hints=(
        "Reshape never moves a number in memory: it only cuts the long row of all numbers differently.",
        "In which order are the numbers? All of the first picture, then all of the second. Which cut keeps that?",
    ),
)

COST_OF_THREE = question(
    "cost_of_three",
    "The cost of three guesses",
    r"A logistic regression says $\hat y = 0.5,\ 0.25,\ 0.75$ for three examples with the labels $y = 1,\ 1,\ 0$. "
    r"What is the cost $J$? ($\log 2 \approx 0.693$)",
    wrong(
        r"$\frac13(0.693 + 1.386 + 0.288) \approx 0.79$",
        "The third label is 0, so its loss is -log(1 - 0.75), not -log 0.75. A confident wrong answer costs a lot.",
    ),
    wrong(
        r"$0.693 + 1.386 + 1.386 \approx 3.47$",
        "The losses are right, but the cost is their mean. Otherwise it would grow with the number of examples.",
    ),
    wrong(
        r"$-\frac13(0.693 + 1.386 + 1.386) \approx -1.16$",
        "The logarithm of a number below 1 is negative, and the minus sign makes the loss positive. A cost is "
        "never below 0.",
    ),
    right(
        r"$\frac13(0.693 + 1.386 + 1.386) \approx 1.16$",
        "-log 0.5, -log 0.25 and, since the third label is 0, -log(1 - 0.75); then the mean.",
    ),
    hints=(
        "What is the loss of one example when its label is 1? And when it is 0?",
        "0.25 is a half times a half: its logarithm is twice that of 0.5.",
    ),
)

ONE_STEP = question(
    "one_step",
    "One step",
    "One example, $x = 2$ with $y = 1$. The weights are $w = 0.5$ and $b = -1$, the learning rate is $0.1$. What is "
    "$w$ after one step of gradient descent?",
    right("$0.6$", "z = 0, so a = 0.5 and dz = a - y = -0.5; dw = x dz = -1, and w - 0.1 times -1 is 0.6."),
    wrong(
        "$0.4$",
        "The step went uphill. The guess 0.5 is too low for y = 1, so wx must grow: the slope is negative, and "
        "you subtract it.",
    ),
    wrong("$0.55$", "The factor x is missing: nudging w moves z by x times as much, here twice."),
    wrong(
        "$0.45$",
        "Here dz = a(1 - a) = 0.25 was used, as one slide prints it. That is da/dz; with the loss before it dz "
        "becomes a - y.",
    ),
    hints=(
        "Forward first: what are z and a?",
        "Then backward: dz is how much the guess is too high. How does z change when w does?",
    ),
)

THREE_RATES = question(
    "three_rates",
    "Three learning rates",
    "The picture shows the cost of three runs that differ in nothing but the learning rate: 0.01, 0.3 and 1.02. "
    "Which is which?",
    wrong(
        "A 0.01, B 0.3, C 1.02",
        "A falls fastest of all and reaches the bottom within some steps. With 0.01 each step is a small one.",
    ),
    wrong(
        "A 0.3, B 1.02, C 0.01",
        "C grows. A rate that is too small never makes the cost grow; it only makes it fall slowly.",
    ),
    right(
        "A 0.3, B 0.01, C 1.02",
        "B falls slowly: its steps are short. A falls fast: a good choice. C rises: every step overshoots the "
        "valley and ends higher up.",
    ),
    wrong(
        "A 1.02, B 0.3, C 0.01",
        "The largest rate is not the fastest: if a step overshoots the valley, the next slope is steeper and the "
        "next step longer.",
    ),
    hints=(
        "What does a run with tiny steps in the right direction look like?",
        "What does a run look like that jumps from one side of the valley to the other, higher each time?",
    ),
)

NUDGE_A = question(
    "nudge_a",
    "A nudge through the graph",
    r"$u = ab$, then $v = u + c$, then $J = v^2$, at $a = 3,\ b = 2,\ c = -1$. You nudge $a$ to $3.001$. What is "
    "$J$, about?",
    wrong(
        "$25.010$",
        "This includes the step from v to J, 2v = 10, but not the one from a to u: nudging a moves u by b = 2 "
        "times as much.",
    ),
    right("$25.020$", "u = 6, v = 5, J = 25. The slopes along the way are 2v = 10, then 1, then b = 2: together 20."),
    wrong("$25.030$", "The slope of u = ab in a is b, not a. With a you get the effect of nudging b."),
    wrong(
        "$25.002$",
        "Only the first step is included: u moves by 0.002. From v to J there is another factor, 2v = 10.",
    ),
    hints=(
        "Compute u, v and J first.",
        "Each arrow of the graph has its own slope; multiply them along the path from a to J.",
    ),
)

WHICH_BROADCAST = question(
    "which_broadcast",
    "Will NumPy add them?",
    "`A` has shape `(3, 4)`. Which of these sums work, without an error?",
    right(
        "`A` plus an array of shape `(3, 1)`",
        "The one column is repeated four times. So b is added to every example.",
    ),
    right(
        "`A` plus an array of shape `(4,)`",
        "Shapes are compared from the right: 4 fits 4, and the missing axis counts as 1.",
    ),
    wrong(
        "`A` plus an array of shape `(3,)`",
        "Shapes are compared from the right, so 3 meets 4. The 3 of the first axis does not help; (3, 1) would.",
    ),
    right(
        "An array of shape `(3, 1)` plus one of shape `(1, 4)`",
        "Both are repeated, and the sum has shape (3, 4). This also happens by accident, when a column turns "
        "into a row.",
    ),
    hints=(
        "Write the shapes one below the other, aligned on the right.",
        "Two lengths fit when they are equal, or when one of them is 1.",
    ),
    several=True,
)

LINES_OF_SLOPES = question(
    "lines_of_slopes",
    "One line is wrong",
    "`X` has shape `(n_x, m)`, `A` and `Y` have shape `(1, m)`, `w` has shape `(n_x, 1)`, and `b` is a number. "
    "Which line has the mistake?\n\n"
    "```python\n"
    "dZ = A - Y                       # line 1\n"
    "dw = np.dot(X, dZ.T) / m         # line 2\n"
    "db = np.sum(dZ, axis=0) / m      # line 3\n"
    "b = b - learning_rate * db       # line 4\n"
    "```",
    wrong(
        "line 1",
        "For the logistic loss with a sigmoid, the product of the two derivatives is exactly this: prediction "
        "minus label.",
    ),
    wrong(
        "line 2",
        "(n_x, m) times (m, 1) is (n_x, 1), the shape of w. The product sums over the examples, and / m makes it "
        "their mean.",
    ),
    right(
        "line 3",
        "axis=0 sums over an axis of length 1 and leaves m numbers. The sum must go over the examples, axis 1; b "
        "would become an array.",
    ),
    wrong(
        "line 4",
        "A step against the slope, as it should be. If b ends up as an array here, the cause is in an earlier line.",
    ),
    hints=(
        "Write the shape of every result next to its line.",
        "There is one b for all examples. What shape must db have?",
    ),
)

START_AT_ZERO = question(
    "start_at_zero",
    "All weights zero",
    "Logistic regression starts with $w = 0$ and $b = 0$. What happens in training?",
    wrong(
        "Nothing: all slopes are 0.",
        "dz = a - y is not 0: a is 0.5 for every example, and no label is. So dw, the mean of x dz, is not 0 in "
        "general.",
    ),
    wrong(
        "It learns, but all weights stay equal to each other.",
        "Each weight has its own input: dw_1 is the mean of x_1 dz, dw_2 that of x_2 dz. As the inputs differ, so "
        "do the slopes.",
    ),
    wrong(
        "It may end in a bad minimum; random weights are safer.",
        "The cost of logistic regression has only one valley. From every start, gradient descent leads to the "
        "same bottom.",
    ),
    right(
        "It learns as from anywhere else.",
        "a = 0.5 everywhere, dz = 0.5 - y, and each weight's slope is the mean of its own input times dz. There "
        "is only one valley.",
    ),
    hints=(
        "Compute a and dz at the start, for a label of 0 and for a label of 1.",
        "What is the difference here between a single neuron and a network with a hidden layer?",
    ),
)

ASSIGNMENT = Assignment(
    name="c1w2-quiz",
    module="c1w2_answers",
    title="Quiz: C1, week 2",
    exercises=(
        ONE_COLUMN_EACH,
        FLATTEN_IT,
        COST_OF_THREE,
        ONE_STEP,
        THREE_RATES,
        NUDGE_A,
        WHICH_BROADCAST,
        LINES_OF_SLOPES,
        START_AT_ZERO,
    ),
)
