"""Requests that a view makes of another view, on behalf of the request that it answers.

A proposal, a merged form or a row of many statements is sent through the admin's own form, as if a
browser had sent it, so that checks, versions and proposals are the same. Django's admin takes a
request and hands the same one to each of its hooks; it has no argument by which a caller could
tell `get_form` or `save_model` anything. So what must be passed on is an attribute of a
request of our own class. It is set when the request is made and never later.
"""

from urllib.parse import urlsplit

from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, QueryDict


class InnerRequest(HttpRequest):
    """A request from the same person as another one, with a method and values of its own.

    `is_preview` says that all it saves is only for a preview and is rolled back; so is what a
    request made within a preview saves. `hold_notice` says why a form is shown again instead of
    being saved.
    """

    def __init__(
        self,
        request: HttpRequest,
        *,
        is_preview: bool = False,
        hold_notice: str = "",
        shows_messages: bool = True,
    ) -> None:
        super().__init__()
        # What middleware has set on it: the user, the session, that its CSRF token was checked.
        vars(self).update(vars(request))
        self.GET, self.COOKIES, self.META = request.GET, request.COOKIES, request.META
        self.is_preview = is_preview or in_preview(request)
        self.hold_notice = hold_notice
        # Django keeps the storage of messages in this attribute and has no setter for it.
        storage = get_messages(request) if shows_messages else FallbackStorage(self)
        self._messages = storage


class FormRequest(InnerRequest):
    """A form as if the browser had just posted it."""

    def __init__(
        self,
        request: HttpRequest,
        form: QueryDict,
        *,
        is_preview: bool = False,
        hold_notice: str = "",
        shows_messages: bool = True,
    ) -> None:
        super().__init__(
            request,
            is_preview=is_preview,
            hold_notice=hold_notice,
            shows_messages=shows_messages,
        )
        self.method = "POST"
        self.POST = form  # type: ignore[assignment]  # the stubs allow only what a browser sent


class PreviewPageRequest(InnerRequest):
    """The visit of a public page within a preview; the page says that it is not published."""

    def __init__(self, request: HttpRequest, address: str) -> None:
        super().__init__(request, is_preview=True)
        parts = urlsplit(address)
        self.method, self.POST = "GET", QueryDict()
        self.path = self.path_info = parts.path
        self.GET = QueryDict(parts.query)


def in_preview(request: HttpRequest) -> bool:
    """Return whether what this request saves is only for a preview, and is rolled back."""
    return isinstance(request, InnerRequest) and request.is_preview


def hold_notice(request: HttpRequest) -> str:
    """Return why this request's form is shown again and not saved, "" where it is saved."""
    return request.hold_notice if isinstance(request, InnerRequest) else ""
