"""The uploaded workbook on disk: sealed, under a name that tells nothing."""

import hashlib
import io
import json

from django.core.files.base import ContentFile

from clients.policy import IMPORT_IN_REQUEST_BYTES, IMPORT_MAX_BYTES, IMPORT_MAX_ROWS, IMPORT_MAX_UNPACKED
from clients.workbook.detect import detect
from clients.workbook.layout import SheetLayout
from clients.workbook.refusal import WorkbookRefused
from clients.workbook.safety import check_upload
from clients.workbook.source import open_workbook, sheet_rows
from pembinaan.crypto import open_sealed, seal

FILE_CONTEXT = "clients_importbatch.sealed_file"
SAMPLE_CONTEXT = "clients_importbatch.samples"


class Workbook(io.BytesIO):
    """An uploaded file in memory, under the name it came with."""

    def __init__(self, content, name):
        super().__init__(content)
        self.name = name


def digest_of(content):
    return hashlib.sha256(content).hexdigest()


def sealed_copy(content):
    return ContentFile(seal(content, FILE_CONTEXT))


def stored_workbook(batch):
    try:
        with batch.sealed_file.open("rb") as file:
            return Workbook(open_sealed(file.read(), FILE_CONTEXT), batch.file_name)
    except (FileNotFoundError, ValueError) as missing:
        raise WorkbookRefused("corrupt") from missing


def admit(file):
    """Raises WorkbookRefused unless the file may be read at all."""
    check_upload(
        file,
        max_bytes=IMPORT_MAX_BYTES,
        max_unpacked=IMPORT_MAX_UNPACKED,
        # Titles and headings stand above the clients.
        max_rows=IMPORT_MAX_ROWS + 100,
    )


def look_into(file):
    """The layouts of an admitted workbook, and how many rows it has about; None for a large file."""
    workbook = open_workbook(file)
    layouts = detect(workbook)
    if file.getbuffer().nbytes > IMPORT_IN_REQUEST_BYTES:
        return layouts, None
    return layouts, sum(sheet_rows(workbook, layout.sheet)[0].height for layout in layouts)


def take_samples(layouts):
    """The layouts as JSON without the cells of people, and those cells sealed."""
    stored, samples = [], []
    for layout in layouts:
        data = layout.to_json()
        samples.append([column.pop("samples") for column in data["columns"]])
        stored.append(data)
    return stored, seal(json.dumps(samples).encode(), SAMPLE_CONTEXT)


def layouts_of(batch, *, with_samples=False):
    layouts = [SheetLayout.from_json(data) for data in batch.layouts]
    if with_samples and batch.samples:
        samples = json.loads(open_sealed(batch.samples, SAMPLE_CONTEXT))
        for layout, columns in zip(layouts, samples, strict=True):
            for column, texts in zip(layout.columns, columns, strict=True):
                column.samples.extend(texts)
    return layouts
