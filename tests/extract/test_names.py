"""Where names begin and end, and what kind of thing they name."""

from __future__ import annotations

from pathlib import Path

import pytest
from scoring import facts_of

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


def test_an_honorific_that_ends_a_sentence_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Jean Diop a parlé, a rappelé M. Les États-Unis et le Royaume-Uni, eux, ont refusé d'y apposer leur nom."
    assert {"Jean Diop", "États-Unis", "Royaume-Uni"} <= set(labels(sentence, monkeypatch))


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Les Kényans ont rejoint les Jordaniens.", "Kenya"),
        ("Les Kényans ont rejoint les Jordaniens.", "Jordanie"),
        ("Poutine a reçu Donald Trump. Vladimir Poutine l'a salué.", "Vladimir Poutine"),
        ("Dominique de Villepin a présidé la réunion.", "Dominique de Villepin"),
        ("Riyad Mansour a signé l'accord.", "Riyad Mansour"),
    ],
)
def test_people(sentence: str, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = labels(sentence, monkeypatch)
    assert label in found and not {"Poutine", "Dominique", "Riyad"} & set(found)


def test_a_numbered_acronym_is_an_edition(tmp_path: Path) -> None:
    assert "heldIn" in {f["relation"] for f in facts_of("La COP30 s'est tenue à Belém.", "2025-12", tmp_path)}


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Le bloc sud-américain a signé l'accord.", "Mercosur"),
        ("L'accord lie les Vingt-Sept.", "Union européenne"),
        ("Le Japon a présidé le sommet. Puis l'archipel a signé l'accord.", "Japon"),
    ],
)
def test_names_of_the_press(sentence: str, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert labels(sentence, monkeypatch).count(label) == 1 + sentence.count("Japon")


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("La Chine a salué la feuille de route. Celle-ci a été signée par la France.", "feuille de route"),
        ("La réunion était présidée par André Dupont. Ce dernier a prié la Chine de signer.", "André Dupont"),
    ],
)
def test_the_latter(sentence: str, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert labels(sentence, monkeypatch).count(label) == 2


def test_counted_off(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Le Maroc a signé trois conventions. La première a été signée par Paul Biya, la deuxième par la France."
    assert {"trois conventions", "première", "deuxième"} <= set(labels(text, monkeypatch))


def test_two_heads_of_one_clause_are_two_things(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"table ronde", "forum"} <= set(labels("La table ronde s'est tenue en marge du forum.", monkeypatch))
    assert {"convention", "accord de 1991"} <= set(labels("La convention remplace l'accord de 1991.", monkeypatch))


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("La déclaration de Marienborg a été signée.", "déclaration de Marienborg"),
        ("La France a signé la charte sur les données ouvertes.", "charte sur les données ouvertes"),
        ("Une trêve de trente jours a été conclue.", "trêve de trente jours"),
        (
            "Les ministres ont adopté une stratégie commune contre le paludisme.",
            "stratégie commune contre le paludisme",
        ),
    ],
)
def test_what_belongs_to_a_text(sentence: str, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert label in labels(sentence, monkeypatch)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        # organisations named in English
        ("Le Kenya et le Lowy Institute for Public Affairs ont signé un accord.", "Lowy Institute for Public Affairs"),
        ("L'Asia Center on Adaptation et la Brand Institution ont signé un accord.", "Asia Center on Adaptation"),
        ("L'Asia Center on Adaptation et la Brand Institution ont signé un accord.", "Brand Institution"),
        ("L'University of Cape Town accueille la conférence.", "University of Cape Town"),
        ("Le ministre a salué la Bill & Ada Lowe Foundation.", "Bill & Ada Lowe Foundation"),
        ("L'Open Data Initiative for West Africa participe au forum.", "Open Data Initiative for West Africa"),
        ("Ali Kone, président de la Trade Affairs Authority, a signé l'accord.", "Trade Affairs Authority"),
        # an acronym tells how far a name goes
        (
            "Le Togo a saisi l'Agence consultative en éthique du sport (ACES).",
            "Agence consultative en éthique du sport",
        ),
    ],
)
def test_organisations_in_full(sentence: str, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert label in labels(sentence, monkeypatch)


@pytest.mark.parametrize(
    ("sentence", "label", "others"),
    [
        ("Le sommet mondial sur les océans (Global Ocean Summit) s'est ouvert.", "sommet mondial sur les océans", {"Global Ocean Summit"}),
        ("L'Institut de recherche en droit – IRD et le Togo ont signé.", "Institut de recherche en droit", {"IRD"}),
        ("Le Centre d'études sur la paix (CEP / en anglais Peace Study Centre, PSC) a signé.", "Centre d'études sur la paix", {"CEP", "PSC", "Peace Study Centre"}),
        ("Le Lowy Institute for Public Affairs (LIPA) a signé. Le LIPA recrute.", "Lowy Institute for Public Affairs", {"LIPA"}),
    ],
)  # fmt: skip
def test_other_names_beside_a_name(
    sentence: str, label: str, others: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = set(labels(sentence, monkeypatch))
    assert label in found and not others & found


def test_an_acronym_is_of_the_name_it_spells(tmp_path: Path) -> None:
    text = "Le 4e Sommet du Partenariat pour un gouvernement ouvert (PGO) s'est tenu à Lomé. Le Togo préside le PGO."
    facts = facts_of(text, "2025-12", tmp_path)
    assert any(f["relation"] == "chairs" and f["object"]["label"].startswith("Partenariat") for f in facts)


def test_a_numbered_edition_is_of_the_series_that_the_registry_knows() -> None:
    text = "La charte a été signée à Conakry, en clôture du septième Transform Africa Summit."
    series = [f.object.id for f in reader.read(Document(text, date="2025-11")).facts if f.relation == "editionOf"]
    assert series == ["series/transform-africa"]
