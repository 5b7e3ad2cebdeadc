"""The questions of C5, week 1: recurrent networks, gates, and gradients on the long way back through time."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

WHICH_SHAPE_OF_TASK = question(
    "which_shape_of_task",
    "In and out",
    "1. The next note of a melody, again and again, from a first note.\n"
    "2. Stars, one to five, from the text of a review.\n"
    "3. For every word of a sentence: is it part of a name?\n\n"
    "Which kind of recurrent network is each?",
    wrong(
        "1 many to one, 2 one to many, 3 many to many",
        "1 and 2 are swapped: the melody starts from one note and yields many; the review has many words and yields "
        "one number.",
    ),
    right(
        "1 one to many, 2 many to one, 3 many to many",
        "A melody from one note; one number from many words; and one answer for each of many words, a sequence of the "
        "same length.",
    ),
    wrong(
        "1 one to many, 2 many to many, 3 many to one",
        "2 gives one number for a whole text, and 3 one answer for each word.",
    ),
    wrong(
        "1 many to many, 2 many to one, 3 one to many",
        "3 reads a whole sentence, so it has many inputs. 1 is given only one note, and then its own notes.",
    ),
    hints=(
        "For each network: how many inputs are there, and how many outputs?",
        "What a network feeds back to itself does not count as an input.",
    ),
)

STACKED_WEIGHTS = question(
    "stacked_weights",
    "Stacked",
    r"$a$ has 5 entries, $x$ has 3. In $a^{\langle t\rangle} = \tanh(W_a\,[a^{\langle t-1\rangle};\ x^{\langle "
    r"t\rangle}] + b_a)$, what is the shape of $W_a$, and where in it is $W_{ax}$?",
    wrong(
        "`(8, 5)`; its last 3 rows",
        "The result has 5 entries, so W_a has 5 rows. The stacked vector has 8, so it has 8 columns.",
    ),
    wrong(
        "`(5, 8)`; its first 3 columns",
        "The shape is right. But a is on top of the stack, so its 5 columns come first.",
    ),
    wrong("`(5, 3)`; it is all of it", "That is only W_ax. W_a also contains W_aa, for the entries of a."),
    right(
        "`(5, 8)`; its last 3 columns",
        "Five rows, one for each entry of the new a; the first five columns for the old a, the last three for x.",
    ),
    hints=(
        "How long is the stacked vector, and how long is the result?",
        "The columns of the matrix correspond to the entries of the vector, in the same order.",
    ),
)

GRU_BY_HAND = question(
    "gru_by_hand",
    "One step of a GRU",
    r"One memory cell: $c^{\langle t-1\rangle} = 2$, candidate $\tilde c = -0.8$, update gate $\Gamma_u = 0.25$. "
    r"What is $c^{\langle t\rangle}$?",
    right("$1.3$", "A quarter of the candidate and three quarters of the old value: -0.2 + 1.5."),
    wrong("$-0.1$", "The gate is inverted: the candidate gets 0.25, and the old value 0.75."),
    wrong("$1.8$", "The old value was kept completely: 2 - 0.2. In a GRU the two shares sum to 1."),
    wrong("$0.6$", "That is the mean of both. The gate gives the shares: 0.25 and 0.75."),
    hints=(
        "What does an update gate of 0 do, and what does one of 1 do?",
        "The two shares sum to 1. Which one belongs to the candidate?",
    ),
)

LSTM_AGAINST_GRU = question(
    "lstm_against_gru",
    "Two gates, not one",
    r"The same cell in an LSTM: $c^{\langle t-1\rangle} = 2$, $\tilde c = -0.8$, $\Gamma_u = 0.25$, and a forget "
    r"gate $\Gamma_f = 0.9$. What is $c^{\langle t\rangle}$?",
    wrong("$1.3$", "That is the GRU: 1 - 0.25 of the old value. An LSTM has a separate gate for that."),
    wrong("$0$", "Despite its name, the forget gate is the share that is kept: 0.9 of the old value."),
    right("$1.6$", "0.25 times -0.8 plus 0.9 times 2. In an LSTM the two shares need not sum to 1."),
    wrong("$1.63$", "A tanh was applied to the candidate. It already is the result of a tanh: use 0.25 times -0.8."),
    hints=(
        "Two products, one sum: which gate belongs to which value?",
        "If the forget gate is 1, is everything forgotten or everything kept?",
    ),
)

ON_THE_WAY_BACK = question(
    "on_the_way_back",
    "On the way back",
    r"Three recurrent networks with one unit and without an activation, $a^{\langle t\rangle} = w\,a^{\langle "
    r"t-1\rangle} + x^{\langle t\rangle}$. The picture shows how large the slope of the last $a$ in an earlier $a$ "
    "is, over the number of steps between. Which $w$ belong to A, B and C?",
    wrong("A 0.7, B 1, C 1.2", "Above 1 the gradient grows with every step back; below 1 it shrinks. A grows."),
    wrong(
        "A 1.2, B 0.7, C 1",
        "A gradient that is multiplied by 1 at every step stays the same. That is the horizontal line.",
    ),
    wrong(
        "A 1, B 1.2, C 0.7",
        "A grows from step to step, so its factor is larger than 1: it explodes. B stays constant, so its factor is 1.",
    ),
    right(
        "A 1.2, B 1, C 0.7",
        "20 steps back the gradient is w to the power 20: 38, 1 and 0.0008. It explodes, stays, vanishes.",
    ),
    hints=(
        "What does one step back do to the gradient?",
        "And what do twenty steps do?",
    ),
)

LINES_OF_TIME = question(
    "lines_of_time",
    "One line is wrong",
    r"Back-propagation through time: `cell_backward` wants the whole slope of the cost in $a^{\langle t\rangle}$. "
    "Which line has the mistake?\n\n"
    "```python\n"
    "da_prev = np.zeros_like(da[:, :, 0])\n"
    "for t in reversed(range(T_x)):                        # line 1\n"
    "    g = cell_backward(da[:, :, t], caches[t])         # line 2\n"
    '    da_prev = g["da_prev"]                            # line 3\n'
    '    dWaa = dWaa + g["dWaa"]                           # line 4\n'
    "```",
    wrong("line 1", "Backpropagation through time goes from the last step to the first."),
    right(
        "line 2",
        "a is used in its own output and in the next step. Both send back a gradient: da[:, :, t] + da_prev. Without "
        "it, no gradient flows through time.",
    ),
    wrong("line 3", "This stores the gradient for the step before. But does the next iteration use it?"),
    wrong("line 4", "All steps share the same weights, so their gradients are summed over the steps."),
    hints=(
        "Through how many paths does a of step t influence the cost?",
        "Which result of an iteration should the next iteration use?",
    ),
)

CHANCE_OF_A_SENTENCE = question(
    "chance_of_a_sentence",
    "The chance of a sentence",
    "A language model says: 'cats' comes first with 0.1, 'sleep' after 'cats' with 0.3, the end after 'cats sleep' "
    "with 0.5. What is the probability of the sentence 'cats sleep'?",
    wrong(
        "$0.03$",
        "That is the probability of any text with this beginning. That it ends there is another event, with 0.5.",
    ),
    right("$0.015$", "0.1 times 0.3 times 0.5: each word given those before it, and finally the end."),
    wrong(
        "$0.9$",
        "Probabilities of successive events are multiplied, not added. Their sum can exceed 1.",
    ),
    wrong("$0.3$", "This is the mean of the three. It would not decrease for longer sentences, as a probability must."),
    hints=(
        "First this word, then that, then the end: how are the probabilities combined?",
        "Is a text that continues after 'sleep' the same sentence?",
    ),
)

CLIPPED = question(
    "clipped",
    "Clipped",
    r"The slopes of two weights are $300$ and $0.5$. Which of these are true of clipping every entry to $[-10,\ "
    "10]$?",
    right(
        "The step points in another direction afterwards.",
        "The ratio 600 to 1 becomes 20 to 1: the small gradient gains weight. Clipping the norm of the whole vector "
        "would keep the direction.",
    ),
    wrong(
        "It helps against slopes that vanish.",
        "0.5 stays 0.5, and 0.0001 stays 0.0001. Clipping only limits large values; gates help against vanishing "
        "gradients.",
    ),
    right(
        "It keeps one bad batch from throwing the weights far away.",
        "That is its purpose: with exploding gradients, a single step can destroy everything that was learned.",
    ),
    wrong(
        "After it no weight can move by more than 10.",
        "It limits gradients, not steps: with learning rate 0.01 a weight moves by at most 0.1, and with rate 2 by 20.",
    ),
    hints=(
        "Compute both gradients after clipping, and their ratio before and after.",
        "What does clipping do to a gradient of 0.0001?",
    ),
    several=True,
)

BOTH_DIRECTIONS = question(
    "both_directions",
    "From both ends",
    "For which of these tasks can a *bidirectional* network be used?",
    right(
        "Names in e-mails that have arrived.",
        "The whole text is available, and the words that follow often reveal whether it is a name.",
    ),
    wrong(
        "Subtitles that appear while somebody is speaking.",
        "The words to the right are not available yet. It would have to wait for the end of the talk.",
    ),
    right(
        "Filling gaps in an old, damaged text.",
        "The words before and after the gap are known, and both show what fits.",
    ),
    wrong(
        "The price of a share tomorrow, from those until today.",
        "The other end is the future: when the prediction is needed, it does not exist.",
    ),
    hints=(
        "What does the backward network need before it can process the first word?",
        "When the answer is needed, what is known?",
    ),
    several=True,
)

ASSIGNMENT = Assignment(
    name="c5w1-quiz",
    module="c5w1_answers",
    title="Quiz: C5, week 1",
    exercises=(
        WHICH_SHAPE_OF_TASK,
        STACKED_WEIGHTS,
        GRU_BY_HAND,
        LSTM_AGAINST_GRU,
        ON_THE_WAY_BACK,
        LINES_OF_TIME,
        CHANCE_OF_A_SENTENCE,
        CLIPPED,
        BOTH_DIRECTIONS,
    ),
)
