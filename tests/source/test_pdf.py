"""PDF in: running text out of lines, what the file says of itself, and every reason to refuse."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pdfs
import pytest

from kg.errors import SourceError
from kg.model import Document
from kg.source import read
from kg.source.mend import flow

LINES = [
    "Un sommet sur l'eau se prépare à Dakar",
    "Le Sénégal accueillera en septembre un sommet sur l'eau, a annoncé mercredi le mi-",
    "nistre de l'Hydraulique. Les délégations franco-",
    "sénégalaises se réuniront d'abord à Saint-",
    "Louis. « Nous irons plus loin », a-t-",
    "il déclaré devant la presse, avant de rappeler que la coopération, celle-",
    "ci comme les autres, suppose des moyens que les pays riverains du fleuve pro-",
    "mettent.",
    "La Mauritanie et le Mali rejoindront l'initiative.",
    "Les trois pays signeront un accord sur les données du bassin, dont le texte est prêt",
    "depuis l'été.",
]
TEXT = """Un sommet sur l'eau se prépare à Dakar
Le Sénégal accueillera en septembre un sommet sur l'eau, a annoncé mercredi le ministre de l'Hydraulique. \
Les délégations franco-sénégalaises se réuniront d'abord à Saint-Louis. « Nous irons plus loin », a-t-il déclaré \
devant la presse, avant de rappeler que la coopération, celle-ci comme les autres, suppose des moyens que les pays \
riverains du fleuve promettent.
La Mauritanie et le Mali rejoindront l'initiative.
Les trois pays signeront un accord sur les données du bassin, dont le texte est prêt depuis l'été."""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")


def document(folder: Path, data: bytes) -> Document:
    path = folder / "article.pdf"
    path.write_bytes(data)
    (found,) = read(str(path))
    assert isinstance(found, Document), found
    return found


def refusal(folder: Path, data: bytes) -> str:
    path = folder / "article.pdf"
    path.write_bytes(data)
    (found,) = read(str(path))
    assert isinstance(found, SourceError), found
    assert "\n" not in str(found) and "article.pdf" in str(found)
    return str(found)


def test_lines_become_paragraphs_and_cut_words_whole(tmp_path: Path) -> None:
    assert document(tmp_path, pdfs.pdf(LINES)).text == TEXT


def test_a_paragraph_goes_on_over_the_page_between_page_numbers_and_headers(tmp_path: Path) -> None:
    pages = [
        ["Agence d'essai - dépêche 12", *LINES[:4], "1"],
        ["Agence d'essai - dépêche 12", *LINES[4:6], "Page 2/3"],
        ["Agence d'essai - dépêche 12", *LINES[6:], "- 3 -"],
    ]
    assert document(tmp_path, pdfs.pdf(*pages)).text == TEXT


def test_a_document_decides_about_its_own_hyphens() -> None:
    """A word seen whole elsewhere is joined, one seen with its hyphen keeps it, a soft hyphen always goes."""
    assert flow([["Le porte-", "parole et la porte-parole ; la non-", "ingérence, ou noningérence"]]) == (
        "Le porte-parole et la porte-parole ; la noningérence, ou noningérence"
    )
    assert flow([["La coopé\u00ad", "ration"]]) == "La coopération"


def test_what_the_file_says_of_itself(tmp_path: Path) -> None:
    info = "/Title (Un sommet sur l'eau) /CreationDate (D:20250702101500+02'00')"
    found = document(tmp_path, pdfs.pdf(LINES, info=info))
    assert (found.name, found.title, found.date) == ("article.pdf", "Un sommet sur l'eau", "2025-07-02")
    header = ["Dakar, 3 juillet 2025 - Le ministre a parlé.", *LINES]
    assert document(tmp_path, pdfs.pdf(header, info=info)).date == "2025-07-03", "the text knows better than the file"


@pytest.mark.parametrize("title", ["", "untitled", "Microsoft Word - note du 3.doc", "Document1", "a b.indd", "Note"])
@pytest.mark.parametrize("made", ["", "D:19700101000000", "D:20251345", "hier"])
def test_what_no_author_wrote_is_left_out(tmp_path: Path, title: str, made: str) -> None:
    found = document(tmp_path, pdfs.pdf(LINES, info=f"/Title ({title}) /CreationDate ({made})"))
    assert (found.title, found.date) == (None, None)


def test_a_file_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    assert document(tmp_path, pdfs.locked(pdfs.pdf(LINES), "")).text == TEXT


def test_standard_input_and_a_file_without_suffix(tmp_path: Path) -> None:
    path = tmp_path / "article"
    path.write_bytes(pdfs.pdf(LINES))
    (found,) = read(str(path))
    assert isinstance(found, Document) and found.text == TEXT
    code = "from kg.source import read; (d,) = read('-'); print(d.name, len(d.text))"
    done = subprocess.run([sys.executable, "-c", code], input=path.read_bytes(), capture_output=True, check=True)
    assert done.stdout.decode().split() == ["stdin", str(len(TEXT))]
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no text"),
        (b"%PDF-1.7", "damaged"),
        (pdfs.pdf(LINES)[:400], "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
        (b"Not a PDF at all, whatever its name says.", "damaged"),
        (pdfs.pdf([], []), "pictures"),
        (pdfs.made([b"q 595 0 0 842 0 0 cm /Im0 Do Q"]), "pictures"),
        (pdfs.pdf(), "no text"),
        (pdfs.locked(pdfs.pdf(LINES), "secret"), "password"),
        (pdfs.pdf(["The minister said on Wednesday that the two countries will sign an agreement."]), "French"),
        (pdfs.bomb(60_000_000), "too big"),
        (pdfs.pdf(*([["Le Togo."]] * 201)), "200 pages"),
        (b"%PDF-1.7\n" + b" " * 21_000_000, "larger than 20 MB"),
        (pdfs.made([b"[" * 50_000 + b"] TJ"]), "damaged|pictures"),
        (pdfs.made([b"BT /F 11 Tf (Le Togo) Tj ET\n" * 120_000] * 8), "too big"),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(tmp_path: Path, data: bytes, reason: str) -> None:
    message = refusal(tmp_path, data)
    assert any(word in message for word in reason.split("|")), message


def test_a_page_tree_that_bites_its_tail(tmp_path: Path) -> None:
    data = pdfs.pdf(LINES).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    assert "article.pdf" in refusal(tmp_path, data)


def test_scripts_and_attachments_are_left_alone(tmp_path: Path) -> None:
    catalog = (
        "/OpenAction << /S /JavaScript /JS (app.launchURL\\('https://example.org'\\);) >> "
        "/AA << /WC << /S /Launch /F (calc.exe) >> >>"
    )
    assert document(tmp_path, pdfs.pdf(LINES, catalog=catalog)).text == TEXT
