"""healthz: the process answers. readyz: the database answers and is migrated."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request):
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def readyz(request):
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError):
        return JsonResponse({"status": "no database"}, status=503)
    if missing:
        return JsonResponse({"status": "not migrated"}, status=503)
    return JsonResponse({"status": "ok"})
