"""Capitals in addresses are forgiven."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts")]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/actors/Russia/", "/actors/russia/"),
        ("/Rounds/Geneva-9/?a=B", "/rounds/geneva-9/?a=B"),
        ("/ABOUT/", "/about/"),
        ("/Statements.csv?actor=Russia", "/statements.csv?actor=Russia"),
    ],
)
def test_an_address_with_capitals_leads_to_that_without(client: Client, address, target):
    response = client.get(address)

    assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize("address", ["/Nowhere/", "/actors/nobody/"])
def test_what_is_at_no_address_is_not_found(client: Client, address):
    assert client.get(address).status_code == 404
