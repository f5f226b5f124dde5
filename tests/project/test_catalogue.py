import gettext
import io
import os

import pytest

from pembinaan.catalogue import CatalogueError, compile_outdated, messages, mo_bytes

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {plural};\\n"\n\n'
INDONESIAN = HEADER.format(plural="nplurals=1; plural=0")
ENGLISH = HEADER.format(plural="nplurals=2; plural=n != 1")


def translations(text):
    return gettext.GNUTranslations(io.BytesIO(mo_bytes(messages(text))))


def test_translates_what_is_translated_and_leaves_the_rest():
    catalogue = translations(INDONESIAN + 'msgid "Save"\nmsgstr "Simpan"\n\nmsgid "Close"\nmsgstr ""\n')
    assert [catalogue.gettext(word) for word in ("Save", "Close", "Other")] == ["Simpan", "Close", "Other"]


def test_joins_lines_and_reads_escapes():
    text = INDONESIAN + 'msgid ""\n"One \\"quoted\\"\\n"\n"line\\\\"\nmsgstr ""\n"Satu\\t"\n"baris – é"\n'
    assert translations(text).gettext('One "quoted"\nline\\') == "Satu\tbaris – é"


def test_a_context_separates_equal_words():
    text = INDONESIAN + 'msgctxt "month"\nmsgid "May"\nmsgstr "Mei"\n\nmsgid "May"\nmsgstr "Boleh"\n'
    catalogue = translations(text)
    assert (catalogue.pgettext("month", "May"), catalogue.gettext("May")) == ("Mei", "Boleh")


@pytest.mark.parametrize(
    ("header", "forms", "one", "many"),
    [
        (INDONESIAN, 'msgstr[0] "%d orang"\n', "%d orang", "%d orang"),
        (ENGLISH, 'msgstr[0] "%d person"\nmsgstr[1] "%d people"\n', "%d person", "%d people"),
        (ENGLISH, 'msgstr[0] "%d person"\nmsgstr[1] ""\n', "%d x", "%d xs"),
    ],
)
def test_plurals_follow_the_header(header, forms, one, many):
    catalogue = translations(header + 'msgid "%d x"\nmsgid_plural "%d xs"\n' + forms)
    assert [catalogue.ngettext("%d x", "%d xs", number) for number in (1, 2)] == [one, many]


def test_fuzzy_and_obsolete_entries_are_left_out():
    text = INDONESIAN + (
        '#, fuzzy, python-format\n#| msgid "Old"\nmsgid "New"\nmsgstr "Lama"\n'
        '#~ msgid "Gone"\n#~ msgstr "Hilang"\n'
    )
    assert list(messages(text)) == [""]


def test_a_fuzzy_header_still_gives_the_plural_rule():
    text = "#, fuzzy\n" + ENGLISH + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'
    assert translations(text).ngettext("a", "b", 2) == "d"


def test_entries_need_no_blank_line_between_them():
    text = INDONESIAN + 'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n# remark\nmsgid "e"\nmsgstr "f"\n'
    assert [translations(text).gettext(word) for word in "ace"] == ["b", "d", "f"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "words.po:4:"),
        ('msgid "a"\nmsgstr "b\n', "words.po:2:"),
        ("nonsense\n", "words.po:1:"),
        ('"no field"\n', "words.po:1:"),
    ],
)
def test_a_broken_catalogue_is_refused_with_its_line(text, where):
    with pytest.raises(CatalogueError, match=where):
        messages(text, "words.po")


def test_only_missing_or_older_files_are_compiled(tmp_path):
    po = tmp_path / "id" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(INDONESIAN + 'msgid "Save"\nmsgstr "Simpan"\n')
    assert compile_outdated([tmp_path]) == [po]
    assert compile_outdated([tmp_path]) == []
    os.utime(po.with_suffix(".mo"), (0, 0))
    assert compile_outdated([tmp_path]) == [po]
    assert gettext.translation("django", tmp_path, ["id"]).gettext("Save") == "Simpan"
