"""The stamp of the record: answers of one state, and caches that last as long as it does."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from record.stamp import TABLE, cached_by_stamp, one_state, stamp, stream_in_one_state
from talks.models import Topic
from tests.factories import make_topic


def in_another_thread(function: Callable[[], Any]) -> Any:
    """Call a function with a database connection of its own, and close that."""

    def call() -> Any:
        try:
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call).result(timeout=30)


@pytest.mark.django_db(transaction=True)
def test_one_reading_transaction_sees_no_later_writes():
    with one_state() as before:
        assert Topic.objects.count() == 0
        in_another_thread(make_topic)
        assert (Topic.objects.count(), stamp()) == (0, before)

    assert (Topic.objects.count(), stamp() != before) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_a_slowly_read_stream_shows_one_state_of_the_record():
    pieces = stream_in_one_state(lambda: (Topic.objects.count() for _ in range(2)))

    assert next(pieces) == 0
    in_another_thread(make_topic)
    assert list(pieces) == [0]
    assert Topic.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_writer_does_not_wait_for_a_reader():
    with one_state():
        Topic.objects.count()
        in_another_thread(lambda: make_topic(slug="written-meanwhile"))

    assert Topic.objects.filter(slug="written-meanwhile").exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize(
    "address",
    [
        "/?venue=geneva",
        "/?as_of=2020&lanes=actor&open=rounds/geneva-9",
        "/suggest/?q=gen",
        "/timeline.json?actor=russia",
        "/actors/russia/",
    ],
)
def test_a_request_looks_the_stamp_up_once(address, client: Client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200

    assert sum(TABLE in query["sql"] for query in queries) == 1


@pytest.mark.django_db
def test_answers_are_cached_until_the_record_changes():
    calls = []

    @cached_by_stamp(2)
    def double(number: int) -> int:
        calls.append(number)
        return 2 * number

    assert [double(1), double(1), double(2)] == [2, 2, 4]
    assert calls == [1, 2]
    make_topic()
    assert (double(1), calls) == (2, [1, 2, 1])


@pytest.mark.django_db
def test_the_oldest_answer_makes_room_for_a_new_one():
    calls = []

    @cached_by_stamp(2)
    def double(number: int) -> int:
        calls.append(number)
        return 2 * number

    for number in (1, 2, 3, 1):
        double(number)
    assert calls == [1, 2, 3, 1]


@pytest.mark.django_db(transaction=True)
def test_one_of_several_simultaneous_requests_computes_and_the_others_wait():
    calls, begun, may_end = [], Event(), Event()

    @cached_by_stamp(1)
    def slow() -> str:
        calls.append(1)
        begun.set()
        assert may_end.wait(timeout=30)
        return "answer"

    def ask() -> str:
        try:
            return slow()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(ask)
        assert begun.wait(timeout=30)
        others = [threads.submit(ask) for _ in range(2)]
        may_end.set()
        assert [one.result(timeout=30) for one in (first, *others)] == ["answer"] * 3
    assert len(calls) == 1
