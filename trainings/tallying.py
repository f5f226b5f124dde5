"""Keeps TrainingTally true: called by every action that touches a training, inside its transaction."""


def refresh_tally(training_id):
    """Recompute the counts of this one training from the facts."""
