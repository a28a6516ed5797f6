"""The types of gold files → the classes of the ontology. Gold types are coarser: annotators need not know all."""

from __future__ import annotations

from kg.lexicon import classes

_CLASSES: dict[str, tuple[str, ...]] = {
    "InternationalOrganization": ("IntergovernmentalOrganization", "OrganizationalBody", "Forum"),
    "GovernmentBody": ("OrganizationalBody",),
    "Forum": ("Forum", "ForumEdition"),  # the series and its edition often share a name
    "Group": ("Forum", "ActorGroup"),
    "Panel": ("ExpertPanel",),
    "Summit": ("ForumEdition",),
    "Conference": ("ForumEdition", "Meeting"),
    "Session": ("ForumEdition", "Meeting"),
    "Event": ("Occasion",),
    "Document": ("Instrument",),
    "Programme": ("Programme", "Strategy"),
    "Centre": ("Centre", "ResearchInstitution"),
}
_SAYS_NOTHING = frozenset({"Actor"})  # above too many classes to agree with one


def known(kind: str) -> bool:
    """Whether a gold file may use the type: one of the coarse ones, or a class of the ontology."""
    return kind in _CLASSES or kind in classes.load().parents


def compatible(gold: str, found: str | None) -> bool:
    """Whether a class read is the gold type, a kind of it, or a vaguer word for it (Occasion for Summit).

    >>> compatible("Summit", "Occasion"), compatible("Summit", "ForumSeries"), compatible("Person", "Actor")
    (True, False, False)
    """
    if not found:
        return False
    ontology, wanted = classes.load(), _CLASSES.get(gold, (gold,))
    if ontology.is_a(found, *wanted):
        return True
    return found not in _SAYS_NOTHING and any(ontology.is_a(kind, found) for kind in wanted)
