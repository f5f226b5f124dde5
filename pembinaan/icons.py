"""Inline SVG from the icon package: no font, no sprite, nothing for the content policy to allow."""

import re
from functools import cache
from xml.etree import ElementTree

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.html import format_html, format_html_join

FOLDER = settings.BASE_DIR / "node_modules" / "bootstrap-icons" / "icons"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@cache
def icon(name):
    return format_html('<svg class="ico" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', shapes(name))


def shapes(name):
    path = FOLDER / f"{name}.svg"
    if not NAME.fullmatch(name) or not path.is_file():
        raise ImproperlyConfigured(f"There is no icon {name!r} in {FOLDER}")
    return format_html_join("", "<{}{}/>", (drawn(shape) for shape in ElementTree.parse(path).getroot()))


def drawn(shape):
    return shape.tag.rpartition("}")[2], format_html_join("", ' {}="{}"', shape.attrib.items())
