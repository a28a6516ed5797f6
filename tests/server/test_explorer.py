"""What the explorer's page reads: each address answers with what the graph holds, and writes only with the token."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

MOROCCO = "https://w3id.org/entente/id/state/ma"
TEXT = "date 2025-07\n\nLe Maroc copréside, avec la Finlande, le Forum de l'ECOSOC sur la science et la technologie."


def got(client: TestClient, path: str, **params: object) -> object:
    answer = client.get(path, params=params)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_page_and_all_it_asks_for_are_there(reading: TestClient) -> None:
    page = reading.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    sought = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.text)
    seen: set[str] = set()
    while sought:
        address = sought.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = reading.get(address)
        assert answer.status_code == 200, address
        base = address.rpartition("/")[0]
        sought += [f"{base}/{name}" for name in re.findall(r'^import .* from "\./([^"]+)";', answer.text, re.MULTILINE)]
    assert "/assets/view/canvas.js" in seen and "/assets/results.js" in seen


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_examples_offered_all_have_rows(reading: TestClient, lang: str) -> None:
    offered = got(reading, "/api/examples", lang=lang)
    assert len(offered) == 4  # type: ignore[arg-type]
    for text in offered:  # type: ignore[attr-defined]
        answer = got(reading, "/ask", q=text)
        assert answer["rows"] and not answer["warnings"], text  # type: ignore[index,call-overload]


def test_an_example_without_a_row_is_not_offered(reading: TestClient, writable: TestClient) -> None:
    usual = "Qui a signé une déclaration ?"
    assert usual in got(reading, "/api/examples")  # type: ignore[operator]
    assert got(writable, "/api/examples") == []
    assert writable.post("/api/read", params={"name": "a.txt"}, content=TEXT.encode()).status_code == 200
    offered = got(writable, "/api/examples")  # found anew: the store has changed
    assert "Qui copréside un forum ?" in offered and usual not in offered  # type: ignore[operator]
    assert all(got(writable, "/ask", q=text)["rows"] for text in offered)  # type: ignore[index,call-overload,attr-defined]


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2fapp.py", "view/../../app.py", "index.html", "nothing.js", "/etc/passwd"]
)
def test_no_other_file_can_be_had(reading: TestClient, name: str) -> None:
    assert reading.get(f"/assets/{name}").status_code == 404


def test_search_finds_by_any_name_whatever_the_accents(reading: TestClient) -> None:
    for text in ("maroc", "Morocco", "royaume du Maroc", "MAROC"):
        assert got(reading, "/api/search", q=text)[0]["iri"] == MOROCCO, text  # type: ignore[index]
    assert got(reading, "/api/search", q="zzzz") == []
    assert len(got(reading, "/api/search", q="e", limit=3)) == 3  # type: ignore[arg-type]


def test_a_card_has_its_facts_with_their_claims_in_their_articles(reading: TestClient) -> None:
    card = got(reading, "/api/entity", iri="Maroc")
    assert card["iri"] == MOROCCO and card["labels"]["en"] == "Morocco"  # type: ignore[index,call-overload]
    for fact in card["facts"]:  # type: ignore[index,call-overload]
        for claim in fact["claims"]:
            text = got(reading, "/api/article", iri=claim["article"])["text"]  # type: ignore[index,call-overload]
            assert text[claim["start"] : claim["end"]] == claim["quote"]
        break
    assert reading.get("/api/entity", params={"iri": "personne de ce nom"}).status_code == 404


def test_the_graph_around_an_entity_is_what_touches_it(reading: TestClient) -> None:
    near = got(reading, "/api/graph", around="Maroc", depth=1)
    ids = {node["id"] for node in near["nodes"]}  # type: ignore[index,call-overload]
    linked = {
        end for edge in near["edges"] for end in (edge["from"], edge["to"]) if MOROCCO in (edge["from"], edge["to"])
    }  # type: ignore[index,call-overload]
    assert ids == linked and near["centre"] == MOROCCO  # type: ignore[index,call-overload]
    assert all(node["x"] is not None for node in near["nodes"])  # type: ignore[index,call-overload]
    few = got(reading, "/api/graph", around="Maroc", depth=2, limit=5)
    assert len(few["nodes"]) == 5 and few["total"] > 5  # type: ignore[index,call-overload]
    pair = got(reading, "/api/graph", among=sorted(ids)[:2])
    assert {node["id"] for node in pair["nodes"]} == set(sorted(ids)[:2])  # type: ignore[index,call-overload]


def test_an_article_has_its_entities_and_facts_in_their_places(reading: TestClient) -> None:
    listed = got(reading, "/api/articles")
    assert listed == sorted(listed, key=lambda it: it["published"] or "", reverse=True)  # type: ignore[call-overload]
    article = got(reading, "/api/article", iri=listed[0]["iri"])  # type: ignore[index]
    text = article["text"]  # type: ignore[index,call-overload]
    assert article["facts"] and all(text[it["start"] : it["end"]] == it["quote"] for it in article["facts"])  # type: ignore[index,call-overload]
    taken: set[int] = set()
    for entity in article["entities"]:  # type: ignore[index,call-overload]
        for start, end in entity["spans"]:
            assert not taken & set(range(start, end)), "two entities at one place"
            taken |= set(range(start, end))
    assert taken
    assert reading.get("/api/article", params={"iri": MOROCCO}).status_code == 404
    name = listed[0]["name"]  # type: ignore[index]
    assert [it["name"] for it in got(reading, "/api/articles", q=name)] == [name]  # type: ignore[union-attr,index]


def test_a_fact_is_explained(reading: TestClient) -> None:
    card = got(reading, "/api/entity", iri="Maroc")
    fact = card["facts"][0]  # type: ignore[index,call-overload]
    assert got(reading, "/api/explain", fact=fact["id"])["facts"] == [fact]  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    "path",
    [
        "/api/entity?iri=%3Chttp://a b%3E",
        "/api/article?iri=x%22%3E",
        "/api/graph?around=",
        "/api/graph?depth=9",
        "/api/labels?iri=%7D",
    ],
)
def test_odd_requests_are_refused_in_one_line(reading: TestClient, path: str) -> None:
    answer = reading.get(path)
    assert answer.status_code < 500
    assert answer.status_code == 200 or "\n" not in answer.json()["detail"]


def test_a_service_that_only_reads_takes_no_text(reading: TestClient) -> None:
    assert reading.post("/api/read", content=TEXT.encode()).status_code == 403


def test_a_text_is_read_into_the_graph(writable: TestClient) -> None:
    done = writable.post("/api/read", content=TEXT.encode())
    assert done.status_code == 200, done.text
    (article,) = done.json()["articles"]
    relations = {(fact["subject"]["label"], fact["relation"]) for fact in article["facts"]}
    assert {("Maroc", "coChairs"), ("Finlande", "coChairs")} <= relations
    assert got(writable, "/api/search", q="Finlande")
    again = writable.post("/api/read", content=TEXT.encode()).json()
    assert (again["new"], again["unchanged"]) == (0, 1)
    named = {"params": {"name": "../../etc/une.txt"}, "content": TEXT.replace("Finlande", "Suède").encode()}
    assert writable.post("/api/read", **named).json()["articles"][0]["name"] == "une.txt"  # type: ignore[arg-type]
    assert writable.post("/api/read", content=TEXT.encode(), headers={"Authorization": "Bearer no"}).status_code == 401
    assert writable.post("/api/read", content=b"\x00\x01\x02", params={"name": "a.txt"}).status_code == 400


def test_a_slip_is_answered_with_what_may_be_meant(reading: TestClient) -> None:
    found = got(reading, "/api/search", q="Morroco")
    assert found[0]["iri"] == MOROCCO and found[0]["near"]  # type: ignore[index]
    assert "near" not in got(reading, "/api/search", q="Morocco")[0]  # type: ignore[index]


def test_facts_come_with_their_claims(reading: TestClient) -> None:
    one = got(reading, "/api/entity", iri=MOROCCO)["facts"][0]  # type: ignore[index]
    (found,) = got(reading, "/api/facts", iri=[one["id"]])  # type: ignore[misc]
    assert found["id"] == one["id"] and found["claims"][0]["article"] and found["claims"][0]["quote"]
    assert got(reading, "/api/facts", iri=["https://w3id.org/entente/id/engagement/0"]) == []


def test_an_article_without_a_title_is_called_by_its_first_words(reading: TestClient) -> None:
    for card in got(reading, "/api/articles"):  # type: ignore[attr-defined]
        assert card["title"] and not card["title"].endswith(".txt") and not card["title"].startswith("date ")


def test_what_is_counted_is_told_apart(reading: TestClient) -> None:
    totals = got(reading, "/api/summary")["totals"]  # type: ignore[index]
    drawn = got(reading, "/api/graph", limit=500)
    assert len(drawn["nodes"]) == drawn["total"] == totals["told"] < totals["entities"] == drawn["named"]  # type: ignore[index]
