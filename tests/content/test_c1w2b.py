"""c1w2b: the notebook, and the strengths and weaknesses of the neuron."""

from __future__ import annotations

import re

import pytest

from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c1w2b-logistic-regression"
    pictures = 8
    wanted = {
        "worked-example-cell": ["J = 0.3778", "dw1 = -0.4652", "dw2 = -0.4874", "db = -0.1168"],
        "sigmoid-curve": ["σ(0) = 0.500, slope at 0 = 0.250"],
        "colour-pictures": ["(12288, 5)"],
        "train": ["on the test set: 96.2%"],
        "moved": ["negative           0.0% of the faces found", "moved by 5 pixels  70.0% of the faces found"],
    }

    @pytest.mark.slow
    def test_neuron_generalizes_badly_to_moved_faces(self, solved: Run) -> None:
        """A neuron trained on moved faces fits them but does badly on new ones."""
        shares = re.findall(r"([\d.]+)%", solved.printed("mixed"))
        assert float(shares[0]) > 80 and float(shares[1]) < 60
