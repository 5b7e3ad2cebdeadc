"""The questions of C4, week 1: what a filter does, how large its result is, and what it costs."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

FILTER_BY_HAND = question(
    "filter_by_hand",
    "A filter by hand",
    r"The picture $\begin{bmatrix} 1 & 2 & 0 \\ 0 & 1 & 3 \\ 2 & 0 & 1 \end{bmatrix}$ is convolved, as deep "
    r"learning means it, with the filter $\begin{bmatrix} 1 & 0 \\ 2 & -1 \end{bmatrix}$: stride 1, no padding. "
    "What comes out?",
    wrong(
        r"$\begin{bmatrix} 4 & 1 \\ 2 & 6 \end{bmatrix}$",
        "The filter was turned by 180 degrees first, as mathematicians do. In deep learning it is laid on as it is; "
        "learned weights do not mind.",
    ),
    right(
        r"$\begin{bmatrix} 0 & 1 \\ 4 & 0 \end{bmatrix}$",
        "At the upper left: 1 times 1, 2 times 0 and -1 times 1 give 0; then one step to the right, and so on.",
    ),
    wrong(
        r"$\begin{bmatrix} 1 & 2 \\ 0 & 1 \end{bmatrix}$",
        "Only the upper left weight was used. All four products under the filter are added up for one number.",
    ),
    wrong(
        r"$\begin{bmatrix} 1 & 0 \\ 0 & -1 \end{bmatrix}$",
        "The filter was multiplied with one corner, entry by entry. Each position gives one number: the sum of "
        "those products.",
    ),
    hints=(
        "Lay the filter onto the upper left corner: four products, one sum.",
        "Then move it by one. How many places are there, across and down?",
    ),
)

BRIGHT_SQUARE = question(
    "bright_square",
    "A square and a filter",
    r"A white square (1) on a black ground (0) is convolved with $\begin{bmatrix} 1 & 0 & -1 \\ 1 & 0 & -1 \\ 1 & 0 "
    r"& -1 \end{bmatrix}$. Which of the pictures comes out? Blue is negative, white is zero, red is positive.",
    wrong(
        "A",
        "There are bands at the upper and lower edge: that is the filter turned by 90 degrees, for horizontal edges.",
    ),
    wrong(
        "B",
        "Both edges have the same sign here. But one goes from dark to bright, the other from bright to dark, and "
        "the filter subtracts right from left.",
    ),
    wrong(
        "C",
        "The signs are turned round. Where it gets bright to the right, left minus right is negative: that is the "
        "square's left edge.",
    ),
    right(
        "D",
        "At the left edge the right column lies in the white: 0 - 1, negative. At the right edge it is the other "
        "way round.",
    ),
    hints=(
        "Put the filter onto the square's left edge. What lies under the column of ones, what under the column of "
        "minus ones?",
        "Then onto its right edge. And onto its upper edge, in the middle.",
    ),
)

SIZE_BEHIND = question(
    "size_behind",
    "How large is it then?",
    r"A picture of $34 \times 34$ goes through a layer with $f = 4$, padding $3$ and stride $5$. How wide is the "
    "result?",
    right("$8$", "(34 + 6 - 4) / 5 = 7.2, rounded down to 7, plus 1 for the first position."),
    wrong(
        "$7$",
        "One short: 7 is how often the filter moves on, and the place where it starts counts too. With padding on "
        "one side alone one gets 7 as well.",
    ),
    wrong("$9$", "Rounded up. Where the filter would stick out over the edge it does not count: round down."),
    wrong(
        "$37$",
        "The stride was left out: 34 + 6 - 4 + 1. With stride 5 only every fifth of these positions is used.",
    ),
    hints=(
        "How far can the filter's left edge go, from its first place to its last?",
        "How many steps of 5 fit into that? Then count places, not steps.",
    ),
)

WEIGHTS_OF_A_LAYER = question(
    "weights_of_a_layer",
    "What a layer learns",
    r"A layer has 16 filters of $5 \times 5$ and gets a colour picture of $64 \times 64$. How many parameters does "
    "it learn?",
    wrong(
        "416",
        "(25 + 1) times 16: a filter has a layer of weights for each of the 3 colours, 75 in all. A slide of the "
        "lecture leaves them out as well.",
    ),
    wrong("1,200", "The biases are missing: one for each filter, 16 more."),
    right("1,216", "5 times 5 times 3 weights and one bias are 76 for each filter; 16 of them."),
    wrong(
        "4,915,216",
        "The same filter serves every place of the picture. 1,200 weights for each of 64 times 64 places would be a "
        "layer without sharing.",
    ),
    hints=(
        "How many numbers lie under a filter, in all colours together?",
        "Does it matter how large the picture is?",
    ),
)

LINES_OF_SLICING = question(
    "lines_of_slicing",
    "One line is wrong",
    "Inside the loops of a convolution over a batch, for output place `(h, w)`. With stride 1 all is well, with "
    "stride 2 values are wrong. Which line?\n\n"
    "```python\n"
    "top, left = h * stride, w                                    # line 1\n"
    "bottom, right = top + f, left + f                            # line 2\n"
    "patch = A_pad[i, top:bottom, left:right, :]                  # line 3\n"
    "Z[i, h, w, c] = np.sum(patch * W[:, :, :, c]) + b[c]         # line 4\n"
    "```",
    right("line 1", "The stride goes in both directions: left must be w * stride. With stride 1 nobody notices."),
    wrong("line 2", "The window is f wide and f high, wherever it begins. The stride says where, not how large."),
    wrong("line 3", "One example, the rows, the columns, and all channels: as it should be."),
    wrong(
        "line 4",
        "The products over the window and all channels, one sum, and the bias once. It holds for any stride.",
    ),
    hints=(
        "Work out the four numbers for h = w = 1 with stride 2.",
        "Which of height and width forgets something?",
    ),
)

BACK_THROUGH_THE_MAX = question(
    "back_through_the_max",
    "Back through a maximum",
    r"Max pooling looks at the window $\begin{bmatrix} 1 & 3 \\ 2 & 0 \end{bmatrix}$, and its output gets the slope "
    "$5$. What goes back to the window?",
    wrong(
        r"$\begin{bmatrix} 1.25 & 1.25 \\ 1.25 & 1.25 \end{bmatrix}$",
        "That is average pooling, where each entry has a quarter of the say. Here the 3 alone decides.",
    ),
    wrong(
        r"$\begin{bmatrix} 5 & 5 \\ 5 & 5 \end{bmatrix}$",
        "A nudge of the 1, the 2 or the 0 changes nothing behind the maximum, so their slopes are 0.",
    ),
    wrong(
        r"$\begin{bmatrix} 0 & 15 \\ 0 & 0 \end{bmatrix}$",
        "The right place, but the maximum is passed on as it is, with slope 1. It is not multiplied by its own value.",
    ),
    right(
        r"$\begin{bmatrix} 0 & 5 \\ 0 & 0 \end{bmatrix}$",
        "Only the largest entry reaches the output, with slope 1. All of the 5 goes to its place.",
    ),
    hints=(
        "Nudge each of the four a little. Which nudge changes the output?",
        "And by how much, compared with the nudge?",
    ),
)

SEEN_BY_ONE = question(
    "seen_by_one",
    "What one number sees",
    r"Three layers of $3 \times 3$ filters, stride 1, one behind the other. How large is the part of the picture "
    "that one number behind the third layer depends on?",
    wrong(
        r"$3 \times 3$",
        "That is what it sees of the layer before. Each of those nine numbers has seen 3 by 3 itself.",
    ),
    right(
        r"$7 \times 7$",
        "Each layer adds one on every side: 3, then 5, then 7. So small filters see far when they are stacked.",
    ),
    wrong(
        r"$9 \times 9$",
        "The windows overlap: neighbours see nearly the same. Each layer adds 2 to the width, it does not add 3.",
    ),
    wrong(
        r"$27 \times 27$",
        "It would multiply if the windows lay side by side, with stride 3. With stride 1 they overlap.",
    ),
    hints=(
        "Begin with two layers, in one dimension: draw which inputs the output sees.",
        "How much wider does it get with each layer?",
    ),
)

WHY_IT_PAYS = question(
    "why_it_pays",
    "Why convolution pays",
    "Which of these hold for a layer of filters, compared with a dense layer on the same picture?",
    right(
        "A filter that has learned an edge finds it at every place.",
        "The same weights are used everywhere, so what is learned in one corner works in the others.",
    ),
    right(
        "Each output depends on few inputs only.",
        "On those under its filter. What is far away comes in through later layers.",
    ),
    wrong(
        "It recognises an edge whichever way it is turned.",
        "A filter for vertical edges is silent at horizontal ones. For every direction another filter must be learned.",
    ),
    right(
        "When the object moves to the right, so does its trace in the result.",
        "The filter meets the same pixels, a few places further on. Shifting the picture shifts the result.",
    ),
    hints=(
        "Think of the same filter laid on at two places.",
        "And of the same picture, turned by 90 degrees.",
    ),
    several=True,
)

WHERE_THE_WEIGHTS_ARE = question(
    "where_the_weights_are",
    "Where the weights are",
    r"A small net: picture $32 \times 32 \times 3$; 8 filters $5 \times 5$; pooling to $14 \times 14$; 16 filters "
    r"$5 \times 5$; pooling to $5 \times 5$; then dense layers of 120, 84 and 10. Which layer has the most "
    "parameters?",
    wrong(
        "The first convolution.",
        "(75 + 1) times 8 are 608. It works out most numbers, 28 by 28 by 8, but with few weights, used again and "
        "again.",
    ),
    wrong(
        "The second convolution.",
        "(5 times 5 times 8 + 1) times 16 are 3,216. More than the first one, and still little.",
    ),
    right(
        "The first dense layer.",
        "5 times 5 times 16 are 400 numbers, each tied to 120 units: 48,120 with biases, three quarters of all and "
        "more.",
    ),
    wrong("The two pooling layers together.", "Pooling takes a maximum or a mean. It learns nothing at all."),
    hints=(
        "How many numbers are left when the dense layers begin?",
        "For each: weights of one unit or filter, plus one, times how many there are.",
    ),
)

ASSIGNMENT = Assignment(
    name="c4w1-quiz",
    module="answers",
    title="Quiz: C4, week 1",
    exercises=(
        FILTER_BY_HAND,
        BRIGHT_SQUARE,
        SIZE_BEHIND,
        WEIGHTS_OF_A_LAYER,
        LINES_OF_SLICING,
        BACK_THROUGH_THE_MAX,
        SEEN_BY_ONE,
        WHY_IT_PAYS,
        WHERE_THE_WEIGHTS_ARE,
    ),
)
