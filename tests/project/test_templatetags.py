from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from pembinaan import icons


def rendered(source, **context):
    with translation.override("id"):
        return Template(source).render(Context(context))


def test_an_icon_is_drawn_in_the_page_and_hidden_from_readers():
    svg = rendered('{% icon "award" %}')
    assert svg.startswith('<svg class="ico" viewBox="0 0 16 16" aria-hidden="true"><path ')
    assert "xmlns" not in svg


def test_icons_of_every_page_stand_in_one_file_that_is_found_and_whole():
    assert rendered('{% icon "people" %}').endswith('<use href="/static/img/icons.svg#people"/></svg>')
    root = ElementTree.parse(finders.find(icons.FILE)).getroot()
    assert {symbol.get("id") for symbol in root} == icons.SHARED | {"brand"}
    assert all(len(symbol) for symbol in root)


@pytest.mark.parametrize("name", ["no-such-icon", "../package", "People", ""])
def test_an_unknown_icon_is_a_fault_of_the_page(name):
    with pytest.raises(ImproperlyConfigured):
        rendered("{% icon name %}", name=name)


def test_a_tag_joins_icon_and_word_and_escapes_the_word():
    html = rendered('{% tag "warn" "search" label %}', label="<b>Mencari</b>")
    assert '<span class="tag tag-warn"><svg' in html
    assert html.endswith("&lt;b&gt;Mencari&lt;/b&gt;</span>")


def test_a_tag_of_unknown_kind_is_refused():
    with pytest.raises(TemplateSyntaxError):
        rendered('{% tag "red" "search" "x" %}')


@pytest.mark.parametrize(
    ("address", "source", "expected"),
    [
        ("/?a=1&a=2&before=x", "{% query after='y' before=None %}", "?a=1&amp;a=2&amp;after=y"),
        ("/?a=1", "{% query a=None %}", "?"),
        ("/?a=1&a=2", "{% query a='3' %}", "?a=3"),
        ("/", "{% query a='b&c' %}", "?a=b%26c"),
    ],
)
def test_query_changes_what_is_named_and_keeps_the_rest(rf, address, source, expected):
    assert rendered(source, request=rf.get(address)) == expected


def test_filters_are_at_hand_without_loading():
    assert rendered("{{ n|rupiah }} {{ n|number }} {{ p|percent }}", n=1500, p=0.5) == "Rp1.500 1.500 50%"
