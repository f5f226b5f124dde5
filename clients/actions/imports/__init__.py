"""Bringing the workbook of an office into its register, and taking that back."""

from clients.actions.imports.deciding import take_file_value
from clients.actions.imports.saving import ask_to_save, import_at_once, save_batch
from clients.actions.imports.undoing import ask_to_undo, discard_batch, undo_batch
from clients.actions.imports.uploading import note_rejects_download, set_mapping, upload_workbook

__all__ = [
    "ask_to_save",
    "ask_to_undo",
    "discard_batch",
    "import_at_once",
    "note_rejects_download",
    "save_batch",
    "set_mapping",
    "take_file_value",
    "undo_batch",
    "upload_workbook",
]
