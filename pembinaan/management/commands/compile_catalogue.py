from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pembinaan.catalogue import CatalogueError, compile_outdated


class Command(BaseCommand):
    help = "Compiles the translations that changed since they were last compiled."
    requires_system_checks = []

    def handle(self, **options):
        try:
            compiled = compile_outdated(settings.LOCALE_PATHS)
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        for path in compiled:
            self.stdout.write(f"Compiled {path.relative_to(settings.BASE_DIR)}")
