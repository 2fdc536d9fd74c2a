"""The former slug of a thing that was merged: addresses and filters still understand it."""

import pytest

from tests.factories import make_actor, make_citation, make_source, make_statement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/actors/gone/", "/sources/gone/"])
def test_a_former_address_redirects_to_the_current_one_permanently(client, path):
    make = make_actor if "actors" in path else make_source
    make(slug="kept", former_slugs=["gone", "older"])
    answer = client.get(f"{path}?a=1")

    assert (answer.status_code, answer["Location"]) == (301, f"{path.replace('gone', 'kept')}?a=1")
    assert client.get(path.replace("gone", "older")).status_code == 301
    assert client.get(path.replace("gone", "never")).status_code == 404


def test_a_former_slug_that_is_in_use_again_does_not_redirect(client):
    make_actor(slug="kept", former_slugs=["gone"])
    make_actor(slug="gone", name="Another")

    assert "Another" in client.get("/actors/gone/").content.decode()


@pytest.mark.parametrize("name", ["actor", "source"])
def test_filters_understand_a_former_slug(client, name):
    target = (make_actor if name == "actor" else make_source)(slug="kept", former_slugs=["gone"])
    statement = make_statement(
        summary="Said by the kept.", speaker=target if name == "actor" else make_actor()
    )
    make_citation(statement=statement, source=target if name == "source" else make_source())
    make_statement(summary="Said by another.")

    for path in ("/", "/statements.json"):
        answer = (
            client.get(f"{path}?{name}=gone").content
            if path == "/"
            else b"".join(client.get(f"{path}?{name}=gone").streaming_content)
        )
        assert b"Said by the kept." in answer
        assert b"Said by another." not in answer
        assert b"in this record" not in answer
