"""The selection as a file."""

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from talks.explorer.question import read_question
from talks.exports import rows, selections


@require_safe
def export(request: HttpRequest, kind: str, file_format: str) -> StreamingHttpResponse:
    """Answer with the selection that the explorer shows under the same query, as a file."""
    question = read_question(request.GET)
    things = selections.SELECTIONS[kind](question)
    media_type, _ = rows.FORMATS[file_format]
    body = rows.export(kind, file_format, things, words=question.in_words(), errors=question.errors)
    response = StreamingHttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = f'inline; filename="{kind}.{file_format}"'
    return response
