"""Numbers that the office may one day change."""

from datetime import timedelta

EXPORT_IN_REQUEST_ROWS = 5_000
"""Longer files are made by the job process."""
PDF_IN_REQUEST_ROWS = 500
"""Setting a page takes longer than writing a row."""
EXPORT_KEPT = timedelta(hours=24)
EXPORT_LISTED = timedelta(days=30)
"""What became of a file, after the file itself is gone."""
EXPORT_DEAD = timedelta(minutes=10)
"""A worker that has not finished a file after so long is taken for dead."""
EXPORT_ATTEMPTS = 3
EXPORTS_UNDER_WAY = 5
"""Of one person: the files of others wait behind them."""
