"""The pool of workers keeps its size whatever its workers die of, and has one ready for the next request."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from kg.server.errors import RefusedError
from kg.server.pool import Pool
from kg.server.run import listening
from kg.server.worker import Job

SIZE = 2
MEMORY = 1 << 30


def one(_: KnowledgeGraph) -> int:
    return 1


def linger(_: KnowledgeGraph) -> None:
    time.sleep(60)


def a_while(_: KnowledgeGraph) -> None:
    time.sleep(1)


def die(_: KnowledgeGraph) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def pool(place: Path, first: Callable[[KnowledgeGraph], None] | None = None) -> Iterator[Pool]:
    made = Pool(SIZE)
    made.start()
    try:
        made.move(str(place), first)
        yield made
    finally:
        made.stop()


def ask(made: Pool, place: Path) -> float:
    """Seconds until a short job is done."""
    started = time.monotonic()
    assert made.run(Job(str(place), one, (), MEMORY), 10) == 1
    return time.monotonic() - started


def ready(made: Pool) -> int:
    """How many workers are idle, after a while in which those on their way have come up."""
    until = time.monotonic() + 20
    while made._idle.qsize() < SIZE + 1 and time.monotonic() < until:
        time.sleep(0.05)
    return made._idle.qsize()


@pytest.mark.parametrize("first", [None, one, a_while])
def test_the_next_request_waits_for_nobody(new_db: Path, first: Callable[[KnowledgeGraph], None] | None) -> None:
    """Workers that were ended, and those that take their time over what comes first, hold nothing up."""
    with pool(new_db, first) as made:
        for _ in range(3):
            with pytest.raises(RefusedError) as refused:
                made.run(Job(str(new_db), linger, (), MEMORY), 0.5)
            assert refused.value.status == 504
            assert ask(made, new_db) < 1.5
        assert ready(made) == SIZE + 1


def test_what_comes_first_may_fail(new_db: Path) -> None:
    """It may take the worker with it: another one comes, and does without."""
    with pool(new_db, die) as made:
        assert ask(made, new_db) < 5
        assert ready(made) == SIZE + 1
        assert made._first is None


def test_one_that_does_not_come_up_is_followed_by_another(new_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pool(new_db) as made:
        hire, tries = made._hire, iter([False, False])
        monkeypatch.setattr(made, "_hire", lambda: next(tries, None) is None and hire())
        with pytest.raises(RefusedError) as refused:
            made.run(Job(str(new_db), die, (), MEMORY), 5)
        assert refused.value.status == 507
        assert ready(made) == SIZE + 1


def test_an_answer_does_not_wait_for_the_one_before_to_be_acknowledged() -> None:
    """Else each answer but the first on a connection comes 40 ms late (Nagle's algorithm)."""
    import socket

    with (
        listening("127.0.0.1", 0) as server,
        socket.create_connection(server.getsockname()),
        server.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
