"""Turns the rows of a workbook into changes of the register. Reading and comparing; actions write."""
