"""Who does as another does, and what several at one meeting do without naming it again."""

from __future__ import annotations

import pytest
from scoring import said

SOMMET = "Le Sommet de Dakar s'est ouvert lundi à Dakar. "


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Le Ghana a signé le traité de Genève, tout comme le Togo et l'Union européenne.", ("Union européenne", "signs", "traité de Genève")),
        ("Le Ghana a signé le traité de Genève, à l'instar du Togo.", ("Togo", "signs", "traité de Genève")),
        ("Le Chili s'est abstenu sur la résolution 2800, comme le Pérou.", ("Pérou", "abstainsOn", "résolution 2800")),
        ("Le Ghana a ratifié le traité de Genève ; le Togo en a fait autant.", ("Togo", "ratifies", "traité de Genève")),
        ("Le Ghana a ratifié le traité de Genève. Le Togo lui a emboîté le pas.", ("Togo", "ratifies", "traité de Genève")),
        ("Quarante pays ont signé la Déclaration de Lima. Le Chili figure sur la liste.", ("Chili", "signs", "Déclaration de Lima")),
        (SOMMET + "Le Togo y a dépêché sa ministre Adjoa Mensah.", ("Adjoa Mensah", "participatesIn", "Sommet de Dakar")),
        (SOMMET + "Les dirigeants ont débattu sous la coprésidence d'Ali Sow et de Marie Roux.", ("Marie Roux", "coChairs", "Sommet de Dakar")),
        ("L'État sénégalais a signé le traité de Genève.", ("Sénégal", "signs", "traité de Genève")),
    ],
)  # fmt: skip
def test_said_of_others_too(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in said(text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # an example of a group, a role, a clause of its own
        ("La France soutient les États du Golfe, comme le Qatar.", ("Qatar", "assists", "États du Golfe")),
        ("Le Ghana a signé le traité de Genève, comme le Togo l'a rappelé.", ("Togo", "signs", "traité de Genève")),
        ("Le Ghana a ratifié le traité de Genève ; le Togo n'en a pas fait autant.", ("Togo", "ratifies", "traité de Genève")),
        ("Le secrétaire d'État sénégalais Ali Sow a signé le traité de Genève.", ("Sénégal", "signs", "traité de Genève")),
    ],
)  # fmt: skip
def test_not_said_of_others(text: str, fact: tuple[str, str, str]) -> None:
    assert fact not in said(text)
