"""Who may come in: hosts, origins, tokens, budgets; and what every answer says of itself."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kg.server.budget import Budgets
from kg.server.errors import RefusedError
from kg.server.settings import Limits, Settings

from .conftest import LIMITS, TOKEN, client

ADD = "INSERT DATA { GRAPH <http://x/g> { <http://x/s> <http://x/p> 1 } }"


@pytest.mark.parametrize("host", ["localhost", "localhost:8421", "127.0.0.1:1", "[::1]:80", "LOCALHOST"])
def test_its_own_names_are_answered(reading: TestClient, host: str) -> None:
    assert reading.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test:8421", "", "localhost:x", "0"]
)
def test_other_names_are_not(reading: TestClient, host: str) -> None:
    """A page of evil.test whose name is made to point here would else read everything."""
    answer = reading.get("/health", headers={"Host": host})
    assert answer.status_code == 421
    assert "--allow-host" in answer.json()["detail"]


def test_names_and_origins_can_be_allowed(dispatches_db: str) -> None:
    settings = Settings(hosts=("graph.test",), origins=("https://pages.test",), limits=LIMITS)
    with client(dispatches_db, settings) as service:
        asked = {"Host": "graph.test", "Origin": "https://pages.test"}
        assert service.get("/health", headers=asked).headers["access-control-allow-origin"] == "https://pages.test"
        other = service.get("/health", headers={**asked, "Origin": "https://evil.test"})
        assert "access-control-allow-origin" not in other.headers


def test_no_other_page_may_read_it(reading: TestClient) -> None:
    origin = {"Origin": "https://evil.test", "Access-Control-Request-Method": "POST"}
    for answer in (reading.get("/health", headers=origin), reading.options("/sparql", headers=origin)):
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/health", "/sparql", "/questions", "/openapi.json", "/no/such/place", "/data"])
def test_every_answer_says_how_it_may_be_used(reading: TestClient, path: str) -> None:
    headers = reading.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "server" not in headers


@pytest.mark.parametrize(
    "path", ["/no/such/place", "/assets/../../kg/cli/app.py", "/..%2f..%2fetc/passwd", "/serving", "/docs"]
)
def test_what_is_not_there_is_not_found(reading: TestClient, path: str) -> None:
    answer = reading.get(path)
    assert answer.status_code == 404
    assert answer.json()["status"] == 404 and str(Path.cwd()) not in answer.text


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"kg:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (f"Bearer {TOKEN}", 204),
        (f"bearer {TOKEN}", 204),
        (basic(TOKEN), 204),
        ("", 401),
        ("Bearer", 401),
        ("Bearer wrong", 401),
        (f"Token {TOKEN}", 401),
        (basic("wrong"), 401),
        ("Basic !!!", 401),
        ("Bearer \u00e9".encode("latin-1").decode("latin-1"), 401),
    ],
)
def test_only_the_token_writes(tmp_path: Path, authorization: str, status: int) -> None:
    settings = Settings(writable=True, token=TOKEN, plain=True, limits=LIMITS)
    with client(str(tmp_path / "db"), settings) as service:
        answer = service.post(
            "/sparql", data={"update": ADD}, headers={"Authorization": authorization.encode("latin-1")}
        )
        assert answer.status_code == status
        if status == 401:
            assert answer.headers["www-authenticate"].startswith("Bearer")
        assert service.get("/data", params={"graph": "http://x/g"}).status_code == (200 if status == 204 else 404)


def test_a_service_that_only_reads_takes_no_token(reading: TestClient) -> None:
    answer = reading.post("/sparql", data={"update": ADD}, headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 403 and "--writable" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("update", "status"),
    [
        ("INSERT DATA { <http://x/s> <http://x/p> 1 }", 409),
        ("INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }", 409),
        ("DELETE WHERE { ?s ?p ?o }", 409),
        ("DELETE { ?s ?p ?o } INSERT { GRAPH <http://x/g> { ?s ?p ?o } } WHERE { ?s ?p ?o }", 409),
        ("CLEAR DEFAULT", 409),
        ("MOVE DEFAULT TO <http://x/g>", 409),
        ("COPY <http://x/g> TO DEFAULT", 409),
        ("WITH <http://x/g> INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }", 204),
        ("INSERT DATA { GRAPH <http://x/g> { <http://x/s> <http://x/p> 3 } GRAPH <http://x/h> { } }", 204),
        ("DELETE WHERE { GRAPH <http://x/g> { ?s ?p 1 } }", 204),
        ("ADD <http://x/g> TO <http://x/h>", 204),
    ],
)
def test_what_the_union_would_lose_is_refused(writable: TestClient, update: str, status: int) -> None:
    assert writable.post("/sparql", data={"update": ADD}).status_code == 204
    assert writable.post("/sparql", data={"update": update}).status_code == status
    told = "SELECT ?s ?o { GRAPH ?g { ?s <http://x/p> ?o } }"
    shown = "SELECT ?s ?o { ?s <http://x/p> ?o }"
    rows = [writable.get("/sparql", params={"query": q}).json()["results"]["bindings"] for q in (told, shown)]
    assert {str(row) for row in rows[0]} == {str(row) for row in rows[1]}, "the union is what the graphs say"


def test_a_client_pays_for_its_time_and_others_do_not() -> None:
    now = 1000.0
    budgets = Budgets(Limits(budget=30, workers=2), clock=lambda: now)

    async def spend(client: str, seconds: float) -> None:
        nonlocal now
        async with budgets.turn(client):
            now += seconds

    async def play() -> float:
        nonlocal now
        await spend("a", 29)
        await spend("a", 100)  # below zero now, for all that came in meanwhile: what has begun is finished
        with pytest.raises(RefusedError) as refused:
            await spend("a", 1)
        assert refused.value.status == 429
        await spend("b", 1)
        assert refused.value.retry is not None
        now += refused.value.retry
        await spend("a", 1)
        return refused.value.retry

    assert asyncio.run(play()) == 75  # 34.5 s short at half a second each second, and a little in hand


def test_a_client_never_holds_every_worker_nor_every_place() -> None:
    limits = Limits(workers=2, waiting=3, patience=0.2)
    budgets = Budgets(limits)

    async def hold(client: str, until: asyncio.Event) -> int:
        try:
            async with budgets.turn(client):
                await until.wait()
                return 200
        except RefusedError as error:
            return error.status

    async def play() -> list[int]:
        until = asyncio.Event()
        greedy = [asyncio.create_task(hold("a", until)) for _ in range(5)]
        await asyncio.sleep(0.01)
        other = asyncio.create_task(hold("b", until))
        await asyncio.sleep(0.5)
        until.set()
        return [*sorted(await asyncio.gather(*greedy)), await other]

    assert asyncio.run(play()) == [200, 429, 429, 503, 503, 200]


def test_over_its_budget_a_client_is_told_when_to_come_back(dispatches_db: str) -> None:
    with client(dispatches_db, Settings(limits=replace(LIMITS, budget=0.001))) as service:
        answers = [service.get("/sparql", params={"query": "ASK {}"}) for _ in range(20)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused and int(refused[0].headers["retry-after"]) >= 1
    assert {answer.status_code for answer in answers} == {200, 429}
