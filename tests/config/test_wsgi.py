"""The WSGI application that a server runs."""

from django.test import RequestFactory

from config.wsgi import application


def test_the_application_answers_a_server(transactional_db: None):
    statuses: list[str] = []
    environ = RequestFactory().get("/healthz", headers={"host": "localhost"}).environ
    body = application(environ, lambda status, headers: statuses.append(status))
    assert statuses == ["200 OK"]
    assert b"".join(body) == b"ok\n"
    body.close()
