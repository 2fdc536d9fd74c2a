"""The selection as a file."""

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from record.stamp import stream_in_one_state
from talks.explorer.question import read_question
from talks.exports.file_format import Context, write_file
from talks.exports.formats import FORMATS
from talks.exports.rows import ROW_KINDS
from talks.exports.selections import SELECTIONS


@require_safe
def export(request: HttpRequest, kind: str, suffix: str) -> StreamingHttpResponse:
    """Answer with the selection that the explorer shows under the same query, as a file."""
    question = read_question(request.GET)
    file_format = FORMATS[suffix]
    context = Context(
        ROW_KINDS[kind], question.in_words(), question.errors, request.build_absolute_uri
    )
    body = stream_in_one_state(lambda: write_file(file_format, SELECTIONS[kind](question), context))
    response = StreamingHttpResponse(body, content_type=file_format.media_type)
    response["Content-Disposition"] = f'inline; filename="{kind}.{suffix}"'
    return response
