"""RSS and Atom in: an entry is an article; nothing outside the file is read."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Document
from kg.source import read
from kg.source.feeds import plain

ITEM = """<item><title>Un accord à Lomé</title><link>https://example.org/lome</link>
<guid isPermaLink="false">a-1</guid><pubDate>Wed, 02 Jul 2025 23:30:00 -0500</pubDate>
<description>&lt;p&gt;Le Togo et le Ghana ont signé &lt;b&gt;mercredi&lt;/b&gt; à Lomé un accord.&lt;/p&gt;
&lt;p&gt;Les deux pays formeront des ingénieurs.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>"""
TEXT = "Le Togo et le Ghana ont signé mercredi à Lomé un accord.\n\nLes deux pays formeront des ingénieurs."
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Agence d'essai</title><id>urn:feed</id>
<entry><title type="html">Un accord &amp;agrave; Lomé</title><link rel="alternate" href="https://example.org/lome"/>
<id>urn:a-1</id><updated>2025-07-04T01:00:00Z</updated><published>2025-07-02T23:30:00-05:00</published>
<summary>Le Togo et le Ghana ont signé un accord.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Le Togo et le Ghana ont signé <b>mercredi</b> à Lomé
un accord.</p><p>Les deux pays formeront des ingénieurs.</p></div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>Agence d'essai</title>
</channel><item rdf:about="https://example.org/lome"><title>Un accord à Lomé</title>
<link>https://example.org/lome</link><dc:date>2025-07-02T23:30:00-05:00</dc:date>
<description>Le Togo et le Ghana ont signé mercredi à Lomé un accord.&lt;br/&gt;Les deux pays formeront des ingénieurs.
</description></item></rdf:RDF>"""


def rss(*items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f"{head}<rss version='2.0'><channel><title>Agence d'essai</title>{''.join(items)}</channel></rss>"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """In English, and without a network: a feed that makes anybody open a connection fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setenv("KG_LANG", "en")
    monkeypatch.setattr(socket.socket, "connect", refuse)


def found(folder: Path, content: str | bytes, name: str = "fil.xml") -> list[Document | SourceError]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(str(path)))


def documents(folder: Path, content: str | bytes, name: str = "fil.xml") -> list[Document]:
    items = found(folder, content, name)
    assert all(isinstance(item, Document) for item in items), items
    return [item for item in items if isinstance(item, Document)]


def refusal(folder: Path, content: str | bytes) -> str:
    (item,) = found(folder, content)
    assert isinstance(item, SourceError), item
    assert "\n" not in str(item) and "fil.xml" in str(item)
    return str(item)


@pytest.mark.parametrize("feed", [rss(ITEM), ATOM, RDF], ids=["RSS 2.0", "Atom", "RSS 1.0"])
@pytest.mark.parametrize("name", ["fil.xml", "fil.rss", "fil.atom", "fil", "fil.txt"])
def test_an_entry_is_an_article(tmp_path: Path, feed: str, name: str) -> None:
    (document,) = documents(tmp_path, feed, name)
    assert document.text == TEXT
    assert (document.title, document.outlet) == ("Un accord à Lomé", "Agence d'essai")
    assert document.url == document.name == "https://example.org/lome"
    assert document.date == "2025-07-02", "the day it was where the article appeared"


def test_an_entry_with_a_title_only_is_that_sentence(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, rss("<item><title>Le Togo accueillera le sommet de la CEDEAO</title></item>"))
    assert document.text == "Le Togo accueillera le sommet de la CEDEAO"
    assert document.url is None and document.date is None and document.name.startswith("fil.xml#")


def test_the_fullest_text_is_taken(tmp_path: Path) -> None:
    full = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    item = ITEM.replace("<item>", f"<item><content:encoded {full}>Le Togo a signé. {TEXT}</content:encoded>")
    (document,) = documents(tmp_path, rss(item))
    assert document.text.startswith("Le Togo a signé. Le Togo et le Ghana")


def test_an_entry_given_twice_comes_once(tmp_path: Path) -> None:
    other = ITEM.replace("a-1", "a-2").replace("/lome", "/accra")
    assert len(documents(tmp_path, rss(ITEM, other, ITEM))) == 2
    bare = "<item><title>Le Togo signe un accord avec le Ghana</title></item>"
    assert len(documents(tmp_path, rss(bare, bare))) == 1


def test_a_link_that_entries_share_is_nobodys_address(tmp_path: Path) -> None:
    first, second = documents(tmp_path, rss(ITEM, ITEM.replace("a-1", "a-2").replace("Le Togo", "Le Bénin")))
    assert first.url is second.url is None
    assert (first.name, second.name) == ("fil.xml#a-1", "fil.xml#a-2")
    assert first.origin != second.origin


def test_a_link_that_leads_elsewhere_than_the_web_is_no_address(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, rss(ITEM.replace("https://example.org/lome", "javascript:alert(1)")))
    assert document.url is None and document.name == "fil.xml#a-1"


def test_an_entry_that_is_not_french_does_not_cost_the_others(tmp_path: Path) -> None:
    english = "<item><title>The two countries will sign an agreement on the data</title></item>"
    error, document = found(tmp_path, rss(english, ITEM))
    assert isinstance(error, SourceError) and "French" in str(error) and "fil.xml#" in str(error)
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("iso-8859-15", "iso-8859-15"),
        ("x-none", "utf-8"),
    ],
)
def test_a_wrong_charset_does_not_damage_the_text(tmp_path: Path, declared: str, written: str) -> None:
    feed = rss(ITEM.replace("un accord.", "un accord à cœur."), head=f'<?xml version="1.0" encoding="{declared}"?>')
    (document,) = documents(tmp_path, feed.encode(written))
    assert "mercredi à Lomé un accord à cœur." in document.text


@pytest.mark.parametrize(
    "broken",
    [
        rss(ITEM).replace("</channel></rss>", ""),
        rss(ITEM.replace("</guid>", "")),
        rss(ITEM.replace("<guid", "<p>Suite<br><guid")),
        rss(ITEM.replace("un accord.", "un accord &nbsp;; R&D & Cie.")),
    ],
)
def test_broken_markup_is_read_as_far_as_it_goes(tmp_path: Path, broken: str) -> None:
    (document,) = documents(tmp_path, broken)
    assert "Le Togo et le Ghana ont signé mercredi" in document.text


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no text"),
        ("   \n", "no text"),
        (rss(), "no text"),
        (rss("<item></item>"), "no text"),
        ("<note><to>Le ministre</to><body>Le Togo signe un accord.</body></note>", "no RSS or Atom feed"),
        ("Le Togo et le Ghana ont signé mercredi à Lomé un accord.", "no RSS or Atom feed"),
        ("<rss><channel><a " + "b='c' " * 50_000, "no RSS or Atom feed"),
        ("<rss><channel>" + "<a>" * 200_000, "no RSS or Atom feed"),
        (rss(ITEM, head=f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>').replace("un accord", "&l9;"), "entities"),
        (
            rss(ITEM, head='<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>').replace("un accord", "&x;"),
            "entities",
        ),
        (rss(ITEM, head='<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>'), "entities"),
        (b"\x89PNG\r\n\x1a\n\x00\x00" + bytes(range(256)), "binary"),
        (rss("<item>" + "le " * 1_800_000 + "</item>"), "larger than 5 MB"),
    ],
)
def test_what_is_no_feed_is_refused_in_one_line(tmp_path: Path, content: str | bytes, reason: str) -> None:
    assert reason in refusal(tmp_path, content)


def test_what_a_feed_points_at_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Le mot de passe est dans le coffre de la ministre.", encoding="utf-8")
    head = '<?xml-stylesheet href="http://127.0.0.1/x.xsl"?><!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">'
    item = ITEM.replace("</item>", "<enclosure url='http://127.0.0.1/a.mp3'/><source url='http://127.0.0.1/'/></item>")
    (document,) = documents(tmp_path, rss(item, head=head))
    assert document.text == TEXT
    assert "no RSS or Atom feed" in refusal(tmp_path, str(tmp_path / "secret.txt")), "its content is no path either"
    assert "no RSS or Atom feed" in refusal(tmp_path, "https://example.org/fil.xml")


@pytest.mark.parametrize("markup", ["<p>" * 50_000, "<" * 50_000, "<!--" * 20_000, "&#" * 50_000, "<a b='" * 20_000])
def test_hostile_fragments_end(markup: str) -> None:
    assert len(plain(f"<p>Le Togo</p>{markup}")) <= len(markup) + 20
