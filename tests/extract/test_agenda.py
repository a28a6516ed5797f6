"""What notices and releases say without a verb."""

from __future__ import annotations

import pytest
from scoring import said

PROGRAMME = "La conférence de Lima s'est ouverte. Au programme : dix ateliers et une table ronde."
BALLOT = "Le Sénat a adopté la résolution sur le Chili.\nPour : 30\nContre : 2\nAbstentions : 4\n"
GATHERED = (
    "300 participants se sont rassemblés à Lomé du 7 au 9 mai 2026. Ce 4e Sommet de l'eau a été présidé par le Togo."
)
VISIT = "En visite officielle d'État au Kenya du 30 mars au 1er avril 2026, le Président Talon a signé un accord."
TALKS = (
    "Entretien avec Marie Diop, maire de Lomé.\n\nJean Kone s'est entretenu avec Marie Diop en février 2026 au Palais de la "
    "Marina.\n\nCet entretien a été long."
)
EXPERTS = "La Suisse a facilité un atelier pour dix experts venant de huit pays, en collaboration avec l'UNESCO."


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (PROGRAMME, ("dix ateliers", "partOf", "conférence de Lima")),
        (PROGRAMME, ("table ronde", "partOf", "conférence de Lima")),
        ("Une réunion entre la France et le Kenya a eu lieu à Lomé.", ("Kenya", "participatesIn", "réunion")),
        ("Ils iront à Lima (également théâtre de la réunion des chefs).", ("réunion des chefs", "heldIn", "Lima")),
        (GATHERED, ("300 participants", "participatesIn", "4e Sommet de l'eau")),
        (GATHERED, ("4e Sommet de l'eau", "date", "2026-05-07/2026-05-09")),
        (VISIT, ("visite officielle d'État", "date", "2026-03-30/2026-04-01")),
        (VISIT, ("visite officielle d'État", "heldIn", "Kenya")),
        ("L'Union africaine a organisé du 3 au 5 mai au Kenya le sommet de l'eau.", ("sommet de l'eau", "heldIn", "Kenya")),
        (TALKS, ("Entretien", "date", "2026-02")),
        (TALKS, ("Entretien", "heldIn", "Palais de la Marina")),
        (EXPERTS, ("Suisse", "partnersWith", "UNESCO")),
        (BALLOT, ("résolution sur le Chili", "votes", "30 voix pour, 2 contre, 4 abstentions")),
        # those who open a sentence after its date, without an article
        ("Les 4 et 5 mai, dirigeants et experts se sont réunis à Lima pour le sommet.", ("dirigeants et experts", "participatesIn", "sommet")),
    ],
)  # fmt: skip
def test_told_without_a_verb(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in said(text)


def test_what_is_to_be_chosen_between_takes_no_part() -> None:
    assert not any(r == "participatesIn" for _, r, _ in said("Le Kenya hésite entre la France et le Chili."))


def test_a_visit_told_of_without_its_days_has_none() -> None:
    assert not any(r == "date" for _, r, _ in said("C'est la troisième visite en Mauritanie depuis 2024 de M. Kone."))
