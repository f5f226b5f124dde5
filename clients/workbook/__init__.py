"""Reads the client lists of an office out of an Excel workbook: no models and no database in here."""
