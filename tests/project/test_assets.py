import pytest
from django.contrib.staticfiles import finders

from pembinaan import assets


@pytest.mark.parametrize("name", assets.FILES)
def test_every_listed_file_is_found_by_its_static_name(name):
    assert finders.find(name) == str(assets.PACKAGES / assets.FILES[name])
    assert finders.find(name, find_all=True) == [finders.find(name)]


def test_other_files_of_a_package_stay_unserved():
    assert finders.find("bootstrap/package.json") is None
    assert finders.find("vendor/bootstrap.css") is None


def test_collecting_lists_what_pages_use():
    finder = assets.PackageFinder()
    assert [name for name, storage in finder.list(None)] == list(assets.FILES)
    assert [name for name, storage in finder.list(["*.map"])] == ["vendor/bootstrap.min.css"]


def test_a_style_sheet_brings_the_map_that_it_names():
    for name, path in assets.FILES.items():
        text = (assets.PACKAGES / path).read_text()
        if "sourceMappingURL=" in text and not name.endswith(".map"):
            assert f"vendor/{text.rpartition('sourceMappingURL=')[2].split()[0]}" in assets.FILES


def test_a_missing_package_is_said_by_the_system_check(tmp_path, monkeypatch):
    finder = assets.PackageFinder()
    assert finder.check() == []
    monkeypatch.setattr(assets, "PACKAGES", tmp_path)
    assert [problem.id for problem in finder.check()] == ["pembinaan.E001"]
