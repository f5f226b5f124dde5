"""SVG from the icon package: drawn in the page, or named from one small file that the browser keeps."""

import re
from functools import cache
from xml.etree import ElementTree

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

FOLDER = settings.BASE_DIR / "node_modules" / "bootstrap-icons" / "icons"
FILE = "img/icons.svg"
BRAND = settings.BASE_DIR / "static" / "img" / "icon.svg"
SHARED = frozenset(
    {
        "arrow-counterclockwise",
        "arrow-left",
        "bar-chart",
        "bell",
        "box-arrow-right",
        "briefcase",
        "calendar-x",
        "calendar2",
        "calendar2-check",
        "calendar3",
        "chat-left-text-fill",
        "check-circle",
        "check-circle-fill",
        "check2-all",
        "chevron-right",
        "clipboard",
        "clipboard-check",
        "clock-fill",
        "clock-history",
        "cloud",
        "cloud-check",
        "dash",
        "dash-circle",
        "download",
        "exclamation-triangle",
        "exclamation-triangle-fill",
        "eye-slash",
        "flag",
        "hourglass",
        "house",
        "info-circle",
        "journal-check",
        "key",
        "lock",
        "lock-fill",
        "people",
        "person",
        "play-circle-fill",
        "plus",
        "plus-square-fill",
        "search",
        "shop",
        "slash-circle",
        "three-dots",
        "upload",
        "x",
        "x-octagon",
        "x-octagon-fill",
    }
)
"""In one file that the browser loads once and keeps: those of menu and sheet, and the brand."""
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@cache
def icon(name):
    if name in SHARED:
        return format_html(
            '<svg class="ico" aria-hidden="true"><use href="{}#{}"/></svg>', static(FILE), name
        )
    return format_html('<svg class="ico" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', shapes(name))


def shared_file():
    rows = [(name, 16, shapes(name)) for name in sorted(SHARED)] + [("brand", 32, shapes_in(BRAND))]
    symbols = format_html_join("", '<symbol id="{0}" viewBox="0 0 {1} {1}">{2}</symbol>', rows)
    return format_html('<svg xmlns="http://www.w3.org/2000/svg">{}</svg>', symbols)


def shapes(name):
    path = FOLDER / f"{name}.svg"
    if not NAME.fullmatch(name) or not path.is_file():
        raise ImproperlyConfigured(f"There is no icon {name!r} in {FOLDER}")
    return shapes_in(path)


def shapes_in(path):
    return format_html_join("", "<{}{}/>", (drawn(shape) for shape in ElementTree.parse(path).getroot()))


def drawn(shape):
    return shape.tag.rpartition("}")[2], format_html_join("", ' {}="{}"', shape.attrib.items())
