"""The admin's pages of uploaded files: how to send a file and read the answer."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from talks.imports.models import FileImport

ADD = reverse("admin:imports_fileimport_add")
LIST = reverse("admin:imports_fileimport_changelist")


def send_file(client: Client, content: bytes, name: str = "statements.csv", **fields: Any) -> Any:
    """Send a file; return the answer, after the way to its page."""
    form = {"file": SimpleUploadedFile(name, content), "status": "held"} | fields
    return client.post(ADD, form, follow=True)


def upload_address(upload: FileImport) -> str:
    return reverse("admin:imports_fileimport_change", args=[upload.pk])


def read_text(answer: Any) -> str:
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts).decode()


def read_digest(answer: Any) -> dict[str, str]:
    """Return the digest that the form of a file's page sends."""
    page = answer.content.decode()
    value = page.partition('name="digest" value="')[2].partition('"')[0]
    return {"digest": value}
