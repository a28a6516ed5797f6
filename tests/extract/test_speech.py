"""Reported speech: who speaks, and the words said."""

from __future__ import annotations

import pytest

from kg.extract import read
from kg.model import Document


def _said(text: str) -> list[tuple[str, str]]:
    facts = read(Document(text, date="2026-02-10")).facts
    return [(f.subject.label, f.object.text) for f in facts if f.relation == "says" and hasattr(f.object, "text")]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "« Nous sommes prêts à signer », s'est félicité jeudi Karim Benali.",
            "Karim Benali",
            "Nous sommes prêts à signer",
        ),
        (
            "« Préparer le monde à la paix » : ainsi Karim Benali a-t-il résumé sa mission.",
            "Karim Benali",
            "Préparer le monde à la paix",
        ),
        (
            "Karim Benali a parlé. Le Niger compte présenter un texte, a-t-il fait savoir, expliquant que cela honore Niamey.",
            "Karim Benali",
            "cela honore Niamey",
        ),
        (
            "Bien au contraire, a rappelé Karim Benali, le Maroc reste le premier partenaire de la Banque (BAD).",
            "Karim Benali",
            "Bien au contraire, le Maroc reste le premier partenaire de la Banque (BAD)",
        ),
        (
            "Le Maroc, a rappelé Karim Benali, reste le premier partenaire de la Banque.",
            "Karim Benali",
            "Le Maroc reste le premier partenaire de la Banque",
        ),
        ("Karim Benali s'est félicité des résultats obtenus.", "Karim Benali", "s'est félicité des résultats obtenus"),
        ("Karim Benali voit dans le texte un tournant.", "Karim Benali", "voit dans le texte un tournant"),
        ("Karim Benali se dit prêt à négocier avec eux.", "Karim Benali", "prêt à négocier avec eux"),
        ("Karim Benali a dit vouloir signer le texte.", "Karim Benali", "vouloir signer le texte"),
        ("Le texte sera adopté lundi, selon Karim Benali.", "Karim Benali", "Le texte sera adopté lundi"),
        (
            "D'après Karim Benali, le dialogue avance bien.",
            "Karim Benali",
            "le dialogue avance bien",
        ),
        (
            "Le Canada y a versé, selon Karim Benali, 63 millions de dollars.",
            "Karim Benali",
            "Le Canada y a versé 63 millions de dollars",
        ),
        (
            "Karim Benali, pour qui ces griefs sont sans fondement, a quitté la salle.",
            "Karim Benali",
            "ces griefs sont sans fondement",
        ),
    ],
)
def test_said(text: str, speaker: str, words: str) -> None:
    assert (speaker, words) in _said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Karim Benali a exhorté le groupe.",
        "Après Karim Benali, le président a parlé.",
        "Karim Benali n'a pas plaidé pour une trêve.",
        "La France a soumis une résolution que le Conseil a votée.",
    ],
)
def test_nothing_said(text: str) -> None:
    assert not [w for s, w in _said(text) if s == "Karim Benali"]


def test_the_one_who_speaks_carries_the_facts() -> None:
    text = "Karim Benali a annoncé que le Maroc accueillera le sommet en 2027."
    facts = [f for f in read(Document(text, date="2026-02-10")).facts if f.relation == "hosts"]
    assert facts and all(f.speaker is not None and f.speaker.label == "Karim Benali" for f in facts)


def test_a_relative_after_a_name_is_not_the_tag() -> None:
    text = "Karim Benali, qui a remercié le Royaume de son aide, a accusé l'Assemblée de violer la Charte."
    assert ("Karim Benali", "a accusé l'Assemblée de violer la Charte") in _said(text)


def test_the_setting_of_a_speech_may_name_the_place_before_the_day() -> None:
    text = (
        "Omar Benali, ministre des Affaires étrangères, a ouvert la réunion. Devant ses pairs, le ministre des Affaires "
        "étrangères, Nasser Bourita, a appelé l'Afrique à se doter d'un leadership uni. Ils sont convenus qu'une "
        "commission mixte siégerait à Paris en 2022. Bob Rae a désigné les deux diplomates à la coprésidence de ce "
        "rendez-vous."
    )
    quotes = [fact.evidence.quote for fact in read(Document(text)).facts if fact.rule.startswith("setting")]
    assert quotes == ["Paris en 2022"] * 2


def _speakers(text: str) -> dict[tuple[str, str], str | None]:
    """(subject, relation) of every fact that is no statement, and who says it."""
    facts = [f for f in read(Document(text, date="2026-02-10")).facts if f.relation != "says"]
    return {(f.subject.label, f.relation): f.speaker.label if f.speaker else None for f in facts}


@pytest.mark.parametrize(
    ("text", "fact", "speaker"),
    [
        # what goes on after the comma that closes a tag is said, even by a verb that may tell of saying
        (
            "M. Paul Ndong a parlé. Le Gabon, a-t-il ajouté, souhaite accueillir en 2027 le Forum des forêts.",
            ("Forum des forêts", "date"),
            "Paul Ndong",
        ),
        (
            "Le Togo a signé l'accord de Lomé, indique un communiqué du ministère de la Santé. Il vise, précise la même source, le plan de santé lancé en 2024 par le Bénin.",
            ("Bénin", "launches"),
            "ministère de la Santé",
        ),
        # a communiqué goes on speaking for who issued it, after others have spoken
        (
            "Le Togo a signé l'accord de Lomé, indique un communiqué du ministère de la Santé. Paul Ndong a dit que tout va bien. Le Bénin, poursuit le communiqué, loue la charte de Sokodé, signée par le Mali.",
            ("Mali", "signs"),
            "ministère de la Santé",
        ),
        # « il » is who the sentence before is told of, when nobody has spoken lately
        (
            "Awa Sall a dit que tout va bien.\n\nPaul Ndong a rencontré Jean Diouf. Le Gabon signera l'accord de Lomé, a-t-il indiqué.",
            ("Gabon", "signs"),
            "Paul Ndong",
        ),
        # within a tag, what the next verb tells
        (
            "« Tout va bien », a lancé Paul Ndong, avant d'annoncer que le Gabon signera l'accord de Lomé.",
            ("Gabon", "signs"),
            "Paul Ndong",
        ),
        ("Le Gabon, par la voix de sa ministre Awa Sall, a promis de signer l'accord de Lomé.", ("Gabon", "signs"), "Awa Sall"),
        # the sentence before
        ("Le Gabon signera l'accord de Lomé. Paul Ndong l'a annoncé jeudi.", ("Gabon", "signs"), "Paul Ndong"),
        ("Le Gabon a signé l'accord de Lomé. L'annonce en a été faite par Paul Ndong.", ("Gabon", "signs"), "Paul Ndong"),
        ("Le Gabon a signé l'accord de Lomé. Paul Ndong l'a salué.", ("Gabon", "signs"), None),
        # a source that is not known is not the one it speaks of
        ("Le Gabon a signé l'accord de Lomé, a indiqué la maison bleue.", ("Gabon", "signs"), None),
        # an aside before what is said
        ("Le Gabon a confirmé, pour sa part, son intention de signer l'accord de Lomé.", ("Gabon", "signs"), "Gabon"),
    ],
)  # fmt: skip
def test_who_says_a_fact(text: str, fact: tuple[str, str], speaker: str | None) -> None:
    assert _speakers(text)[fact] == speaker


def test_an_intention_told_is_a_plan() -> None:
    def status(text: str) -> str:
        return next(f.status for f in read(Document(text, date="2026-02-10")).facts if f.relation == "signs")

    assert status("Le Gabon a confirmé son intention de signer l'accord de Lomé.") == "planned"
    assert status("Le Gabon a dit son souhait de signer l'accord de Lomé.") == "aspired"


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("a prié l'Union africaine de", "planned"),
        ("a prié l'Union africaine, établie à Addis-Abeba, de", "planned"),
        ("a enjoint à l'Union africaine de", "planned"),
        ("a supplié l'Union africaine de", "aspired"),
        ("a pressé l'Union africaine de", "aspired"),
    ],
)
def test_what_is_asked_is_not_done(verb: str, status: str) -> None:
    facts = read(Document(f"Le Gabon {verb} ratifier l'accord de Lomé.", date="2026-02-10")).facts
    assert {(f.subject.label, f.status) for f in facts if f.relation == "ratifies"} == {("Union africaine", status)}
