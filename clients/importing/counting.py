"""What an import adds up to."""

from collections import Counter

NAMES = ("rows", "good", "created", "updated", "unchanged", "kept", "errors", "warnings", "missing")


class Tally:
    """Counts of rows; `errors` and `warnings` count rows too, however many problems one has."""

    def __init__(self):
        self.counts = dict.fromkeys(NAMES, 0)

    def add(self, steps):
        counts = self.counts
        for outcome, number in Counter(step.outcome for step in steps).items():
            counts["errors" if outcome == "rejected" else outcome] += number
        good = [step for step in steps if step.parsed.is_good]
        counts["rows"] += len(steps)
        counts["good"] += len(good)
        counts["kept"] += sum(step.is_kept for step in good)
        counts["warnings"] += sum(bool(step.parsed.warnings) for step in good)
