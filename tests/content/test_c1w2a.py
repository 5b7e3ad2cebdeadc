"""c1w2a: the notebook, and the speed of the vectorized sum."""

from __future__ import annotations

import re

import pytest

from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c1w2a-numpy-basics"
    pictures = 7
    wanted = {
        "slopes-table": [
            "6.00300   slope about 3.000",
            "4.00400",
            "25.01000",
            "8.01201",
            "0.69365   slope about 0.500",
        ],
        "graph-nudges": ["(6.0, 11.0, 33.0)", "to 33.003, so da = 3.000", "to 33.006, so db = 6.000", "dc = 9.000"],
        "sigmoid-curves": ["σ(0) = 0.50, σ'(0) = 0.25", "σ(-10) = 0.00005, σ(10) = 0.99995"],
        "photograph": ["(64, 64, 3) -> (12288, 1)"],
        "calories": ["59.0 in all, 94.9 % from carbohydrates"],
        "rows-and-softmax": ["[[0.6, 0.8], [0.0, 1.0]]", "[0.1065, 0.1065, 0.787]"],
        "losses-example": ["L1 = 0.7500, L2 = 0.3125"],
        "rank-one-cell": ["has shape (3, 3)", "12.0 where 0 was meant"],
    }

    @pytest.mark.slow
    def test_vectorized_sum_is_faster(self, solved: Run) -> None:
        """The cell reports that for 10,000 entries the vectorized sum is more than 30 times as fast as the loop."""
        times = re.findall(r"(\d+): (\d+)", solved.printed("speed"))
        assert int(dict(times)["10000"]) > 30
