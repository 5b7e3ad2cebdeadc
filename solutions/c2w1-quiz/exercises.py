"""The questions of C2, week 1: bias and variance, regularization, initialization, and gradient checking."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

EIGHT_PERCENT = question(
    "eight_percent",
    "Eight per cent",
    "People make 1 % errors at a task. A network makes 8 % on its training set and 9 % on the dev set. What is most "
    "promising next?",
    right(
        "A larger network, trained for longer.",
        "8 against 1 is a bias of 7 points, 9 against 8 a variance of 1. The network does not even fit what it has "
        "seen.",
    ),
    wrong(
        "More training examples.",
        "They reduce the gap between training and dev error, which is only 1 point here. The training set itself is "
        "not "
        "fitted.",
    ),
    wrong(
        "Dropout, or a larger weight decay.",
        "These help a network that fits too closely. This one fits too loosely: its training error would go up.",
    ),
    wrong(
        "A larger dev set.",
        "It measures the 9 % more precisely but improves nothing. Gaps of 7 and 1 points are not a matter of "
        "measurement.",
    ),
    hints=(
        "Write down two gaps: people to training set, training set to dev set.",
        "Which of the gaps is the large one, and what makes that one smaller?",
    ),
)

WHERE_TO_STOP = question(
    "where_to_stop",
    "Where to stop",
    "The picture shows training and dev error of a run over 100 epochs. You keep the weights of one epoch. Which, "
    "by early stopping?",
    wrong(
        "Epoch 100, where the training error is lowest.",
        "The training error keeps falling; it shows how well the network remembers. On new examples the network is "
        "worse "
        "than at epoch 30.",
    ),
    wrong(
        "Epoch 12, where the curves begin to part.",
        "A gap by itself does no harm: after epoch 12 the dev error still falls for a while.",
    ),
    right(
        "Epoch 30, where the dev error is lowest.",
        "After that, the network fits peculiarities of the training set and gets worse on new examples.",
    ),
    wrong(
        "Epoch 55, where the dev error has plainly risen.",
        "By then it is clear that the best epoch is over. Keep the weights of that earlier, best epoch.",
    ),
    hints=(
        "Which of the two curves speaks of examples that the network has not learned from?",
        "Noticing that it is over, and the place to go back to, are two different epochs.",
    ),
)

DROPPED_OUT = question(
    "dropped_out",
    "Inverted dropout by hand",
    r"$A = (1,\ 2,\ 3,\ 4)$, the mask is $D = (1,\ 0,\ 1,\ 1)$ and `keep_prob` is $0.8$. What goes on to the next "
    "layer while training?",
    wrong(
        r"$(1,\ 0,\ 3,\ 4)$",
        "The mean has become smaller: on average a fifth is missing. Divide the rest by 0.8; otherwise the values are "
        "larger at test time.",
    ),
    wrong(
        r"$(0.8,\ 0,\ 2.4,\ 3.2)$",
        "Multiplying by 0.8 goes the wrong way: a fifth is already missing, and now everything else is smaller too.",
    ),
    wrong(
        r"$(0,\ 2.5,\ 0,\ 0)$",
        "The mask is inverted: where D is 1 the unit is kept, where it is 0 the unit is dropped.",
    ),
    right(
        r"$(1.25,\ 0,\ 3.75,\ 5)$",
        "The second unit is dropped, and the others are divided by 0.8. So the mean over many masks is A itself.",
    ),
    hints=(
        "Two steps: drop what the mask drops, then make up for what is missing.",
        "Over many masks, what share of the sum survives? What must it be divided by?",
    ),
)

LINES_OF_DROPOUT = question(
    "lines_of_dropout",
    "One line is wrong",
    "Dropout in a hidden layer: two lines of the forward pass, two of the backward pass. Which line has the "
    "mistake?\n\n"
    "```python\n"
    "D = rng.random(A.shape) < keep_prob      # line 1\n"
    "A = A * D / keep_prob                    # line 2\n"
    "dA = np.dot(W_next.T, dZ_next)           # line 3\n"
    "dA = dA * D                              # line 4\n"
    "```",
    wrong("line 1", "Right: a number from 0 to 1 is below 0.8 in four out of five cases, and those units are kept."),
    wrong("line 2", "Right: dropped units become 0, and the factor 1 / keep_prob of the others makes up for them."),
    wrong("line 3", "Right: that is the gradient with respect to A after the mask. The next line applies the mask."),
    right(
        "line 4",
        "In the forward pass the kept units were divided by keep_prob, so the gradient must be too: dA * D / "
        "keep_prob.",
    ),
    hints=(
        "Line 2 multiplies each unit by a number. Which, for a unit that is kept?",
        "A nudge of A before line 2: how much of it arrives behind it?",
    ),
)

DECAY_FACTOR = question(
    "decay_factor",
    "What weight decay does",
    r"With L2 regularization, $\lambda = 5$, $m = 50$ and learning rate $\alpha = 0.1$, an update can be written as "
    r"$W := c\,W - \alpha\,dW$, with $dW$ from the cost without the penalty. What is $c$?",
    right(
        "$0.99$",
        "The penalty adds lambda / m times W, 0.1 W, to the gradient. Times the learning rate, that removes 0.01 W.",
    ),
    wrong(
        "$0.995$",
        "The cost has lambda / 2m, but the derivative of a square brings a factor 2: the result is lambda / m.",
    ),
    wrong("$0.9$", "0.1 is lambda / m, and a step multiplies it by the learning rate: 0.1 times 0.1."),
    wrong("$0.5$", "This forgets 1/m: the penalty is divided by m like the rest of the cost, 5 / 50."),
    hints=(
        "Write the penalty down and take its slope in one weight.",
        "Put that slope into W := W - alpha times slope, and gather what multiplies W.",
    ),
)

SPREAD_OF_WEIGHTS = question(
    "spread_of_weights",
    "How wide to draw",
    "A layer of 20 ReLU units gets 50 inputs. How large should the standard deviation of its weights be (He)?",
    wrong(
        "$0.316$",
        "That is the root of 2/20, from the layer's own units. A unit's z adds up its inputs, and there are 50.",
    ),
    right(
        "$0.2$",
        "The root of 2/50: fifty terms add up in z, and the ReLU lets half of the variance through, so the 2.",
    ),
    wrong("$0.04$", "2/50 is the variance. The standard deviation is its root."),
    wrong(
        "$0.141$",
        "The root of 1/50 suits tanh (Xavier). A ReLU cuts off one half, so the signal would shrink from layer to "
        "layer.",
    ),
    hints=(
        "How many terms add up in one z? Their variances add.",
        "A ReLU sets half of the values to 0. What makes up for it?",
    ),
)

TWO_WAYS_TO_MEASURE = question(
    "two_ways_to_measure",
    "Two ways to measure a slope",
    r"The picture shows the error of two difference quotients, $\frac{f(\theta+\varepsilon) - "
    r"f(\theta)}{\varepsilon}$ and $\frac{f(\theta+\varepsilon) - f(\theta-\varepsilon)}{2\varepsilon}$, over "
    r"$\varepsilon$, both axes by powers of ten. What does it show?",
    wrong(
        "A is the two-sided one; left of its dip the formula stops being right.",
        "With ten times the step, A has ten times the error, like the one-sided quotient. And the formula is right "
        "everywhere; it is the computer's digits that run out.",
    ),
    wrong(
        "B is the two-sided one, and the smaller the step, the better.",
        "B is the two-sided one. But look at its left end: below 0.00001 its error grows again, because the two values "
        "have too many digits in common.",
    ),
    right(
        "B is the two-sided one; left of its dip the rounding of floats takes over.",
        "Ten times the step costs B a hundred times the error: that is the two-sided one. Left of the dip nearly "
        "equal numbers are subtracted.",
    ),
    wrong(
        "A is the two-sided one, and the smaller the step, the better.",
        "The two-sided quotient has an error of the order of the step squared: ten times the step, a hundred times "
        "the error. That is B, and both rise again on the left.",
    ),
    hints=(
        "How much does each error grow when the step grows tenfold, on the right side?",
        "What happens to the digits when two nearly equal floats are subtracted?",
    ),
)

HOW_FAR_APART = question(
    "how_far_apart",
    "The verdict of a gradient check",
    r"Backward pass: $d\theta = (3,\ 4)$. By differences: $(3,\ 4.001)$. Which relative difference does the check "
    "give, and what does it say?",
    wrong(
        "$10^{-3}$: probably a mistake",
        "0.001 is the length of the difference itself. Compare it with the lengths of the two vectors: about 5 each, "
        "so "
        "10 in the denominator.",
    ),
    right(
        "$10^{-4}$: look more closely",
        "0.001 divided by 5 + 5.0008. Rounding would give about 1e-7, a wrong formula often 1e-3 or more, so have a "
        "closer look.",
    ),
    wrong(
        r"$2 \cdot 10^{-4}$: look more closely",
        "The denominator has only one of the two lengths. The formula uses both, so that neither decides alone.",
    ),
    wrong(
        "$10^{-8}$: all is well",
        "The root is missing: the lengths are squared. A check that squares small numbers accepts everything.",
    ),
    hints=(
        "Length of the difference above; below the lengths of both, added.",
        "A triangle with sides 3 and 4 has a long side of 5.",
    ),
)

LESS_VARIANCE = question(
    "less_variance",
    "Against variance",
    "Training error 1 %, dev error 11 %, people 1 %. Which of these are likely to bring the dev error down?",
    right(
        "Crops and mirror images of the training pictures, as further examples.",
        "They are not as good as new pictures, but they are additional examples, which reduce variance.",
    ),
    wrong(
        "Another 200 epochs with the same settings.",
        "The training error is as low as it can be. More epochs fit the training set even more closely, and the gap "
        "does "
        "not shrink.",
    ),
    right(
        r"Weight decay with a larger $\lambda$.",
        "Smaller weights make smoother functions, which cannot follow every single example. The training error rises a "
        "little.",
    ),
    wrong(
        "Twice as many units in every layer, and nothing else.",
        "That helps against bias. This network already fits its training set, and more freedom without regularization "
        "rarely helps on new examples.",
    ),
    hints=(
        "Which gap is large: to people, or from training to dev?",
        "For each: does it make it harder for the network to learn single examples by heart?",
    ),
    several=True,
)

ASSIGNMENT = Assignment(
    name="c2w1-quiz",
    module="c2w1_answers",
    title="Quiz: C2, week 1",
    exercises=(
        EIGHT_PERCENT,
        WHERE_TO_STOP,
        DROPPED_OUT,
        LINES_OF_DROPOUT,
        DECAY_FACTOR,
        SPREAD_OF_WEIGHTS,
        TWO_WAYS_TO_MEASURE,
        HOW_FAR_APART,
        LESS_VARIANCE,
    ),
)
