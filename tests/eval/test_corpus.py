"""The gold files of the corpus are sound, and no article is in two sets. Of the sealed ones only the kind of a mistake
is told (`kg eval tests/corpus/sealed --check` tells all).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kg.evaluate.check import check
from kg.evaluate.gold import SUFFIX, collect

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
# Names that their texts only imply (« États-Unis » where it says « américain »): the oldest files have some.
IMPLIED = {
    "dev/fr_forum-sti-ecosoc-hilale-copresident": 2,
    "dev/fr_kigali-sommet-mondial-ia-afrique": 4,
    "dev/fr_pmia-sept-candidats": 4,
    "dev/fr_presidence-marocaine-cps-ua-ia": 1,
    "demo/onu-environnement-sain": 1,
    "demo/sommet-action-ia-paris": 4,
    "rounds/r5-alger-sommet-ministeriel-start-up": 1,
    "rounds/r5-convention-cadre-ia-suisse-strasbourg": 2,
    "rounds/r5-forum-parlementaire-apm-marrakech": 2,
    "rounds/r5-hanoi-convention-cybercriminalite": 1,
    "rounds/r5-montevideo-sommet-ethique-ia": 1,
    "rounds/r5-onu-groupe-scientifique-dialogue-ia": 1,
    "rounds/r5-riyad-gain-charte-icesco": 1,
    "rounds/r5-sommet-new-delhi-impact-ia": 1,
    "rounds/r6-brics-rio-gouvernance-ia": 5,
    "rounds/r6-conseil-europe-convention-ia-paris": 2,
    "rounds/r6-groupe-scientifique-ia-onu-40-experts": 1,
    "rounds/r6-hanoi-convention-cybercriminalite-maroc": 1,
    "rounds/r6-ligue-arabe-forum-ia-alamein": 2,
    "rounds/r6-new-delhi-sommet-ia-maroc": 4,
    "rounds/r6-premiere-commission-ia-militaire": 3,
    "rounds/r6-transform-africa-summit-conakry": 2,
    "rounds/r6-unesco-diagnostic-ia-maroc": 1,
    "sealed/b": 3,
    "sealed/d": 1,
    "sealed/e": 3,
    "sealed/g": 1,
    "sealed/h": 1,
}


def test_every_gold_file_is_sound() -> None:
    folders = sorted({str(path.parent) for path in CORPUS.glob(f"*/*{SUFFIX}")})
    sets = collect(folders)
    assert sum(map(len, sets.values())) >= 19
    problems = check(sets)
    implied = Counter(f"{one.set}/{one.name}" for one in problems if one.kind == "name")
    excused = {name for name, count in implied.items() if count <= IMPLIED.get(name, 0)}
    told = [
        f"{one.set}/{one.name}: {one.kind}" if one.set == "sealed" else str(one)
        for one in problems
        if one.kind != "name" or f"{one.set}/{one.name}" not in excused
    ]
    assert told == []
