"""The exercises of c5w1a: their test cases, and the feedback for each mistake.

Sequences are short, and the numbers of inputs, units, classes, examples and steps differ, so that no axis can be
confused with another. One case in each exercise makes them all equal on purpose: there, wrong shapes raise no error,
and only the values are wrong.

"""

from __future__ import annotations

from autograder.exercise import Assignment

from .bidirectional import BIDIRECTIONAL
from .deep import DEEP
from .gru_cell import GRU_CELL
from .gru_cell_backward import GRU_CELL_BACKWARD
from .lstm_backward import LSTM_BACKWARD
from .lstm_cell import LSTM_CELL
from .lstm_cell_backward import LSTM_CELL_BACKWARD
from .lstm_forward import LSTM_FORWARD
from .rnn_backward import RNN_BACKWARD
from .rnn_cell import RNN_CELL
from .rnn_cell_backward import RNN_CELL_BACKWARD
from .rnn_forward import RNN_FORWARD

ASSIGNMENT = Assignment(
    name="c5w1a-recurrent-networks",
    module="recurrent",
    title="Recurrent networks, step by step",
    exercises=(
        RNN_CELL,
        RNN_FORWARD,
        GRU_CELL,
        LSTM_CELL,
        LSTM_FORWARD,
        RNN_CELL_BACKWARD,
        RNN_BACKWARD,
        GRU_CELL_BACKWARD,
        LSTM_CELL_BACKWARD,
        LSTM_BACKWARD,
        BIDIRECTIONAL,
        DEEP,
    ),
    packages=("numpy",),
    seconds=30.0,
)
