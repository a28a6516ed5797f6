"""The day of the news: what a dispatch tells in the perfect without a day was done that day; what it tells as past was not."""

from __future__ import annotations

import pytest

from kg.extract import read
from kg.model import Document, Entity

LEAD = "Le Pérou a accueilli mardi à Lima la Conférence andine sur l'eau. "


def dated(text: str, today: str = "2026-02-13") -> dict[tuple[str, str, str], str | None]:
    """(subject, relation, object) of every fact, and its date."""
    facts = read(Document(text, date=today)).facts
    return {
        (f.subject.label, f.relation, f.object.label if isinstance(f.object, Entity) else f.object.text): f.date
        for f in facts
    }


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("La Bolivie a signé la Charte de Cuzco.", ("Bolivie", "signs", "Charte de Cuzco")),
        ("La Bolivie en a profité pour signer la Charte de Cuzco.", ("Bolivie", "signs", "Charte de Cuzco")),
        ("Le Chili et l'Équateur y ont lancé une Alliance des glaciers.", ("Équateur", "launches", "Alliance des glaciers")),
        ("Le ministre péruvien Luis Vega a ensuite rencontré Ana Soto.", ("Luis Vega", "meets", "Ana Soto")),
        ("Ana Soto, ministre chilienne de l'Eau, assistait à la cérémonie.", ("Ana Soto", "participatesIn", "cérémonie")),
        ("Prenant part à la cérémonie, Ana Soto a salué le Pérou.", ("Ana Soto", "participatesIn", "cérémonie")),
        # a day told in a relative clause is of the relative
        ("La Bolivie a signé la Charte de Cuzco, que le Chili avait présentée en 2019.", ("Bolivie", "signs", "Charte de Cuzco")),
        # background with a year of its own ends with its paragraph
        ("Le Pérou a adopté en 2019 la Loi des eaux.\n\nLa Bolivie a signé la Charte de Cuzco.", ("Bolivie", "signs", "Charte de Cuzco")),
    ],
)  # fmt: skip
def test_done_on_the_day_of_the_news(text: str, fact: tuple[str, str, str]) -> None:
    assert dated(LEAD + text)[fact] == "2026-02-10"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("La Bolivie a lancé et préside avec le Chili l'Alliance des glaciers.", ("Bolivie", "launches", "Alliance des glaciers")),
        ("La Bolivie avait signé la Charte de Cuzco.", ("Bolivie", "signs", "Charte de Cuzco")),
        ("La Bolivie signera la Charte de Cuzco.", ("Bolivie", "signs", "Charte de Cuzco")),
        ("La Bolivie compte signer la Charte de Cuzco.", ("Bolivie", "signs", "Charte de Cuzco")),
        ("Le Chili préside la Communauté andine.", ("Chili", "chairs", "Communauté andine")),
        # what is to come has no day that is over
        ("La Bolivie compte signer la Charte du Sud, prolongement de la Charte de Cuzco, conclue par le Chili et le Pérou, en juin 2024.", ("Bolivie", "signs", "Charte du Sud")),
        ("La Bolivie veut présenter la Charte du Sud, expliquant que cette initiative vise à être le prolongement de la Charte de Cuzco, qui a clos le Sommet des Andes, en juin 2024, pour une eau propre.", ("Charte du Sud", "follows", "Charte de Cuzco")),
        # background goes on where it began
        ("Le Pérou a adopté en 2019 la Loi des eaux. La Bolivie a signé la Charte de Cuzco.", ("Bolivie", "signs", "Charte de Cuzco")),
    ],
)  # fmt: skip
def test_not_on_the_day_of_the_news(text: str, fact: tuple[str, str, str]) -> None:
    assert dated(LEAD + text)[fact] is None


@pytest.mark.parametrize(
    ("text", "fact", "day"),
    [
        # what was past already goes on in its tense, one sentence after the other
        (
            "Le Chili avait signé le pacte de Quito le 3 mars 2024. La Bolivie s'y était opposée.",
            ("Bolivie", "opposes", "pacte de Quito"),
            "2024-03-03",
        ),
        ("Le Chili a signé en 2024 le pacte de Quito. La Bolivie s'y était opposée.", ("Bolivie", "opposes", "pacte de Quito"), None),
        (
            "Le Chili avait signé le pacte de Quito le 3 mars 2024.\n\nLa Bolivie s'y était opposée.",
            ("Bolivie", "opposes", "pacte de Quito"),
            None,
        ),
        # by when something is to be done; what is done is not dated by it
        ("Le Chili compte former cent ingénieurs boliviens d'ici à 2028.", ("Chili", "assists", "cent ingénieurs boliviens"), "2028"),
        ("Le Sénat entend ratifier le pacte de Quito d'ici à fin 2027.", ("Sénat", "ratifies", "pacte de Quito"), "2027"),
        ("Le Chili a signé un pacte sur l'eau qu'il appliquera d'ici à 2028.", ("Chili", "signs", "pacte sur l'eau"), None),
        # the date of a noun inside what is wished for
        (
            "Luis Vega a confirmé la candidature du Pérou à l'organisation, en 2027, du Forum andin sur l'eau.",
            ("Pérou", "hosts", "Forum andin sur l'eau"),
            "2027",
        ),
        # since when somebody is what he is, not when he acts
        ("Le Pérou, partenaire du Fonds andin depuis 2019, participe à la Conférence andine.", ("Pérou", "participatesIn", "Conférence andine"), None),
    ],
)  # fmt: skip
def test_told_of_another_day(text: str, fact: tuple[str, str, str], day: str | None) -> None:
    assert dated(text)[fact] == day


@pytest.mark.parametrize(
    "text",
    [
        "Dans un discours prononcé mardi à la cérémonie d'ouverture, Luis Vega a salué le Pérou.",
        "Luis Vega a promis mardi une aide, devant la réunion d'experts.",
        "Luis Vega a promis une aide, mardi à l'ouverture de la réunion d'experts.",
        "En marge de la réunion d'experts, le Chili a signé mardi le pacte de Quito.",
        "Le Conseil a adopté mardi le pacte de Quito, à sa réunion d'experts.",
    ],
)
def test_the_day_of_an_occasion(text: str) -> None:
    dates = {
        fact[2]
        for fact in dated(text)
        if fact[1] == "date" and fact[0] in ("cérémonie d'ouverture", "réunion d'experts")
    }
    assert dates == {"2026-02-10"}


@pytest.mark.parametrize(
    "text",
    [
        "En marge de la 80e session de l'Assemblée générale, le Chili a signé mardi le pacte de Quito.",
        "Le rapport sera remis en mars au Forum andin de haut niveau.",
        "Luis Vega a promis mardi une aide d'ici à la réunion d'experts.",
        "Le Conseil a préparé mardi un texte pour sa réunion d'experts.",
    ],
)
def test_not_the_day_of_an_occasion(text: str) -> None:
    assert not [
        fact
        for fact in dated(text)
        if fact[1] == "date" and ("session" in fact[0] or "Forum" in fact[0] or "réunion" in fact[0])
    ]


def test_who_was_at_an_occasion_was_there_on_its_day() -> None:
    told = dated("Le sommet de Quito, que présidait Luis Vega et auquel a assisté Ana Soto, s'est achevé mardi.")
    assert told["Luis Vega", "chairs", "sommet de Quito"] == "2026-02-10"
    assert told["Ana Soto", "participatesIn", "sommet de Quito"] == "2026-02-10"
    two = dated("Le sommet de Quito, auquel a assisté Ana Soto, s'est ouvert lundi et s'est achevé mardi.")
    assert two["Ana Soto", "participatesIn", "sommet de Quito"] != "2026-02-10"
    later = dated("Le sommet de Quito, auquel assistera Ana Soto, a été salué mardi par Luis Vega.")
    assert later["Ana Soto", "participatesIn", "sommet de Quito"] is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Le Chili applique le pacte de Quito de 2022.", "2022"),
        ("Le Chili applique la Déclaration de Quito de mars 2022.", "2022-03"),
        ("Le Chili a présenté son budget de 2022.", None),
        ("Le Chili applique le pacte de Quito depuis 2022.", None),
        ("Le Chili applique le pacte de Quito pour la période 2022-2026.", None),
    ],
)
def test_the_year_a_text_bears(text: str, date: str | None) -> None:
    assert {fact[2] for fact in dated(text) if fact[1] == "date"} == ({date} if date else set())


def test_only_days_near_the_document_are_news() -> None:
    old = "Le Pérou a accueilli le 3 mars 2021 la Conférence andine. La Bolivie a signé la Charte de Cuzco."
    assert dated(old)["Bolivie", "signs", "Charte de Cuzco"] is None
    assert dated(LEAD + "La Bolivie a signé la Charte de Cuzco.", "2026-02")["Bolivie", "signs", "Charte de Cuzco"] == (
        "2026-02"
    )


def test_the_occasion_of_the_news_has_its_day() -> None:
    told = "Le Pérou a signé mardi la Charte de Cuzco. Ana Soto et Luis Vega assistaient à la cérémonie."
    assert ("cérémonie", "date", "2026-02-10") in dated(told)
    part = LEAD + "Ana Soto, ministre chilienne de l'Eau, a présidé la séance inaugurale."
    assert ("séance inaugurale", "date", "2026-02-10") not in dated(part)
    aside = "Le Pérou a signé mardi la Charte de Cuzco. Ana Soto, qui présidait la séance, a remercié le Pérou."
    assert ("séance", "date", "2026-02-10") not in dated(aside)


@pytest.mark.parametrize(
    "line",
    ["LIMA, 13 février 2026 (AFP) – ", "Lima (Pérou), 13 février 2026 (Andina) – ", "Lima, le 13 février 2026 - "],
)
def test_a_dateline_under_a_headline_is_not_the_day_of_the_news(line: str) -> None:
    text = f"L'eau au centre d'une conférence\n\n{line}{LEAD}La Bolivie a signé la Charte de Cuzco."
    assert dated(text)[("Bolivie", "signs", "Charte de Cuzco")] == "2026-02-10"


def test_told_in_the_present_and_soon_to_come() -> None:
    text = "Lima accueille le Forum andin du 20 au 22 février. Le Salon andin s'est tenu du 20 au 22 février à Quito."
    found = dated(text)
    assert found[("Pérou", "hosts", "Forum andin")] == "2026-02-20/2026-02-22"
    assert found[("Salon andin", "heldIn", "Quito")] == "2025-02-20/2025-02-22"
