"""The date a dispatch gives of itself."""

from __future__ import annotations

import pytest

from kg.source.header import header_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (" date 2025-07 Partager Facebook\n\nLe Togo …", "2025-07"),
        ("date 2025-04 Kigali – Le premier Sommet …", "2025-04"),
        ("Date : 2 juillet 2025\nLe Togo …", "2025-07-02"),
        ("Publié le 02/07/2025 à 10h\nLe Togo …", "2025-07-02"),
        ("Un titre\nMercredi 1er août 2025\n\nLe Togo …", "2025-08-01"),
        ("Un titre\n2025-08-01\n\nLe Togo …", "2025-08-01"),
        ("Kigali, 4 avril 2025 (Agence) – Le sommet …", "2025-04-04"),
        ("RABAT, le 04/04/2025 – Le sommet …", "2025-04-04"),
        # a date of the story is not the date of the dispatch
        ("Le sommet se tiendra à Kigali le 4 avril 2025.", None),
        ("Le Togo a adopté en juillet 2024 une stratégie, publiée le 3 mai 2025.", None),
        ("Kigali – Le sommet a pris fin vendredi.", None),
        ("date 2025-13 Partager", None),
        ("Publié le 31/02/2025", None),
        ("La date 2025-07-02 a été retenue pour le sommet.", None),
        ("", None),
    ],
)
def test_header_date(text: str, date: str | None) -> None:
    assert header_date(text) == date


def test_only_the_head_is_looked_at() -> None:
    assert header_date("Le Togo avance.\n" * 40 + "date 2025-07\n") is None
