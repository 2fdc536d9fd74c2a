"""Whether all is well."""

from django.db import Error, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory, NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and every migration is applied, else 503."""
    try:
        executor = MigrationExecutor(connection)
        is_waiting = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except Error:
        return HttpResponse("database: no answer\n", status=503, content_type="text/plain")
    except (InconsistentMigrationHistory, NodeNotFoundError):
        is_waiting = True  # it has migrations that this code does not know, or only half of them
    if is_waiting:
        return HttpResponse("migrations: waiting\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
