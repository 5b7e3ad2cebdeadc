"""The questions of C1, week 1: what a neuron computes, what data there are, and why size matters."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

THREE_HOUSES = question(
    "three_houses",
    "Three houses",
    "A neuron has $w = 1.5$ and $b = -0.6$ and a ReLU. What does it answer to the sizes $0.2$, $1.0$ and $2.0$?",
    wrong(r"$-0.3,\ 0.9,\ 2.4$", "This is wx + b alone. The ReLU then turns negative numbers, here -0.3, into 0."),
    wrong(r"$0.3,\ 1.5,\ 3.0$", "This is wx without the bias. b = -0.6 shifts the whole line down before the ReLU."),
    wrong(
        r"$0.3,\ 0.9,\ 2.4$",
        "The sign was dropped: |wx + b|. The ReLU turns negative numbers into 0, not into positive ones.",
    ),
    right(
        r"$0,\ 0.9,\ 2.4$",
        "wx + b is -0.3, 0.9 and 2.4; the ReLU turns the first into 0 and leaves the others unchanged.",
    ),
    hints=(
        "Two steps, one after the other: first the straight line, then the ReLU.",
        "Compute 1.5 x - 0.6 for each size. What does the ReLU do with a negative number?",
    ),
)

READ_THE_LINE = question(
    "read_the_line",
    "Read the neuron from its graph",
    "The picture shows what a neuron with one input and a ReLU answers. Which weight and which bias does it have?",
    right(
        r"$w = 2,\ b = -1$",
        "From x = 0.5 to 1.5 the curve rises by 2, so w = 2. The kink is where 2x + b = 0, so b = -1.",
    ),
    wrong(
        r"$w = 2,\ b = 0.5$",
        "0.5 is the position of the kink, not the bias: wx + b = 0 there, and 2 times 0.5 plus b is 0 for b = -1.",
    ),
    wrong(
        r"$w = 1,\ b = -0.5$",
        "This has its kink at 0.5 too, but rises by 1 where the picture rises by 2: at x = 1.5 its output is 1.",
    ),
    wrong(
        r"$w = 2,\ b = 1$",
        "The sign of b is reversed: with b = 1 the kink is at -0.5, and at x = 0 the output is 1, not 0.",
    ),
    hints=(
        "You can read off two things: how steep the line is, and where it leaves zero.",
        "At the kink wx + b is exactly 0. Insert the position of the kink.",
    ),
)

TABLES_OR_NOT = question(
    "tables_or_not",
    "Structured or unstructured",
    "Which of these are *structured* data?",
    right(
        "For each loan: income, age of the borrower, sum, repaid or not.",
        "A table with a column for each quantity, in which every number means something by itself.",
    ),
    wrong(
        "Recordings of calls to a hotline, each as 8,000 numbers a second.",
        "They are numbers, but a single one means nothing by itself; only together do they make a sound. That is "
        "unstructured.",
    ),
    right(
        "For each visit to a shop's page: hour, country, items in the basket, bought or not.",
        "Each visit is a row, and each column has a meaning of its own. It does not matter that they come from "
        "the web.",
    ),
    wrong(
        "Scanned forms: pictures of pages on which people wrote name and date of birth.",
        "They show a table, but what you have are pixels. They are unstructured until somebody or something has "
        "read them.",
    ),
    hints=(
        "Look at the data themselves, not at what they are about.",
        "Take a single number. Does it mean something by itself?",
    ),
    several=True,
)

WITH_ANSWERS = question(
    "with_answers",
    "Is it supervised?",
    "In which of these does a network learn by *supervised* learning?",
    right(
        "From ten years of weather records: today's readings are the input, tomorrow's temperature the output.",
        "Each input comes with its right output. Nobody had to write it down by hand: it is in the next day's record.",
    ),
    wrong(
        "From a shop's list of customers: find groups of people who are alike. Nobody has named any groups.",
        "There is no right output to compare with: for no customer do we know the group. That is unsupervised.",
    ),
    right(
        "From a million sentences in French, each with its English translation: translate.",
        "The output is a whole sentence and not a number, but the right output is known for each input.",
    ),
    right(
        "From pictures of parcels, each with the weight that a scale showed: guess the weight.",
        "Pictures with a number each: inputs with their right outputs. The output need not be a yes or no.",
    ),
    hints=(
        "For each one, ask: is there a right output to compare with for every input?",
        "The output may be anything, and it may have come from anywhere, as long as it is there.",
    ),
    several=True,
)

WHICH_KIND = question(
    "which_kind",
    "A network for each task",
    "1. A *picture* of a leaf: which of 40 plants is it?\n"
    "2. A *sentence*, word after word: is the writer pleased?\n"
    "3. A *row* of a table with 12 columns: what will this machine's next repair cost?\n\n"
    "Which kind of network is the natural first choice?",
    wrong(
        "1 recurrent, 2 convolutional, 3 standard",
        "1 and 2 are swapped: convolution looks for the same pattern everywhere in a picture, recurrence reads "
        "one word after another.",
    ),
    wrong(
        "1 convolutional, 2 standard, 3 recurrent",
        "A row of a table has no order in time: its columns could be shuffled. A sentence has one, and its length "
        "varies.",
    ),
    right(
        "1 convolutional, 2 recurrent, 3 standard",
        "Pictures: the same pattern may be anywhere. Sentences: they have an order and any length. A row of a "
        "table: neither.",
    ),
    wrong(
        "1 standard, 2 recurrent, 3 convolutional",
        "Neighbouring columns of a table have nothing in common, so there is no pattern to slide over them. "
        "Neighbouring pixels do.",
    ),
    hints=(
        "What would be lost if you shuffled the numbers of every input in the same way?",
        "Convolution uses which pixels are neighbours in a picture; recurrence uses which word comes before which.",
    ),
)

NEXT_INVESTMENT = question(
    "next_investment",
    "What to do next?",
    "The picture shows the error on new examples for a small, a medium and a large network, against the number of "
    "examples they learned from. Your team uses the *small* one with 3,000 examples, the dot. There is time for one "
    "step. Which brings the error down most?",
    wrong(
        "Ten times as many examples for the small network.",
        "Follow the small network's curve to 30,000: it is flat. The network is too small to use more examples.",
    ),
    wrong(
        "The medium network, on ten times as many examples.",
        "Better than now, about 0.17 at 30,000. But go straight down from the dot: the large network is already "
        "lower at 3,000.",
    ),
    wrong(
        "Nothing helps: at 3,000 examples the curve has reached its floor.",
        "That is the floor of the small network only. The curves of the others go below it, with the same 3,000 "
        "examples.",
    ),
    right(
        "The large network, on the same examples.",
        "Straight down from the dot: about 0.14, where ten times the data would take the small network only to 0.30.",
    ),
    hints=(
        "Each answer is a point in the picture: a curve and a number of examples. Read off its error.",
        "More data is a step to the right on the same curve; a larger network is a step down to another curve.",
    ),
)

FOUR_LINES = question(
    "four_lines",
    "One line is wrong",
    r"This is meant to be one step of gradient descent for $w$, with the cost $J = \frac{1}{2m}\sum_i (\hat y^{(i)} "
    "- y^{(i)})^2$. Which line has the mistake?\n\n"
    "```python\n"
    "predictions = np.maximum(0, w * sizes + b)   # line 1\n"
    "errors = predictions - prices                # line 2\n"
    "dw = np.mean(errors * (predictions > 0))     # line 3\n"
    "w = w - learning_rate * dw                   # line 4\n"
    "```",
    wrong("line 1", "This is the neuron: the line wx + b, and the ReLU of it, for all houses at once."),
    wrong("line 2", "Prediction minus price is the slope of half the square. The factor 2 cancels the half."),
    right(
        "line 3",
        "The size is missing: nudging w by 0.001 moves the line by 0.001 times the size. Without the size, this is db.",
    ),
    wrong("line 4", "The minus is right: where the slope is positive, the cost rises to the right, so w goes left."),
    hints=(
        "Follow one house backward: from the cost to the prediction, from the prediction to the line, from the "
        "line to w.",
        "A slope in w has three factors. Which comes from the cost, which from the ReLU, which from wx + b?",
    ),
)

WHAT_HAPPENS_NEXT = question(
    "what_happens_next",
    "What happens next?",
    "After a step that was too long a neuron with a ReLU has $w = -0.4$ and $b = -0.2$. All sizes and all prices "
    "are positive. What happens in the steps that follow?",
    wrong(
        "$dw$ is large, because the errors are large: it comes back quickly.",
        "Each error is multiplied by the slope of the ReLU, and that is 0 for every house here. A large error times "
        "0 is 0.",
    ),
    right(
        "$dw$ and $db$ are 0: it stays where it is, for ever.",
        "w times size plus b is negative for every house, so every prediction is 0, where the ReLU is flat. No "
        "nudge changes anything.",
    ),
    wrong(
        "Only $b$ moves, and after some steps $w$ begins to move as well.",
        "b affects the cost through the same ReLU as w. Where the ReLU is flat, the slope in b is 0 too.",
    ),
    wrong(
        "It comes back with a larger learning rate.",
        "A step is the learning rate times the slope, and the slope is 0. Any learning rate times 0 is 0.",
    ),
    hints=(
        "What does this neuron predict for a house of size 1? And for one of size 3?",
        "How do its predictions change if w becomes -0.399?",
    ),
)

ASSIGNMENT = Assignment(
    name="c1w1-quiz",
    module="c1w1_answers",
    title="Quiz: C1, week 1",
    exercises=(
        THREE_HOUSES,
        READ_THE_LINE,
        TABLES_OR_NOT,
        WITH_ANSWERS,
        WHICH_KIND,
        NEXT_INVESTMENT,
        FOUR_LINES,
        WHAT_HAPPENS_NEXT,
    ),
)
