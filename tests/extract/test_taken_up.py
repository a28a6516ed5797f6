"""What pronouns, bare nouns and a few words take up: the meeting spoken of, the text told of, who asks, who came before."""

from __future__ import annotations

import pytest
from scoring import said

from kg.extract import read
from kg.model import Document, Entity, Fact

CLUB = "Le Club de Nairobi a tenu sa réunion. "
SOMMET = "Le sommet de Dakar s'est ouvert lundi. "
TRAITE = "La France a présenté le traité de Genève. Le traité de Genève est ouvert à tous. "


def facts(text: str, date: str = "2026-02-10") -> tuple[Fact, ...]:
    return read(Document(text, date=date)).facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # y, en, le, lui: never the verb's own subject
        (CLUB + "Le Ghana et le Togo en font partie.", ("Togo", "memberOf", "Club de Nairobi")),
        (CLUB + "Le Ghana souhaite y adhérer.", ("Ghana", "joins", "Club de Nairobi")),
        (TRAITE + "Le Chili et l'Union européenne y ont souscrit.", ("Union européenne", "signs", "traité de Genève")),
        (TRAITE + "Une dizaine de pays l'ont coparrainé.", ("dizaine de pays", "coSponsors", "traité de Genève")),
        # il: of its gender, a capital for its state where nobody else acts
        ("Lomé s'est rallié à l'initiative de la Chine. Il a présenté une résolution.", ("Togo", "sponsors", "résolution")),
        ("Le Ghana a salué la Chine. Elle a présenté une résolution.", ("Chine", "sponsors", "résolution")),
        ("Le Ghana a rejoint l'UNESCO. L'Organisation a adopté une charte.", ("UNESCO", "adopts", "charte")),
        # two governments told of by their capitals; the pair joined by « et »; texts behind « parmi lesquels »
        ("Lomé et Accra coopèrent. Les deux gouvernements ont signé une charte.", ("Togo", "signs", "charte")),
        ("L'ONU crée un Fonds bleu et un Centre vert. L'UNESCO soutient la Chine. La Chine finance les deux initiatives.", ("Chine", "funds", "Fonds bleu")),
        ("Le Ghana a signé trois accords, parmi lesquels un accord sur la pêche et un mémorandum sur le lait.", ("Ghana", "signs", "mémorandum sur le lait")),
        # the first and the second of two; the meeting most spoken of lately; « édition de 2028 » is another
        ("L'UE et l'UA coopéreront, et la seconde soutiendra le Ghana.", ("Union africaine", "assists", "Ghana")),
        ("Après une première édition à Lomé, Accra accueille le Forum de l'eau. Le Forum de l'eau s'ouvre. Dix ministres y sont attendus.", ("Dix ministres", "participatesIn", "Forum de l'eau")),
        ("Le texte, pour qui le traité marque « un grand pas ». Le Ghana a signé le traité.", ("Ghana", "signs", "traité")),
        ("Ali Sow et Luc Bon ont conjointement dirigé le Forum de Dakar.", ("Ali Sow", "coChairs", "Forum de Dakar")),
        # sessions numbered alike
        ("La 46e session de la Conférence de Lomé s'est achevée. Le Ghana accueillera la 47e session.", ("47e session", "partOf", "Conférence de Lomé")),
        ("Le Japon a présenté le traité de Genève. Le Chili l'avait négocié.", ("Chili", "negotiates", "traité de Genève")),
        # an ambassador and the envoy of a state, if nobody else may be meant
        ("L'ambassadeur Ali Sani a ouvert le forum. Le représentant permanent du Niger a présenté une résolution.", ("Ali Sani", "sponsors", "résolution")),
        ("L'ambassadrice Ana Sani a ouvert le forum. L'envoyé spécial du Niger a présenté une résolution.", ("envoyé spécial du Niger", "sponsors", "résolution")),
        # members told behind a relative clause
        ("Le Club a adopté une charte, que trente États ont signée, parmi lesquels le Chili et le Pérou.", ("Pérou", "signs", "charte")),
        ("Ils ont lancé une coalition, que trente États ont rejointe, dont le Chili et le Pérou.", ("Chili", "joins", "coalition")),
        # an adjective that the tagger takes for a noun
        ("Le Club a adopté une Déclaration pour une IA inclusive et durable.", ("Club", "adopts", "Déclaration pour une IA inclusive et durable")),
        # at the meeting spoken of
        (SOMMET + "« Le temps presse », a plaidé à l'ouverture Marie Ndiaye.", ("Marie Ndiaye", "participatesIn", "sommet de Dakar")),
        (SOMMET + "Le Niger était représenté par son ministre Ali Sani.", ("Niger", "participatesIn", "sommet de Dakar")),
        (SOMMET + "Représentant le Niger, Ali Sani a pris la parole.", ("Ali Sani", "participatesIn", "sommet de Dakar")),
        (SOMMET + "Les ministres ont adopté une déclaration.", ("déclaration", "producedBy", "sommet de Dakar")),
        # whose support, whose seat, who is seen doing
        ("M. Sy a apporté le soutien du Bénin au plan d'action.", ("Bénin", "endorses", "plan d'action")),
        ("Jean Sy aimerait voir le Bénin adhérer au Club de Nairobi.", ("Bénin", "joins", "Club de Nairobi")),
        ("Zoé Karl (Islande), qui présidait le colloque, est partie.", ("Zoé Karl", "chairs", "colloque")),
        ("Un cercle chargé de rédiger une charte a été créé par le Bénin.", ("Bénin", "launches", "cercle")),
        ("Il salue le sommet de Dakar, dont le Bénin et le Togo étaient les organisateurs.", ("Bénin", "hosts", "sommet de Dakar")),
        # participles of several, of one, of both
        ("Réunis à Lomé pour le sommet de la Ligue, ses 12 membres ont voté.", ("12 membres", "participatesIn", "sommet de la Ligue")),
        # « ils », « tous deux »: those whom the sentence before sets together
        ("Ali Sani et Luc Bon se sont vus lundi. Ils ont signé un accord.", ("Luc Bon", "signs", "accord")),
        ("Ali Sani a reçu Luc Bon ; tous deux ont paraphé un protocole.", ("Ali Sani", "signs", "protocole")),
        ("Le Togo et le Bénin se sont concertés. Ils lanceront un fonds.", ("Bénin", "launches", "fonds")),
        # bodies by what they are
        ("L'UNESCO s'est réunie. L'agence onusienne aidera le Togo.", ("UNESCO", "assists", "Togo")),
        ("L'Union africaine siège. L'institution panafricaine aidera le Togo.", ("Union africaine", "assists", "Togo")),
        ("La directrice de l'UNESCO, Anna Lind, a dit que son institution aiderait le Togo.", ("UNESCO", "assists", "Togo")),
        # a text asks in the name of those who adopted it
        ("Dix ministres ont adopté une charte. Le texte invite le Togo à agir.", ("Dix ministres", "requests", "Togo")),
        ("Le Conseil de sécurité a adopté la résolution 2793. Le texte prie le Tchad d'agir.", ("Conseil de sécurité des Nations unies", "requests", "Tchad")),
        # whose ambassador
        ("Accra était représentée par Ama Diop, et Tokyo par son ambassadeur, Taro Kono.", ("Taro Kono", "represents", "Japon")),
        ("Le Chili a signé le pacte. Le Japon a dit qu'il le ratifierait.", ("Japon", "ratifies", "pacte")),
        (SOMMET + "Également présente, la ministre Zoé Karl a parlé.", ("Zoé Karl", "participatesIn", "sommet de Dakar")),
        (SOMMET + "À ses côtés, Luc Bon a promis un fonds.", ("Luc Bon", "participatesIn", "sommet de Dakar")),
        (SOMMET + "Y ont pris part des experts du Togo.", ("experts du Togo", "participatesIn", "sommet de Dakar")),
        # names
        ("L'Université Cheikh Kone de Dakar a signé l'accord.", ("Université Cheikh Kone de Dakar", "signs", "accord")),
        ("L'ambassadeur du Danemark, Jan van den Berg, a signé l'accord.", ("Jan van den Berg", "signs", "accord")),
        ("La sous-directrice générale de l'UNESCO, Anna Lind, a parlé.", ("Anna Lind", "holdsPosition", "sous-directrice générale de l'UNESCO")),
        ("Les ministres de France, Luc Bon, et d'Italie, Ada Sole, ont parlé.", ("Ada Sole", "holdsPosition", "ministre d'Italie")),
        # members named at the end
        ("Dix ministres ont assisté au sommet de Dakar, dont Ali Sani et Luc Bon.", ("Luc Bon", "participatesIn", "sommet de Dakar")),
        # whose abstentions
        ("La résolution 2793 a recueilli 12 voix et deux abstentions, celles du Chili et du Pérou.", ("Pérou", "abstainsOn", "résolution 2793")),
        # before and after
        ("Le Bénin a été élu à la présidence du Comité. Il succède au Togo.", ("Togo", "chairs", "Comité")),
        ("Ouverte à la signature en 2020 à Quito, la convention a échoué.", ("convention", "heldIn", "Quito")),
    ],
)  # fmt: skip
def test_what_is_taken_up(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in said(text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Le Ghana et l'Union européenne y ont souscrit.", ("Ghana", "joins", "Union européenne")),
        ("Le Hub l'a créé. " + CLUB, ("Hub", "launches", "Hub")),
        ("Rabat souhaite abriter le colloque.", ("colloque", "heldIn", "Rabat")),
        ("Le texte cite la convention, que Dakar a ratifiée en 2016.", ("convention", "date", "2016")),
        ("La 80e session de l'Assemblée générale de l'ONU s'ouvre.", ("80e session", "partOf", "Nations unies")),
        (
            SOMMET + "Les élus saluent la décision prise par les pays en 2020.",
            ("décision", "producedBy", "sommet de Dakar"),
        ),
        (
            "La résolution 2793 a recueilli 12 voix et deux abstentions, celles du Chili et du Pérou.",
            ("Chili", "votesFor", "résolution 2793"),
        ),
        ("Le Congo en a profité pour lui écrire.", ("Congo", "assists", "Congo")),
        # « ils » are the experts; three are no two; a draft that nobody adopted asks nothing
        ("Le Ghana a reçu trente experts. Ils ont adopté une charte.", ("Ghana", "adopts", "charte")),
        ("Ali Sani, Luc Bon et Zoé Karl sont venus. Elle a signé l'accord.", ("Luc Bon", "signs", "accord")),
        ("Le Chili a signé un accord. À ses côtés, Luc Bon a souri.", ("Luc Bon", "participatesIn", "accord")),
        ("Le Chili a présenté un projet d'accord. Le texte invite le Togo à agir.", ("Chili", "requests", "Togo")),
        ("L'UNESCO s'est réunie. L'agence spatiale aidera le Togo.", ("UNESCO", "assists", "Togo")),
    ],
)
def test_what_is_not(text: str, fact: tuple[str, str, str]) -> None:
    assert fact not in said(text)


def test_who_asks_says_what_is_to_be_done() -> None:
    [ratified] = [f for f in facts("Alain Roc a pressé le Chili de ratifier l'accord.") if f.relation == "ratifies"]
    assert ratified.speaker is not None and ratified.speaker.label == "Alain Roc" and ratified.status == "aspired"


def test_a_communique_speaks_for_its_body() -> None:
    text = "Le Chili a signé l'accord, indique un communiqué du ministère chilien des Affaires étrangères."
    [signed] = [f for f in facts(text) if f.relation == "signs"]
    assert signed.speaker is not None and signed.speaker.label == "ministère chilien des Affaires étrangères"


def test_the_conditional_of_what_was_announced_is_a_plan() -> None:
    text = "Ali Sani a annoncé que le Niger accueillerait le colloque."
    assert [f.status for f in facts(text) if f.relation == "hosts"] == ["planned"]


def test_a_post_is_told_in_the_singular_and_known_by_both_genders() -> None:
    text = "Les représentants permanents du Chili, Zoé Karl, et du Togo, Luc Bon, ont parlé."
    [post] = [f.object for f in facts(text) if f.relation == "holdsPosition" and f.subject.label == "Zoé Karl"]
    assert isinstance(post, Entity) and post.label == "représentant permanent du Chili"
    assert "représentante permanente du Chili" in post.forms


@pytest.mark.parametrize(
    "named", [": le Mali, le Niger et le Tchad", ", dont le Niger", "parmi lesquels le Niger et le Tchad"]
)
def test_a_list_may_end_a_text_that_has_no_full_stop(named: str) -> None:
    assert ("Niger", "signs", "traité de Genève") in said(
        f"{TRAITE}Le traité de Genève a été signé par six pays {named}"
    )
