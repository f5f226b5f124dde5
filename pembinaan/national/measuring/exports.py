"""P12: the register as a file beside bare XlsxWriter and bare COPY; each size in a process of its own."""

import io
import json
import os
import subprocess
import sys
import tempfile
import time

import xlsxwriter
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from clients.exports import columns, write_clients
from clients.models import Client
from pembinaan.accounts.models import User
from pembinaan.exports import OPTIONS, csv_text
from trainings.management.batches import peak_mib

SIZES = (20_000, 200_000)


def measured(_rounds):
    """A fresh process for each: memory that was once taken is not given back."""
    return [in_own_process(size) for size in SIZES if size <= Client._base_manager.count()]


def in_own_process(size):
    command = [sys.executable, "manage.py", "benchmark_national", "--export", str(size)]
    done = subprocess.run(command, check=True, capture_output=True, env=os.environ, text=True)  # noqa: S603
    return json.loads(done.stdout)


def exported(size):
    """Product and floors one after the other; the product first, so that the peak is its own."""
    rows = Client._base_manager.filter(Q(pk__lte=last_of(size))).order_by("pk")
    by = User.objects.get(username="coordinator.001")
    list(rows.values_list("pk")[:100])
    before = peak_mib()
    xlsx, files = timed(lambda: write_clients(rows, filters=[], by=by, at=timezone.now()))
    files[0].close()
    after = peak_mib()
    bare_xlsx, _none = timed(lambda: write_bare(rows))
    paths = [path for _heading, path, _show, _width in columns()]
    csv, text = timed(lambda: csv_text(rows.values_list(*paths)))
    copied, copy = timed(lambda: copy_out(rows.values_list(*paths)))
    return {
        "rows": size,
        "xlsx_s": xlsx,
        "bare_xlsx_s": bare_xlsx,
        "xlsx_ratio": xlsx / bare_xlsx,
        "rss_growth_mib": after - before,
        "csv_s": csv,
        "copy_s": copied,
        "csv_ratio": csv / copied,
        "csv_bytes": len(text),
        "copy_bytes": copy,
    }


def last_of(size):
    return Client._base_manager.order_by("pk").values_list("pk", flat=True)[size - 1]


def timed(work):
    start = time.monotonic()
    done = work()
    return time.monotonic() - start, done


def write_bare(rows):
    paths = [path for _heading, path, _show, _width in columns()]
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, OPTIONS)
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for line, values in enumerate(rows.values_list(*paths).iterator(chunk_size=5_000)):
            for place, value in enumerate(values):
                if hasattr(value, "year"):
                    sheet.write_datetime(line, place, value, day)
                elif value:
                    sheet.write_string(line, place, value)
        book.close()


def copy_out(rows):
    sql, params = rows.query.get_compiler(connection=connection).as_sql()
    size, out = 0, io.BytesIO()
    with connection.cursor() as cursor:
        text = cursor.mogrify(sql, params)
        with cursor.copy(f"COPY ({text}) TO STDOUT (FORMAT csv)") as copy:
            for block in copy:
                size += out.write(block)
    return size
