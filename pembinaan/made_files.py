"""Static files made of those of packages, written where the server may write.

Django's form styles without their @import, which makes accessibility checkers break our content policy, and
the icons of every page in one file.
"""

import re

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from pembinaan import icons

FORM_STYLES = "admin/css/forms.css"
IMPORT = re.compile(r"@import url\(['\"]widgets\.css['\"]\);\s*")


def flat_form_styles():
    with open(AppDirectoriesFinder().find(FORM_STYLES)) as file:
        return IMPORT.sub("", file.read())


MADE = {FORM_STYLES: flat_form_styles, icons.FILE: icons.shared_file}


class MadeFileFinder(BaseFinder):
    """Stands before the finder of the apps; the pages of the admin link widgets.css themselves."""

    storage = FileSystemStorage(location=settings.VAR_DIR / "styles")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        if str(path) not in MADE:
            return []
        found = self.written(str(path))
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for name in MADE:
            if not matches_patterns(name, ignore_patterns or ()):
                self.written(name)
                yield name, self.storage

    def written(self, name):
        text = str(MADE[name]())
        if not self.storage.exists(name) or self.storage.open(name).read().decode() != text:
            self.storage.delete(name)
            self.storage.save(name, ContentFile(text))
        return self.storage.path(name)
