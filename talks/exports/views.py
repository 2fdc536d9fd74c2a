"""The selection as a file."""

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from talks.explorer.question import Question
from talks.exports.file_format import Context, write_file
from talks.exports.formats import FORMATS
from talks.exports.rows import ROW_KINDS
from talks.exports.selections import SELECTIONS


@require_safe
def export(request: HttpRequest, kind: str, suffix: str) -> StreamingHttpResponse:
    """Answer with the selection that the explorer shows under the same query, as a file."""
    question = Question.from_query(request.GET)
    file_format = FORMATS[suffix]
    context = Context(
        ROW_KINDS[kind], question.in_words(), question.errors, request.build_absolute_uri
    )
    body = write_file(file_format, SELECTIONS[kind](question), context)
    response = StreamingHttpResponse(body, content_type=file_format.media_type)
    response["Content-Disposition"] = f'inline; filename="{kind}.{suffix}"'
    return response
