"""What can be downloaded as a file, large or small: apps add their kinds when they start.

A kind is made from a person and a query alone, so that the page and the job process make the same file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pembinaan.accounts.policy import EXPORT_IN_REQUEST_ROWS, PDF_IN_REQUEST_ROWS

KINDS = {}


@dataclass(frozen=True)
class ExportKind:
    title: Any
    permission: str
    prepare: Callable
    """(user, query) gives a Prepared of what the user may see; Http404 where the query names nothing."""


@dataclass(frozen=True)
class Prepared:
    """A file about to be made: counted already, not yet written."""

    name: str
    filters: list
    """In words, for the trail."""
    rows: int
    write: Callable
    """(moment) gives the finished file, to be read from its beginning, and its number of rows."""

    @property
    def is_large(self):
        limit = PDF_IN_REQUEST_ROWS if self.name.endswith(".pdf") else EXPORT_IN_REQUEST_ROWS
        return self.rows > limit
