"""The selection as a file."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from record.stamp import stream_in_one_state
from talks.explorer.question import read_question
from talks.exports import rows, selections


@require_safe
def export(request: HttpRequest, kind: str, file_format: str) -> StreamingHttpResponse:
    """Answer with the selection that the explorer shows under the same query, as a file."""
    question = read_question(request.GET)
    media_type, _ = rows.FORMATS[file_format]

    def write() -> Iterator[str]:
        things = selections.SELECTIONS[kind](question)
        words, errors = question.in_words(), question.errors
        return rows.export(kind, file_format, things, words=words, errors=errors)

    response = StreamingHttpResponse(stream_in_one_state(write), content_type=media_type)
    response["Content-Disposition"] = f'inline; filename="{kind}.{file_format}"'
    return response
