"""Dates in words, resolved from the document's day or from the day last spoken of."""

from __future__ import annotations

import pytest

from kg.extract.dates import Anchor, DateGrammar
from kg.lexicon.load import load


def _values(text: str, day: str | None) -> list[str]:
    return [d.value for d in DateGrammar(load().time).find(text, Anchor.of(day))]


@pytest.mark.parametrize(
    ("day", "text", "values"),
    [
        ("2026-02-10", "Il est arrivé la veille.", ["2026-02-09"]),
        ("2026-02-10", "Le 3 mars 2020, ils signent. Le lendemain, ils partent.", ["2020-03-03", "2020-03-04"]),
        ("2026-02-10", "signé quatre jours plus tôt à Lima", ["2026-02-06"]),
        ("2026-02-10", "Signé le 5 février. QUATRE JOURS PLUS TÔT, à İzmir", ["2026-02-05", "2026-02-01"]),
        ("2026-02-10", "il y a trois mois", ["2025-11"]),
        ("2026-02-10", "dans deux ans", ["2028"]),
        ("2026-02-10", "un an auparavant", ["2025"]),
        ("2026-02-10", "le mois prochain", ["2026-03"]),
        ("2026-01-10", "le mois dernier", ["2025-12"]),
        ("2026-02-10", "en mai dernier", ["2025-05"]),
        ("2026-02-10", "l'automne dernier", ["2025"]),
        ("2026-02-10", "au printemps 2024", ["2024"]),
        ("2026-02-10", "au premier semestre 2027", ["2027-01/2027-06"]),
        ("2026-02-10", "au dernier trimestre 2026", ["2026-10/2026-12"]),
        ("2026-02-10", "d'ici à décembre", ["2026-12"]),
        ("2026-02-10", "depuis décembre", ["2025-12"]),
        ("2026-02-10", "fin 2026", ["2026"]),
        ("2026-02-10", "avant la fin du mois", ["2026-02"]),
        ("2026-02-10", "ce jour, à Amman", ["2026-02-10"]),
        ("2026-02-10", "ce jeudi", ["2026-02-05"]),
        ("2026-02-10", "jusqu'à jeudi", ["2026-02-12"]),
        ("2026-02-10", "depuis dimanche", ["2026-02-08"]),
        ("2026-02-10", "samedi et dimanche", ["2026-02-07/2026-02-08"]),
        ("2026-02-10", "la semaine dernière", ["2026-02-02/2026-02-08"]),
        ("2026-02-10", "samedi 17 mai 2025", ["2025-05-17"]),
        ("2026-02-10", "du 14 au 16 juin 2025", ["2025-06-14/2025-06-16"]),
        ("2026-02-10", "les 22 et 23 novembre", ["2025-11-22/2025-11-23"]),
        ("2026-02-10", "Rabat, 5 déc. 2024", ["2024-12-05"]),
        ("2026-02-10", "le 12/01/2026", ["2026-01-12"]),
        ("2026-02-10", "en février 2024, puis au mois d'août suivant", ["2024-02", "2024-08"]),
        ("2026-02-10", "le 17 mai 2024, puis le 5 septembre suivant", ["2024-05-17", "2024-09-05"]),
        ("2026-02-10", "en 2018, puis en mai de la même année", ["2018", "2018-05"]),
        ("2026-02-10", "le 3 mars 2019, puis le 5 janvier de la même année", ["2019-03-03", "2019-01-05"]),
        ("2026-02-10", "en août 2020, et en juin la même année", ["2020-08", "2020-06"]),
        ("2026-02-10", "le 17 mai 2024, puis le 5 mars suivant", ["2024-05-17", "2025-03-05"]),
        ("2026-02-10", "à Lomé en octobre 2023 et, un an plus tard, à Accra", ["2023-10", "2024-10"]),
        ("2026-02-10", "à Lomé en octobre 2013 et, dix ans plus tard, à Accra", ["2013-10", "2023"]),
        ("2025-06", "jeudi et vendredi, cette semaine", ["2025-06", "2025-06"]),
        ("2025-06", "La veille, ils ont signé", ["2025-06"]),
        (None, "ce jour, lundi, la veille", ["", "", ""]),
        ("2025-06", "Jeudi 26 juin ; la veille", ["2025-06-26", "2025-06-25"]),
    ],
)
def test_values(day: str | None, text: str, values: list[str]) -> None:
    assert _values(text, day) == values


@pytest.mark.parametrize(
    "text", ["à la veille du sommet", "dix jours après le sommet", "sept ministres", "en 48 heures"]
)
def test_no_date(text: str) -> None:
    assert _values(text, "2026-02-10") == []
