"""The language model, loaded our quick way, says what it says when loaded spaCy's way."""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import spacy
import srsly

from kg.text import model, nlp
from kg.text.tokens import normalise

ROOT = Path(__file__).resolve().parents[2]
PATHS = sorted([*(ROOT / "kg" / "demo").glob("*.txt"), *(ROOT / "tests" / "corpus" / "dev").glob("*.txt")])
TEXTS = [normalise(unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))) for path in PATHS]
ODD = [
    *("", " ", "\n\n", "?!", "- - -", "l'", "aujourd'hui", "https://example.org/a?b=c#d", "a@b.fr", "🙂🙂 vice-🙂"),
    "A/78/L.49 et S/PRST/2024/1, à 3,5 % — 12 000 €",
    "Le porte-parole, l'ex-président et l'entr'aide",
    "ÉMIRATO-FRANÇAIS, Villeneuve-sur-Lot, Saint-Paul, La Chapelle-a, mi-mai, non-é, re-a, à-côté",
    "العربية et 中文, Ελλάδα-κράτος, Россия-страна",
    "e\u0301 \u00adsous-\u00adtitre",
]


@pytest.fixture(scope="module")
def spacys() -> Any:
    return spacy.load(model.MODEL, exclude=list(model.EXCLUDE))


def said(doc: Any) -> list[tuple[Any, ...]]:
    tokens = [
        (t.text, t.idx, t.whitespace_, t.pos_, str(t.morph), t.ent_type_, t.ent_iob_, t.norm_, t.shape_, t.is_space)
        for t in doc
    ]
    return [*tokens, *((e.start, e.end, e.label_) for e in doc.ents)]


@pytest.mark.parametrize("threads", ["1", "2"])  # on one, numpy multiplies; else spaCy's routine
def test_every_tag_is_the_same(spacys: Any, threads: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", threads)
    ours = model.load.__wrapped__()
    assert ours.get_pipe("tok2vec").model.ops.use_blis == (threads != "1")
    assert ours.pipe_names == spacys.pipe_names
    for text in [*TEXTS, *ODD]:
        assert said(ours(text)) == said(spacys(text))


def test_texts_read_together_read_as_they_do_alone() -> None:
    alone = [nlp.read_text(text) for text in [*TEXTS, *ODD]]
    nlp.prepare([*TEXTS, *ODD])
    assert [nlp.read_text(text) for text in [*TEXTS, *ODD]] == alone
    nlp.prepare([*ODD, *reversed(TEXTS)])
    assert [nlp.read_text(text) for text in reversed(TEXTS)] == alone[: len(TEXTS)][::-1]


def test_the_shortened_pattern_matches_the_same_words() -> None:
    """On every character there is, in the places where the pattern looks at characters; on every word of the texts."""
    pattern = srsly.msgpack_loads((model._data() / "tokenizer").read_bytes())["token_match"]
    quick = model.factored(pattern)
    assert len(quick) < len(pattern) / 10
    slow, fast = re.compile(pattern).match, re.compile(quick).match
    letters = [chr(code) for code in range(0x110000) if chr(code).isalpha() and code < 0x3000]
    words = {word for text in [*TEXTS, *ODD] for word in text.split()}
    words |= {
        form.format(letter) for letter in letters for form in ("vice-{}", "new-york{}", "burn-out{}", "{}-en-mer")
    }
    heads = re.findall(r"\(\?:\^([\w’' ]+)", pattern)
    words |= {
        f"{head}{joint}{tail}" for head, joint, tail in product(heads, "-–'’.", ("", "a", "É", "9", "a-b", "a'b"))
    }
    assert [word for word in words if bool(slow(word)) != bool(fast(word))] == []
    assert sum(bool(fast(word)) for word in words) > 1000


@pytest.mark.parametrize("pattern", ["", "a|b", "(?:^a$)|(?:^b$)", "(?iu)(?:^a$)|(?:b$)", "(?iu)(?:^a(b$)|(?:^c)$)"])
def test_a_pattern_of_another_kind_is_left_alone(pattern: str) -> None:
    assert model.factored(pattern) == pattern


def test_spacys_own_french_stays_spacys() -> None:
    model.load()
    assert type(spacy.blank("fr")).__module__ == "spacy.lang.fr"


def test_a_missing_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MODEL", "fr_core_news_none")
    with pytest.raises(OSError, match="fr_core_news_none is not installed"):
        model._data()
