"""How often Python looks for garbage that refers to itself."""

from __future__ import annotations

import gc

#: How many more objects than before make Python look at the new ones, and how many such looks make one at
#: older ones, and at all. By default, these are 700, 10 and 10, and take a fifteenth of a run. Of what a run
#: makes, nearly nothing refers to itself, so memory grows by less than a hundredth.
THRESHOLDS = 100_000, 50, 100


def collect_rarely() -> None:
    """Makes Python look for garbage less often, in this process and those forked from it."""
    gc.set_threshold(*THRESHOLDS)
