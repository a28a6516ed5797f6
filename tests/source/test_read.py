"""Every way in, and every reason to refuse."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Document
from kg.source import read

DISPATCH = """date 2025-03 Partager Facebook

Lomé – Le Togo et le Ghana ont signé jeudi à Lomé un accord sur les données, a annoncé la ministre du Numérique.
« Nous irons plus loin l'été prochain », a-t-elle déclaré devant la presse.
"""


def documents(source: object, **options: str) -> list[Document]:
    found = list(read(str(source), **options))
    errors = [str(item) for item in found if isinstance(item, SourceError)]
    assert not errors
    return [item for item in found if isinstance(item, Document)]


def refusal(source: object, **options: str) -> str:
    """The only thing `source` gives: one error, in one line, that names it."""
    (found,) = read(str(source), **options)
    assert isinstance(found, SourceError), found
    assert found.exit_code == 2
    message = str(found)
    assert "\n" not in message
    return message


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")


def test_a_text_file_keeps_its_text_and_gives_its_date(tmp_path: Path) -> None:
    path = tmp_path / "togo.txt"
    path.write_text(DISPATCH, encoding="utf-8")
    (document,) = documents(path)
    assert document.text == DISPATCH
    assert (document.name, document.date, document.lang) == ("togo.txt", "2025-03", "fr")


def test_the_given_date_wins(tmp_path: Path) -> None:
    path = tmp_path / "togo.txt"
    path.write_text(DISPATCH, encoding="utf-8")
    assert documents(path, date="2024-12-31")[0].date == "2024-12-31"


@pytest.mark.parametrize("date", ["juillet 2025", "2025-13", "2025-02-30", "25-07", "2025-7", "2025-07-02T00:00"])
def test_a_date_that_is_none_is_refused(tmp_path: Path, date: str) -> None:
    with pytest.raises(SourceError, match="not a date"):
        list(read(str(tmp_path), date=date))


def test_a_folder_is_walked_in_order_and_its_other_files_left_out(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.md", "b/c.txt", "picture.png", ".hidden.txt"):
        (tmp_path / name).write_text(DISPATCH, encoding="utf-8")
    assert [d.name for d in documents(tmp_path)] == ["a.md", "b/c.txt", "z.txt"]


def test_a_pattern_is_expanded(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt", "3.md"):
        (tmp_path / name).write_text(DISPATCH, encoding="utf-8")
    assert [d.name for d in documents(tmp_path / "*.txt")] == ["1.txt", "2.txt"]
    assert "no file matches" in refusal(tmp_path / "*.text")


def test_a_bad_file_in_a_folder_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(DISPATCH, encoding="utf-8")
    (tmp_path / "2.txt").write_text("", encoding="utf-8")
    (tmp_path / "3.txt").write_text(DISPATCH, encoding="utf-8")
    kinds = [type(item).__name__ for item in read(str(tmp_path))]
    assert kinds == ["Document", "SourceError", "Document"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DISPATCH.encode())))
    (document,) = documents("-")
    assert (document.name, document.date) == ("stdin", "2025-03")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_usual_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "togo.txt"
    path.write_bytes(DISPATCH.encode(encoding))
    assert documents(path)[0].text == DISPATCH


def test_line_ends_do_not_make_another_article(tmp_path: Path) -> None:
    (tmp_path / "unix.txt").write_bytes(DISPATCH.encode())
    (tmp_path / "windows.txt").write_bytes(DISPATCH.replace("\n", "\r\n").encode())
    first, second = documents(tmp_path)
    assert first.key == second.key


def test_front_matter_gives_the_metadata_and_is_not_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "togo.md"
    header = "---\ntitle: Un accord à Lomé\ndate: 2025-03-06\nurl: https://example.org/lome\n---\n"
    path.write_text(header + DISPATCH, encoding="utf-8")
    (document,) = documents(path)
    assert document.text == DISPATCH
    assert (document.title, document.date) == ("Un accord à Lomé", "2025-03-06")
    assert document.url == "https://example.org/lome"


PAGE = """<!doctype html><html lang="fr"><head><title>Un accord à Lomé | Agence</title>
<meta property="og:title" content="Un accord à Lomé"><meta property="og:site_name" content="Agence d'essai">
<meta property="article:published_time" content="2025-03-06T10:00:00+00:00">
<link rel="canonical" href="https://example.org/lome"></head>
<body><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav><article><h1>Un accord à Lomé</h1>
<p>Le Togo et le Ghana ont signé jeudi à Lomé un accord sur les données, a annoncé la ministre du Numérique.</p>
<p>Les deux pays veulent aussi former des ingénieurs et ouvrir un centre commun dans la capitale du Togo avant la fin de
l'année, selon le texte remis à la presse à l'issue de la cérémonie.</p></article>
<footer>© 1999 Agence d'essai</footer></body></html>"""


def test_a_saved_page_gives_its_article_and_metadata(tmp_path: Path) -> None:
    path = tmp_path / "lome.html"
    path.write_text(PAGE, encoding="utf-8")
    (document,) = documents(path)
    assert "Le Togo et le Ghana ont signé jeudi" in document.text
    assert "Sport" not in document.text and "1999" not in document.text
    assert (document.title, document.date) == ("Un accord à Lomé", "2025-03-06")
    assert (document.url, document.outlet) == ("https://example.org/lome", "Agence d'essai")


def test_a_page_without_a_date_gets_none_from_its_copyright_line(tmp_path: Path) -> None:
    path = tmp_path / "lome.html"
    path.write_text(PAGE.replace("article:published_time", "nothing"), encoding="utf-8")
    assert documents(path)[0].date is None


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<!doctype html><html><body></body></html>", encoding="utf-8")
    assert "no article was found" in refusal(path)


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    rows = [
        {"text": DISPATCH, "url": "https://example.org/1", "title": "Lomé", "date": "2025-03-06", "lang": "fr"},
        {"text": DISPATCH},
        {"text": "The two countries signed an agreement on data in the capital, the minister said.", "lang": "fr"},
        {"text": DISPATCH, "lang": "en"},
        {"title": "no text"},
        {"text": DISPATCH, "date": "hier"},
    ]
    lines = [json.dumps(row) for row in rows] + ["", "{not json"]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(read(str(path)))
    first, second = found[:2]
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.name, first.date, first.title) == ("news.jsonl#1", "2025-03-06", "Lomé")
    assert (second.name, second.date, second.url) == ("news.jsonl#2", "2025-03", None)
    refused = [str(item) for item in found[2:]]
    assert [line.split(":")[0] for line in refused] == [f"news.jsonl#{n}" for n in (3, 4, 5, 6, 8)]
    assert all(isinstance(item, SourceError) for item in found[2:])


def test_an_endless_line_is_refused_without_filling_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(b'{"text": "' + b"le " * 3_000_000 + b'"}\n' + json.dumps({"text": DISPATCH}).encode())
    first, second = read(str(path))
    assert isinstance(first, SourceError) and "larger than 5 MB" in str(first)
    assert isinstance(second, Document)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no text"),
        (b" \n\t \r\n", "no text"),
        ("\ufeff \n".encode(), "no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "binary"),
        (bytes(range(1, 32)) * 40 + DISPATCH.encode(), "binary"),
        (DISPATCH.encode() * 40_000, "larger than 5 MB"),
        (DISPATCH.encode() + b"\xff\xfe\x81\x8d", "encoding"),
        ("Россия и Китай подписали соглашение".encode("cp1251"), "encoding"),
        (DISPATCH.encode().decode("cp1252", "ignore").encode(), "accents are damaged"),
        (b"The ambassador said on Wednesday that Morocco is one of the leaders in the field of AI.", "French"),
        ("El embajador declaró el miércoles que Marruecos es uno de los países que participan.".encode(), "French"),
        ("أعلن السفير يوم الأربعاء أن المغرب من الدول الرائدة في مجال الذكاء الاصطناعي".encode(), "French"),
        (b"Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut.", "French"),
        (b"import os\nfor name in os.listdir('.'):\n    print(name)\nx = {'a': [1, 2], 'b': (3, 4)}\n", "French"),
        (b"12345 67890 3,14\n42\n", "French"),
    ],
)
def test_what_is_not_an_article_is_refused_in_one_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    message = refusal(path)
    assert reason in message and "bad.txt" in message


def test_what_is_not_there_or_not_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(b"PK")
    (tmp_path / "empty").mkdir()
    assert "no such file" in refusal(tmp_path / "missing.txt")
    assert "no such file" in refusal(tmp_path / "missing.docx")
    assert "convert it to text" in refusal(tmp_path / "paper.docx")
    assert "no readable file" in refusal(tmp_path / "empty")
    assert "save the page" in refusal("https://example.org/article")
    assert "is not read" in refusal(_written(tmp_path / "a.txt"), lang="en")


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _written(tmp_path / "a.txt")

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, whom no mode stops
    assert "Permission denied" in refusal(path)


def test_pages_with_broken_markup_or_a_wrong_charset(tmp_path: Path) -> None:
    path = tmp_path / "lome.html"
    for broken in (PAGE[:-40], PAGE.replace("</p>", ""), PAGE.replace("</head>", ""), PAGE.replace('"fr">', '"fr>', 1)):
        path.write_text(broken, encoding="utf-8")
        assert "Le Togo et le Ghana ont signé jeudi" in documents(path)[0].text
    for declared, written in (("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("nonsense", "utf-8")):
        path.write_bytes(PAGE.replace("<head>", f'<head><meta charset="{declared}">').encode(written))
        assert "Le Togo et le Ghana ont signé jeudi" in documents(path)[0].text


def test_hostile_pages_end_and_open_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    path = tmp_path / "page.html"
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    pages = (
        PAGE.replace("<p>", "<div>" * 5000 + "<p>"),
        PAGE.replace("<p>", "<!--" * 5000 + "<p>"),
        PAGE.replace("<!doctype html>", f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]>').replace("un accord", "&l9;"),
        PAGE.replace("<!doctype html>", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>').replace(
            "1999", "&x;"
        ),
        PAGE.replace("<p>", '<iframe src="http://127.0.0.1/"></iframe><script>while(1);</script><p>'),
    )
    for page in pages:
        path.write_text(page, encoding="utf-8")
        (found,) = read(str(path))
        text = str(found) if isinstance(found, SourceError) else found.text
        assert len(text) < 10_000 and "root:" not in text and "while(1)" not in text


def test_front_matter_that_grows_when_read(tmp_path: Path) -> None:
    """References to references: a kilobyte that would be a gigabyte once written out."""
    rows = ["a0: &a0 [ha, ha]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    path = tmp_path / "laughs.md"
    path.write_text("---\ntitle: Lomé\n" + "\n".join([*rows, "url: *a9"]) + f"\n---\n{DISPATCH}", encoding="utf-8")
    (document,) = documents(path)
    assert (document.title, document.url, document.text) == ("Lomé", None, DISPATCH)
    path.write_text(f"---\ntitle: !!python/object/apply:os.getcwd []\n---\n{DISPATCH}", encoding="utf-8")
    assert documents(path)[0].title is None


def test_hostile_lines_are_refused_each_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = [
        "[" * 100_000,
        '{"text": ' * 50_000,
        '{"text": "Le Togo \\ud83d signe un accord avec le Ghana."}',
        '{"text": "Le Togo signe", "n": ' + "9" * 10_000 + "}",
        '{"text": ["Le Togo"]}',
        '{"text": null}',
        "null",
        json.dumps({"text": DISPATCH, "url": 3}),
        json.dumps({"text": DISPATCH}),
        json.dumps({"text": DISPATCH}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    *refused, first, second = read(str(path))
    assert [str(error).split(":")[0] for error in refused] == [f"news.jsonl#{n}" for n in range(1, 9)]
    assert all("\n" not in str(error) for error in refused)
    assert isinstance(first, Document) and isinstance(second, Document) and first.key == second.key


@pytest.mark.parametrize(
    "sentence",
    [
        "Le Maroc copréside le Groupe des Amis.",
        "Le Rwanda abritera le sommet.",
        "Paul Kagame a rencontré Emmanuel Macron à Kigali.",
        "L'Assemblée générale adopte par consensus la résolution A/78/L.49.",
    ],
)
def test_one_french_sentence_is_enough(tmp_path: Path, sentence: str) -> None:
    path = tmp_path / "short.txt"
    path.write_text(sentence, encoding="utf-8")
    assert documents(path)[0].text == sentence


def _written(path: Path) -> Path:
    path.write_text(DISPATCH, encoding="utf-8")
    return path
