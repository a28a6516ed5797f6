"""Verbs and their clauses: participles that open a sentence, verbs that look like nouns, clefts, what was called off."""

from __future__ import annotations

import pytest

from kg.extract import read
from kg.lexicon.verbs import forms
from kg.model import Document, Entity


def said(sentence: str) -> dict[tuple[str, str, str], str]:
    """(subject, relation, object) → status."""
    facts = read(Document(sentence, date="2026-02-10")).facts
    return {
        (f.subject.label, f.relation, f.object.label if isinstance(f.object, Entity) else f.object.text): f.status
        for f in facts
    }


@pytest.mark.parametrize(
    ("infinitive", "word", "tense"),
    [
        ("installer", "installera", "future"),
        ("aller", "ira", "future"),
        ("répartir", "répartissent", "present"),
        ("repartir", "repartent", "present"),
        ("inclure", "inclus", "participle"),
        ("offrir", "offert", "participle"),
        ("accroître", "accru", "participle"),
        ("siéger", "siège", "present"),
    ],
)
def test_forms(infinitive: str, word: str, tense: str) -> None:
    assert (word, tense) in forms(infinitive)


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        # a participle opens the sentence
        ("Mandaté par le Maroc, le Sénégal a signé l'accord.", ("Maroc", "requests", "Sénégal")),
        ("Ouverte le 3 mai 2025, la conférence a adopté la résolution.", ("conférence", "date", "2025-05-03")),
        ("Ratifiée par la France, la convention de Rome est entrée en vigueur.", ("France", "ratifies", "convention de Rome")),
        ("Représentant le Maroc, Nasser Bourita a signé l'accord.", ("Nasser Bourita", "represents", "Maroc")),
        # a verb that looks like a noun
        ("Le Panama siège au Conseil de sécurité.", ("Panama", "memberOf", "Conseil de sécurité des Nations unies")),
        ("L'institut siège à Florence.", ("institut", "locatedIn", "Florence")),
        ("L'accord date de 2015.", ("accord", "date", "2015")),
        ("La BAD finance le projet.", ("Banque africaine de développement", "funds", "projet")),
        ("Le programme est financé par l'Union européenne.", ("Union européenne", "funds", "programme")),
        ("Le texte, coparrainé par le Brésil, complète l'accord de Genève.", ("texte", "follows", "accord de Genève")),
        ("L'agence s'installera à Paris.", ("agence", "locatedIn", "Paris")),
        # clefts
        ("C'est à Rabat que se tiendra la conférence.", ("conférence", "heldIn", "Rabat")),
        ("C'est le 5 mai que s'ouvrira le sommet.", ("sommet", "date", "2026-05-05")),
        ("C'est le Maroc qui présidera le sommet.", ("Maroc", "chairs", "sommet")),
    ],
)  # fmt: skip
def test_read(sentence: str, fact: tuple[str, str, str]) -> None:
    assert fact in said(sentence)


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Le projet pilote de l'Union européenne a été lancé.", "chairs"),
        ("Le Maroc, siège du groupe, a signé l'accord.", "memberOf"),
        ("La date de 2015 a été retenue.", "date"),
        ("Envoyé du Premier ministre indien, Ajit Doval a rencontré Emmanuel Macron.", "requests"),
        ("Devant ses pairs, le ministre a salué la mise en œuvre de l'accord.", "requests"),
        ("Ce n'est pas à Rabat que se tiendra la conférence.", "heldIn"),
    ],
)
def test_not_read(sentence: str, relation: str) -> None:
    assert relation not in {r for _, r, _ in said(sentence)}


@pytest.mark.parametrize(
    ("sentence", "fact", "status"),
    [
        ("La Suisse est prête à présider le groupe.", ("Suisse", "chairs", "groupe"), "aspired"),
        ("L'Espagne est candidate pour présider le groupe.", ("Espagne", "chairs", "groupe"), "aspired"),
        ("L'Espagne a renouvelé son offre d'accueillir le sommet.", ("Espagne", "hosts", "sommet"), "aspired"),
        ("Le Maroc ambitionne d'accueillir le sommet.", ("Maroc", "hosts", "sommet"), "aspired"),
    ],
)
def test_status(sentence: str, fact: tuple[str, str, str], status: str) -> None:
    assert said(sentence).get(fact) == status


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("La France a rompu son partenariat avec le Niger.", "partnersWith"),
        ("La France a mis fin à sa coopération avec le Niger.", "partnersWith"),
        ("La France et l'Allemagne ont cessé de financer l'UNRWA.", "funds"),
        ("Le Niger a suspendu sa participation au sommet.", "participatesIn"),
        ("Le Mali a renoncé à présider le groupe.", "chairs"),
        ("La signature de l'accord par le Maroc a été reportée.", "signs"),
    ],
)
def test_what_was_broken_off(sentence: str, relation: str) -> None:
    assert relation not in {r for _, r, _ in said(sentence)}


@pytest.mark.parametrize("link", ["en outre", "par ailleurs", "en effet", "de nouveau", "d'ailleurs"])
def test_a_link_between_auxiliary_and_participle(link: str) -> None:
    facts = read(Document(f"La France a {link} signé l'Accord de Paris.")).facts
    assert ("France", "signs") in {(f.subject.label, f.relation) for f in facts}
