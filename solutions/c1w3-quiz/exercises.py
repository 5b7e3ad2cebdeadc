"""The questions of C1, week 3: a hidden layer, its activations, and why it must start unequal."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

THREE_SHAPES = question(
    "three_shapes",
    "Three shapes",
    "A network has 3 inputs, 5 hidden units and 1 output, and learns from 40 examples. What are the shapes of "
    "$W^{[1]}$, $b^{[1]}$ and $A^{[1]}$?",
    wrong(
        "`(3, 5)`, `(5, 1)`, `(5, 40)`",
        "A row of W holds one unit's weights: as many rows as units, as many columns as inputs. With (3, 5), W X "
        "would not work.",
    ),
    wrong(
        "`(5, 3)`, `(5, 40)`, `(5, 40)`",
        "A bias belongs to a unit, not to an example. It is one column, which broadcasting repeats for all 40.",
    ),
    wrong(
        "`(5, 3)`, `(5, 1)`, `(40, 5)`",
        "One example is one column, in the hidden layer as well: W X has as many rows as units and as many columns "
        "as X.",
    ),
    right("`(5, 3)`, `(5, 1)`, `(5, 40)`", "Units by inputs; one bias for each unit; units by examples."),
    hints=(
        "Each unit of the layer has one row in W. How long is it?",
        "How many numbers does the hidden layer give for one example? And for all?",
    ),
)

SLOPES_OF_ACTIVATIONS = question(
    "slopes_of_activations",
    "Four slopes",
    "The picture shows the *derivatives* $g'(z)$ of four activations. Which is which?",
    right(
        "A sigmoid, B tanh, C ReLU, D leaky ReLU",
        "A is 1/4 at its highest, B is 1, C jumps from 0 to 1, and D from a small slope that is not 0.",
    ),
    wrong(
        "A tanh, B sigmoid, C ReLU, D leaky ReLU",
        "tanh is the steeper one: its slope at 0 is 1, that of the sigmoid only 1/4. So the sigmoid is the low hill.",
    ),
    wrong(
        "A sigmoid, B tanh, C leaky ReLU, D ReLU",
        "Look at the negative side: the ReLU is flat there, slope 0. The curve that is slightly above 0 leaks.",
    ),
    wrong(
        "A ReLU, B leaky ReLU, C sigmoid, D tanh",
        "C and D look like a step because they are slopes of two straight lines. The hills are the slopes of the "
        "smooth curves.",
    ),
    hints=(
        "What is the slope of a straight line? And of a curve that is flat far out on both sides?",
        "How steep is each of the smooth ones at z = 0?",
    ),
)

NO_ACTIVATION = question(
    "no_activation",
    "Without an activation",
    r"A network has one hidden layer and *no* activation at all: $W^{[1]} = \begin{bmatrix} 1 & 2 \\ 0 & 1 "
    r"\end{bmatrix}$, $b^{[1]} = \begin{bmatrix} 1 \\ 0 \end{bmatrix}$, $W^{[2]} = \begin{bmatrix} 3 & -1 "
    r"\end{bmatrix}$, $b^{[2]} = 2$. Which single neuron computes the same?",
    wrong(
        r"$w = (3,\ 5),\ b = 2$",
        "The weights are right, but the hidden biases reach the output as well: W2 times b1 adds 3.",
    ),
    right(
        r"$w = (3,\ 5),\ b = 5$",
        "W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2): (3, 6 - 1) and 3 + 2. Two linear layers are one.",
    ),
    wrong(
        r"$w = (3,\ -1),\ b = 2$",
        "That is the second layer alone. The first layer changes its input: W2 W1, and W2 b1 + b2.",
    ),
    wrong(
        "There is none: it has more weights than a neuron.",
        "More weights, but no more functions: a linear function of a linear function is linear. A hidden layer "
        "adds nothing.",
    ),
    hints=(
        "Write the output as a formula in x and multiply it out.",
        "(W2 W1) is a row of two numbers. What happens to b1 on its way to the output?",
    ),
)

ONE_HALF = question(
    "one_half",
    "All weights one half",
    "All entries of $W^{[1]}$ and $W^{[2]}$ are set to $0.5$, the biases to $0$. The hidden units have tanh. What "
    "happens in training?",
    wrong(
        "Only zeros are harmful: with 0.5 it learns as usual.",
        "The problem is that all units are equal, not that they are zero. Equal units get equal slopes, whatever "
        "the number is.",
    ),
    wrong(
        "Nothing moves: all slopes are 0.",
        "With zeros that would be true of W1. With 0.5 the slopes are not 0, but they are the same for every hidden "
        "unit.",
    ),
    right(
        "All hidden units stay equal to each other, for ever.",
        "Each has the same weights, so the same slopes, so the same weights after each step. Five units do the work "
        "of one.",
    ),
    wrong(
        "They are equal at first and drift apart with the steps.",
        "Nothing drives them apart: each step treats them alike. Only a random start, or dropout, makes a difference.",
    ),
    hints=(
        "Compare the first hidden unit with the second: what are its inputs, its output, and the slope that "
        "comes back?",
        "If two units are equal before a step and get the same slopes, what are they after it?",
    ),
)

ONE_HIDDEN_SLOPE = question(
    "one_hidden_slope",
    "Back through tanh",
    "One hidden unit with tanh has the value $a^{[1]} = 0.6$; its weight to the output is $w^{[2]} = 2$, and "
    "$dz^{[2]} = -0.5$. What is $dz^{[1]}$?",
    wrong("$-0.712$", "tanh was applied once more: 1 - tanh(0.6)². But 0.6 is already a tanh; its slope is 1 - 0.6²."),
    wrong(
        "$-1$",
        "The slope of tanh is missing. w dz is what arrives at a; from a back to z, multiply it by 1 - a².",
    ),
    wrong("$-0.32$", "The weight is missing: a reaches z of the output through w = 2, so a nudge of a counts twice."),
    right("$-0.64$", "w times dz is -1, and the slope of tanh there is 1 - 0.6² = 0.64."),
    hints=(
        "Go backward, one arrow at a time: from z of the output to a, then from a to z of the hidden unit.",
        "How can you write the slope of tanh in terms of its value a?",
    ),
)

WAY_BACK = question(
    "way_back",
    "One line is wrong",
    "The backward pass of a network with tanh in its hidden layer and a sigmoid at its output, for `m` examples. "
    "Which line has the mistake?\n\n"
    "```python\n"
    "dZ2 = A2 - Y                                     # line 1\n"
    "dW2 = np.dot(dZ2, A1.T) / m                      # line 2\n"
    "dZ1 = np.dot(W2.T, dZ2) * (1 - A1**2) / m        # line 3\n"
    "dW1 = np.dot(dZ1, X.T) / m                       # line 4\n"
    "```",
    wrong(
        "line 1",
        "This is the slope of the sigmoid and the logistic loss together, for each example. It has no sum yet, "
        "and so no m.",
    ),
    wrong("line 2", "The product sums over the examples, and the cost is their mean: 1/m belongs here."),
    right(
        "line 3",
        "dZ has one column for each example, and nothing was summed yet. 1/m comes once, in dW and db; here it "
        "would count twice.",
    ),
    wrong(
        "line 4",
        "As in line 2: a sum over the examples, divided by their number. An earlier line makes dW1 too small.",
    ),
    hints=(
        "Where do you sum over the examples? That is where 1/m belongs.",
        "Follow the factor 1/m from the cost to dW1. How often does it occur?",
    ),
)

THREE_BOUNDARIES = question(
    "three_boundaries",
    "Three boundaries",
    "The same dots, and the boundaries of three networks with 1, 5 and 60 hidden units, each trained for long. "
    "Which boundary belongs to which network?",
    wrong(
        "A 1, B 5, C 60",
        "A goes around single dots. That takes many units; a single one can only draw a straight line.",
    ),
    right(
        "A 60, B 1, C 5",
        "One unit gives a straight line: B. Five follow the curve of the two groups: C. Sixty have enough for "
        "every single dot: A.",
    ),
    wrong(
        "A 5, B 1, C 60",
        "Sixty units that were trained for a long time do not leave ten dots on the wrong side. They go around "
        "them, as in A.",
    ),
    wrong("A 60, B 5, C 1", "One hidden unit gives one straight boundary. It cannot bend as C does."),
    hints=(
        "What does a network with a single hidden unit compute before the final sigmoid?",
        "Which of the boundaries would change most if three dots were replaced by new ones?",
    ),
)

FITTING_OUTPUTS = question(
    "fitting_outputs",
    "What stands at the end?",
    "Which of these activations of the *output* fit their tasks?",
    right(
        "A sigmoid, for the probability that a message is spam.",
        "It gives a number between 0 and 1, as a probability must be.",
    ),
    wrong(
        "A tanh, for the probability that a leaf is ill.",
        "tanh gives numbers from -1 to 1. A probability of -0.3 means nothing, and the logistic loss cannot take "
        "its logarithm.",
    ),
    right(
        "None, for the change of a temperature until tomorrow.",
        "A change may be any number, also a negative one. So nothing is squeezed: the output is z itself.",
    ),
    wrong(
        "A ReLU, for the yearly gain or loss of a shop.",
        "A loss is negative, and the ReLU turns it into 0, with slope 0 as well. For numbers of both signs, keep "
        "the output linear.",
    ),
    hints=(
        "For each: which numbers should be possible outputs?",
        "And which of them can the activation produce?",
    ),
    several=True,
)

FAR_OUT = question(
    "far_out",
    "Far out on the tanh",
    "The weights of a hidden unit were drawn so large that $z = 5$ for a typical example. How does its learning "
    r"compare with that of a unit at $z = 0$? ($\tanh 5 \approx 0.99991$)",
    right(
        "About 5,500 times slower.",
        "The slope of tanh is 1 - a²: 1 at z = 0, and 0.00018 at z = 5. Every dW of this unit is multiplied by it.",
    ),
    wrong(
        "About 5 times slower.",
        "The slope does not fall like 1/z but like e^(-2z): tanh is flat long before 5.",
    ),
    wrong(
        "Just as fast: the error decides.",
        "The error is multiplied by the slope of the activation on its way back. Where tanh is flat, hardly any "
        "of it arrives.",
    ),
    wrong(
        "Faster, because its value is larger.",
        "Its value is larger, but units learn by slopes, not values, and here the slope is nearly 0. Hence the "
        "small initial weights.",
    ),
    hints=(
        "What is the slope multiplied by on its way back through the unit?",
        "The slope of tanh is 1 - a². Compute it for both.",
    ),
)

ASSIGNMENT = Assignment(
    name="c1w3-quiz",
    module="c1w3_answers",
    title="Quiz: C1, week 3",
    exercises=(
        THREE_SHAPES,
        SLOPES_OF_ACTIVATIONS,
        NO_ACTIVATION,
        ONE_HALF,
        ONE_HIDDEN_SLOPE,
        WAY_BACK,
        THREE_BOUNDARIES,
        FITTING_OUTPUTS,
        FAR_OUT,
    ),
)
