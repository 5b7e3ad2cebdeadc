"""The questions of C1, week 4: many layers, their shapes, what goes forward, and what comes back."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

COUNT_THEM = question(
    "count_them",
    "Count the parameters",
    "How many parameters does the network in the picture learn, weights and biases together?",
    wrong("38", "These are the weights alone. Every unit after the input has a bias as well: 5 + 3 + 1 more."),
    right(
        "47",
        "5 times 4, 3 times 5 and 1 times 3 weights are 38; and a bias for each of the 9 units that compute something.",
    ),
    wrong(
        "51",
        "The inputs got a bias too. They are given and compute nothing, so they have neither weights nor biases.",
    ),
    wrong("41", "One bias for each layer was counted: 38 + 3. Each unit has its own, so a layer of 5 has 5 of them."),
    hints=(
        "Go from layer to layer: how many arrows lead into each?",
        "Which of the circles compute something, and what do they need besides their weights?",
    ),
)

ODD_SHAPE_OUT = question(
    "odd_shape_out",
    "One shape is wrong",
    "Layer 1 has 5 units, layer 2 has 3, and there are 10 examples. Which of these shapes in the backward pass is "
    "wrong?",
    wrong(
        "`dW2`: `(3, 5)`",
        "A slope has the shape of its parameter, and W2 has a row for each of 3 units and a column for each of "
        "the 5 before.",
    ),
    wrong("`dA1`: `(5, 10)`", "Like A1: a column of 5 values for each of the 10 examples."),
    right(
        "`db2`: `(3, 10)`",
        "b2 is (3, 1), one bias for each unit, and its slope has the same shape. The sum over the 10 examples "
        "was forgotten.",
    ),
    wrong(
        "`dZ2`: `(3, 10)`",
        "Like Z2: each example has its own slope in each unit. The sum over the examples comes later, in dW and db.",
    ),
    hints=(
        "The slope of a thing has the shape of the thing.",
        "Which of the four does not depend on how many examples there are?",
    ),
)

TWO_LAYERS_FORWARD = question(
    "two_layers_forward",
    "Two layers by hand",
    r"$x = \begin{bmatrix} 1 \\ 2 \end{bmatrix}$, $W^{[1]} = \begin{bmatrix} 1 & -1 \\ 2 & 0 \end{bmatrix}$, "
    r"$b^{[1]} = \begin{bmatrix} 0 \\ -1 \end{bmatrix}$ with a ReLU, then $W^{[2]} = \begin{bmatrix} 3 & 2 "
    r"\end{bmatrix}$, $b^{[2]} = -1$ with a sigmoid. What comes out?",
    right(
        r"$\sigma(1) \approx 0.73$",
        "Z1 = (-1, 1), the ReLU turns it into (0, 1), and 3 times 0 plus 2 times 1 minus 1 is 1.",
    ),
    wrong(
        r"$\sigma(-2) \approx 0.12$",
        "The ReLU was left out: the -1 of the first hidden unit went on and was multiplied by 3.",
    ),
    wrong(
        r"$\sigma(4) \approx 0.98$",
        "Both biases were left out: without them Z1 = (-1, 2), and the output is 2 times 2.",
    ),
    wrong("$1$", "The last unit has a sigmoid. z = 1 is right, but it must still be squeezed into a probability."),
    hints=(
        "One layer after another: first z, then the activation, then the next layer.",
        "Which of the two hidden units is still alive after the ReLU?",
    ),
)

WHAT_IS_KEPT = question(
    "what_is_kept",
    "What the forward pass keeps",
    "The backward pass of a *hidden* layer $l$ gets $dA^{[l]}$ from the layer behind it. Which values from the "
    "forward pass does it need to give $dW^{[l]}$, $db^{[l]}$ and $dA^{[l-1]}$?",
    right("$Z^{[l]}$", "dZ is dA times the slope of the activation at Z. Without Z that slope is not known."),
    right(
        "$A^{[l-1]}$",
        "dW is dZ times A of the previous layer, transposed: the slope of a weight contains the input of that weight.",
    ),
    right("$W^{[l]}$", "What goes on to the previous layer is W transposed times dZ."),
    wrong(
        "the cost $J$",
        "The value of the cost is not in the formulas, only its slopes are, and they arrive as dA. Adding a "
        "constant changes no slope.",
    ),
    hints=(
        "Write down the four formulas of a layer's backward pass. What do they contain?",
        "Cross out every slope. What is left?",
    ),
    several=True,
)

THE_LOOP_THAT_STAYS = question(
    "the_loop_that_stays",
    "Which loop stays?",
    "In a network with NumPy arrays, over what does the code still have to loop?",
    wrong("Over the examples.", "They are side by side as columns, and one matrix product takes them all."),
    wrong(
        "Over the units of a layer.",
        "They are the rows of W. The product W A computes all of them.",
    ),
    wrong(
        "Over the inputs of a unit.",
        "That is the sum inside the matrix product. NumPy does it in compiled code.",
    ),
    right(
        "Over the layers.",
        "Layer l needs the output of layer l - 1, so one must be done before the next can start. They cannot run "
        "side by side.",
    ),
    hints=(
        "What does one matrix product do at once?",
        "Which results must be there before the next ones can start?",
    ),
)

LINES_OF_THE_MODEL = question(
    "lines_of_the_model",
    "One line is wrong",
    "The backward pass of a network with `L` layers: ReLU in the hidden ones, a sigmoid at the end. `backward` "
    "gives the slopes of one layer. It runs without an error, and the slopes of the last layer are right. Which "
    "line must be changed?\n\n"
    "```python\n"
    "dA = -(Y / AL - (1 - Y) / (1 - AL))                       # line 1\n"
    "for l in reversed(range(L)):                              # line 2\n"
    '    kind = "sigmoid" if l == L - 1 else "relu"            # line 3\n'
    "    dA_prev, dW, db = backward(dA, caches[l], kind)       # line 4\n"
    "    grads[l + 1] = dW, db\n"
    "```",
    wrong(
        "line 1",
        "This is the slope of the logistic loss in AL. It is right, since the slopes of the last layer are right.",
    ),
    wrong("line 2", "Backward means from the last layer to the first. With L layers, l runs from L - 1 down to 0."),
    wrong(
        "line 3",
        "Counted from 0, the last layer is L - 1: it has the sigmoid and all others the ReLU, as the text says.",
    ),
    right(
        "line 4",
        "The result dA_prev is never used: every layer starts from the dA of the output. It must become the dA "
        "of the next iteration.",
    ),
    hints=(
        "Go through two iterations of the loop. What is `dA` in the first, and what is it in the second?",
        "Which of the results of one iteration does the next one need?",
    ),
)

ODD_OR_EVEN = question(
    "odd_or_even",
    "Odd or even",
    "Is the number of ones among 16 bits odd? A deep network of small XOR units answers: pairs, then pairs of "
    "pairs, in 4 steps with 15 XORs. A network with *one* hidden layer can have a unit for each pattern that counts "
    "as odd. How many units are that?",
    wrong(
        "16",
        "One unit for each bit can see whether that bit is set, but odd or even depends on all bits together.",
    ),
    wrong(
        "256",
        "That would be 16 times 16: one for each pair of bits. But whether a pair is equal says nothing about "
        "the other 14.",
    ),
    right(
        "32,768",
        "There are 2 to the 16 patterns, and half of them are odd. With depth, 15 units do the work of 32,768 "
        "side by side.",
    ),
    wrong(
        "65,536",
        "That is the number of all patterns. Only those with an odd number of ones need a unit: half of them.",
    ),
    hints=(
        "How many different patterns of 16 bits are there?",
        "What share of them has an odd number of ones? Flip the last bit of each and see.",
    ),
)

NOT_LEARNED = question(
    "not_learned",
    "Set or learned?",
    "Which of these are *hyperparameters*, set before training and not learned by gradient descent?",
    right(
        "The number of units in layer 2.",
        "It decides how large W2 is. It has no slope: you cannot try half a unit more.",
    ),
    wrong(
        "The entries of $b^{[1]}$.",
        "They are parameters: the cost has a slope in each of them, and every step moves them.",
    ),
    right(
        "The learning rate.",
        "It says how far a step goes. Gradient descent uses it but never changes it.",
    ),
    right(
        "How many steps are taken.",
        "You choose where to stop from outside, by looking at costs. No slope tells you.",
    ),
    hints=(
        "For each: does the cost have a slope in it that gradient descent can follow?",
        "Parameters move in each step. Which of these do?",
    ),
    several=True,
)

WHICH_UPDATE = question(
    "which_update",
    "The last layer stands still",
    "`parameters` holds `W1`, `b1` up to `W4`, `b4`, and `L` is 4. After training, `W4` has not moved, and all "
    "other weights have. Which loop over the updates was it?",
    wrong("`for l in range(L + 1):`", "This starts at 0 and stops with an error at once: there is no W0."),
    right(
        "`for l in range(1, L):`",
        "range stops before its end: l is 1, 2, 3. The last layer needs range(1, L + 1).",
    ),
    wrong("`for l in range(1, L + 1):`", "This one is right: l is 1, 2, 3, 4. All layers would have moved."),
    wrong("`for l in range(2, L + 1):`", "This leaves out the first layer and moves the last one."),
    hints=(
        "Which layers does each of the loops visit?",
        "At which number does `range(1, n)` end?",
    ),
)

ASSIGNMENT = Assignment(
    name="c1w4-quiz",
    module="c1w4_answers",
    title="Quiz: C1, week 4",
    exercises=(
        COUNT_THEM,
        ODD_SHAPE_OUT,
        TWO_LAYERS_FORWARD,
        WHAT_IS_KEPT,
        THE_LOOP_THAT_STAYS,
        LINES_OF_THE_MODEL,
        ODD_OR_EVEN,
        NOT_LEARNED,
        WHICH_UPDATE,
    ),
)
