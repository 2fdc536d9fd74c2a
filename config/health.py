"""The health check: whether the database answers and all migrations are applied."""

from django.db import Error, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory, NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database answers and every migration is applied, else 503."""
    try:
        executor = MigrationExecutor(connection)
        is_waiting = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except Error:
        return HttpResponse("database: no answer\n", status=503, content_type="text/plain")
    except (InconsistentMigrationHistory, NodeNotFoundError):
        is_waiting = True  # the database has migrations that this code lacks
    if is_waiting:
        return HttpResponse("migrations: waiting\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
