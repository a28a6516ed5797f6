"""Where names begin and end, and what kind of thing they name."""

from __future__ import annotations

import pytest

from kg.extract import reader
from kg.extract.nodes import Node
from kg.model import Document


def labels(sentence: str, monkeypatch: pytest.MonkeyPatch, date: str = "2025-07-01") -> list[str]:
    """The labels of every mention of a text, inner ones included."""
    scenes: list[reader.Scene] = []
    made = reader.Scene

    def keep(*args: object, **kwargs: object) -> reader.Scene:
        scenes.append(made(*args, **kwargs))  # type: ignore[arg-type]
        return scenes[-1]

    monkeypatch.setattr(reader, "Scene", keep)
    reader.read(Document(sentence, date=date))
    mentions = [m for s in scenes for outer in s.mentions for m in (outer, *outer.inner)]
    return [m.node.label for m in mentions if isinstance(m.node, Node)]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Le Maroc a signé trois conventions de prêt d'une valeur de 4 millions d'euros.", "trois conventions de prêt"),
        ("Il a paraphé avec l'OMC un accord-cadre répartissant les tâches.", "accord-cadre"),
        ("Le Togo a signé une lettre d'intention prévoyant le transfert de navires.", "lettre d'intention"),
        ("La Serbie a signé un mémorandum d'entente relatif au tourisme.", "mémorandum d'entente relatif au tourisme"),
        ("Un fonds de 11 milliards de dirhams sera créé.", "fonds"),
        (
            "Londres accueille la réunion de la « coalition des volontaires ».",
            "réunion de la coalition des volontaires",
        ),
        ("Le projet est financé par la fondation Rockefeller.", "fondation Rockefeller"),
        ("Malabo accueille le Conseil des ministres de l'OHADA.", "Conseil des ministres de l'OHADA"),
        ("Le Mali a quitté la Cédéao.", "Communauté économique des États de l'Afrique de l'Ouest"),
    ],
)
def test_a_name_ends_where_it_should(sentence: str, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert label in labels(sentence, monkeypatch)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Le Sénégal brigue l'organisation du Forum mondial de l'eau.", "organisation du Forum mondial de l'eau"),
        ("Au cours d'un vote, l'Assemblée a tranché.", "cours d'un vote"),
        ("Partis de la Cédéao, les trois États ont créé une force.", "Partis de la Cédéao"),
    ],
)
def test_what_is_no_name(sentence: str, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert label not in labels(sentence, monkeypatch)
