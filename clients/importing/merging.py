"""What a row of a workbook changes in a client that exists already."""

from dataclasses import dataclass, field

from clients.importing.facts import stored_fact

TERM = ("guidance_start", "guidance_end")


@dataclass(slots=True)
class Merge:
    changes: dict = field(default_factory=dict)
    adopted: dict = field(default_factory=dict)
    """Facts that the client has already, though no import brought them."""
    kept: dict = field(default_factory=dict)
    """Facts of the file that somebody has changed in the application to something else."""

    @property
    def learned(self):
        return self.changes | self.adopted


def merge(client, facts):
    """Compare with what the last import brought: only what nobody has touched since is overwritten.

    A file that says the same as last time says nothing new, and an empty cell never clears what was
    changed in the application.
    """
    result = Merge()
    for name, value in facts.items():
        last = client.imported.get(name)
        if value == last:
            continue
        now = stored_fact(client, name)
        if now == value:
            result.adopted[name] = value
        elif now == last:
            result.changes[name] = value
        elif value is not None:
            result.kept[name] = value
    _keep_term_in_order(client, result)
    return result


def _keep_term_in_order(client, result):
    """One end of the term from the file and the other from the application may not fit together."""
    start, end = (result.changes.get(name, stored_fact(client, name)) for name in TERM)
    if start and end and end < start:
        for name in TERM:
            if name in result.changes:
                result.kept[name] = result.changes.pop(name)
