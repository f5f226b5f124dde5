"""The door: an upload is judged from its packing before the workbook reader may touch it."""

import os
import zipfile
import zlib
from contextlib import contextmanager

from .archive import check_entries, check_parts
from .refusal import WorkbookRefused

MAX_BYTES = 20 << 20
MAX_UNPACKED = 160 << 20
MAX_ROWS = 200_000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
OLD_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


@contextmanager
def opened(path_or_file):
    """A binary file at its beginning, and its name; a file handed in stays open and is rewound."""
    if isinstance(path_or_file, str | os.PathLike):
        with open(path_or_file, "rb") as file:
            yield file, os.fspath(path_or_file).lower()
        return
    path_or_file.seek(0)
    try:
        yield path_or_file, str(getattr(path_or_file, "name", "") or "").lower()
    finally:
        path_or_file.seek(0)


def check_upload(path_or_file, *, max_bytes=MAX_BYTES, max_unpacked=MAX_UNPACKED, max_rows=MAX_ROWS):
    """Raises WorkbookRefused unless the file is an ordinary .xlsx of bearable size."""
    with opened(path_or_file) as (file, name):
        _check_size(file, max_bytes)
        _check_kind(file, name)
        try:
            with zipfile.ZipFile(file) as archive:
                check_entries(archive.infolist(), name, max_unpacked)
                check_parts(archive, max_unpacked, max_rows)
        except DAMAGED as error:
            raise WorkbookRefused("corrupt") from error


def check_head(path_or_file, *, max_bytes=MAX_BYTES):
    """The part of check_upload that costs nothing, for a large file that is looked into later."""
    with opened(path_or_file) as (file, name):
        _check_size(file, max_bytes)
        _check_kind(file, name)


def _check_size(file, max_bytes):
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size == 0:
        raise WorkbookRefused("empty")
    if size > max_bytes:
        raise WorkbookRefused("too_large")


def _check_kind(file, name):
    head = file.read(4096)
    file.seek(0)
    if head.startswith(OLE):
        raise WorkbookRefused(_ole_kind(file, name))
    if not head.startswith(b"PK"):
        raise WorkbookRefused("text" if _looks_like_text(head) else "not_workbook")


def _ole_kind(file, name) -> str:
    """Excel packs both its old format and its password-protected workbooks in the same container."""
    content = file.read()
    if ENCRYPTED_STREAM in content:
        return "encrypted"
    is_old = name.endswith(".xls") or any(stream in content for stream in OLD_STREAMS)
    return "old_xls" if is_old else "encrypted"


def _looks_like_text(head: bytes) -> bool:
    return head.startswith(BYTE_ORDER_MARKS) or not any(byte < 9 or 13 < byte < 32 for byte in head)
