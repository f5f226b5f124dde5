"""Static files from node_modules: only those that pages use, each with its source map."""

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage

PACKAGES = settings.BASE_DIR / "node_modules"
FILES = {
    "vendor/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "vendor/bootstrap.min.css.map": "bootstrap/dist/css/bootstrap.min.css.map",
}


class PackageStorage(FileSystemStorage):
    def path(self, name):
        return str(PACKAGES / FILES[name])


class PackageFinder(BaseFinder):
    storage = PackageStorage(location=PACKAGES)

    def check(self, **kwargs):
        missing = [name for name in FILES if not self.storage.exists(name)]
        message = f"Missing from node_modules: {', '.join(missing)}"
        return [Error(message, hint="Run npm ci.", id="pembinaan.E001")] if missing else []

    def find(self, path, find_all=False):
        name = str(path)
        if name not in FILES or not self.storage.exists(name):
            return []
        found = self.storage.path(name)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        # WhiteNoise passes None.
        for name in FILES:
            if not matches_patterns(name, ignore_patterns or ()):
                yield name, self.storage
