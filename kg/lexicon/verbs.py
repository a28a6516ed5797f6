"""French verb forms, generated from the infinitive: which verb a word may be, in which mood and tense.

Matching generated forms replaces a lemmatiser (the statistical one reads « participe » as a noun and « Rabat »
as *rabattre*) and lets a lexicon editor write infinitives only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

_ER = {
    "present": ("e", "es", "ons", "ez", "ent"),
    "imperfect": ("ais", "ait", "ions", "iez", "aient"),
    "past": ("ai", "a", "âmes", "èrent"),
    "future": ("erai", "eras", "era", "erons", "erez", "eront"),
    "conditional": ("erais", "erait", "erions", "eraient"),
    "participle": ("é", "ée", "és", "ées"),
    "gerund": ("ant",),
    "infinitive": ("er",),
}
_IR = {
    "present": ("is", "it", "issons", "issez", "issent", "isse"),
    "imperfect": ("issais", "issait", "issions", "issaient"),
    "past": ("it", "irent"),
    "future": ("irai", "ira", "irons", "irez", "iront"),
    "conditional": ("irais", "irait", "irions", "iraient"),
    "participle": ("i", "ie", "is", "ies"),
    "gerund": ("issant",),
    "infinitive": ("ir",),
}
_RE = {
    "present": ("s", "", "ons", "ez", "ent", "e"),
    "imperfect": ("ais", "ait", "ions", "aient"),
    "past": ("it", "irent"),
    "future": ("rai", "ra", "rons", "rez", "ront"),
    "conditional": ("rais", "rait", "rions", "raient"),
    "participle": ("u", "ue", "us", "ues"),
    "gerund": ("ant",),
    "infinitive": ("re",),
}

# ending of the infinitive → (present singular 3rd, present plural 3rd, imperfect stem, past, future stem, participle)
_IRREGULAR = {
    "tenir": ("tient", "tiennent", "ten", "tint tinrent", "tiendr", "tenu"),
    "venir": ("vient", "viennent", "ven", "vint vinrent", "viendr", "venu"),
    "prendre": ("prend", "prennent", "pren", "prit prirent", "prendr", "pris"),
    "mettre": ("met", "mettent", "mett", "mit mirent", "mettr", "mis"),
    "faire": ("fait", "font", "fais", "fit firent", "fer", "fait"),
    "cueillir": ("cueille", "cueillent", "cueill", "cueillit cueillirent", "cueiller", "cueilli"),
    "ouvrir": ("ouvre", "ouvrent", "ouvr", "ouvrit ouvrirent", "ouvrir", "ouvert"),
    "ffrir": ("ffre", "ffrent", "ffr", "ffrit ffrirent", "ffrir", "ffert"),
    "élire": ("élit", "élisent", "élis", "élut élurent", "élir", "élu"),
    "lire": ("lit", "lisent", "lis", "lut lurent", "lir", "lu"),
    "duire": ("duit", "duisent", "duis", "duisit duisirent", "duir", "duit"),
    "struire": ("struit", "struisent", "struis", "struisit struisirent", "struir", "struit"),
    "cevoir": ("çoit", "çoivent", "cev", "çut çurent", "cevr", "çu"),
    "devoir": ("doit", "doivent", "dev", "dut durent", "devr", "dû due"),
    "scrire": ("scrit", "scrivent", "scriv", "scrivit scrivirent", "scrir", "scrit"),
    "crire": ("crit", "crivent", "criv", "crivit crivirent", "crir", "crit"),
    "clure": ("clut", "cluent", "clu", "clut clurent", "clur", "clu"),
    "inclure": ("inclut", "incluent", "inclu", "inclut inclurent", "inclur", "inclus"),
    "clore": ("clôt clot", "closent", "clos", "", "clor", "clos"),
    "joindre": ("joint", "joignent", "joign", "joignit joignirent", "joindr", "joint"),
    "eindre": ("eint", "eignent", "eign", "eignit eignirent", "eindr", "eint"),
    "aindre": ("aint", "aignent", "aign", "aignit aignirent", "aindr", "aint"),
    "mouvoir": ("meut", "meuvent", "mouv", "mut murent", "mouvr", "mu"),
    "vouloir": ("veut", "veulent", "voul", "voulut voulurent", "voudr", "voulu"),
    "pouvoir": ("peut", "peuvent", "pouv", "put purent", "pourr", "pu"),
    "savoir": ("sait", "savent", "sav", "sut surent", "saur", "su"),
    "voir": ("voit", "voient", "voy", "vit virent", "verr", "vu"),
    "prévoir": ("prévoit", "prévoient", "prévoy", "prévit prévirent", "prévoir", "prévu"),
    "asseoir": ("assoit", "assoient", "assoy", "assit assirent", "assiér", "assis"),
    "suivre": ("suit", "suivent", "suiv", "suivit suivirent", "suivr", "suivi"),
    "battre": ("bat", "battent", "batt", "battit battirent", "battr", "battu"),
    "dire": ("dit", "disent", "dis", "dit dirent", "dir", "dit"),
    "avoir": ("a", "ont", "av", "eut eurent", "aur", "eu"),
    "être": ("est", "sont", "ét", "fut furent", "ser", "été"),
    "aller": ("va", "vont", "all", "alla allèrent", "ir", "allé"),
    "naître": ("naît", "naissent", "naiss", "naquit naquirent", "naîtr", "né"),
    "paraître": ("paraît", "paraissent", "paraiss", "parut parurent", "paraîtr", "paru"),
    "connaître": ("connaît", "connaissent", "connaiss", "connut connurent", "connaîtr", "connu"),
    "croître": ("croît", "croissent", "croiss", "crût crut crurent", "croîtr", "cru crû"),
    "partir": ("part", "partent", "part", "partit partirent", "partir", "parti"),
    "sortir": ("sort", "sortent", "sort", "sortit sortirent", "sortir", "sorti"),
    "servir": ("sert", "servent", "serv", "servit servirent", "servir", "servi"),
    "sentir": ("sent", "sentent", "sent", "sentit sentirent", "sentir", "senti"),
    "mentir": ("ment", "mentent", "ment", "mentit mentirent", "mentir", "menti"),
    "dormir": ("dort", "dorment", "dorm", "dormit dormirent", "dormir", "dormi"),
    "mourir": ("meurt", "meurent", "mour", "mourut moururent", "mourr", "mort"),
    "fuir": ("fuit", "fuient", "fuy", "fuit fuirent", "fuir", "fui"),
    "vêtir": ("vêt", "vêtent", "vêt", "vêtit vêtirent", "vêtir", "vêtu"),
    "courir": ("court", "courent", "cour", "courut coururent", "courr", "couru"),
    "quérir": ("quiert", "quièrent", "quér", "quit quirent", "querr", "quis"),
    "vivre": ("vit", "vivent", "viv", "vécut vécurent", "vivr", "vécu"),
    "vaincre": ("vainc", "vainquent", "vainqu", "vainquit vainquirent", "vaincr", "vaincu"),
    "plaire": ("plaît plait", "plaisent", "plais", "plut plurent", "plair", "plu"),
    "taire": ("tait", "taisent", "tais", "tut turent", "tair", "tu"),
    "traire": ("trait", "traient", "tray", "", "trair", "trait"),
    "suffire": ("suffit", "suffisent", "suffis", "suffit suffirent", "suffir", "suffi"),
    "nuire": ("nuit", "nuisent", "nuis", "nuisit nuisirent", "nuir", "nui"),
    "croire": ("croit", "croient", "croy", "crut crurent", "croir", "cru"),
    "résoudre": ("résout", "résolvent", "résolv", "résolut résolurent", "résoudr", "résolu"),
    "soudre": ("sout", "solvent", "solv", "", "soudr", "sous soute"),
    "valoir": ("vaut", "valent", "val", "valut valurent", "vaudr", "valu"),
    "rompre": ("rompt", "rompent", "romp", "rompit rompirent", "rompr", "rompu"),
    "échoir": ("échoit", "échoient", "échoy", "échut échurent", "échoir", "échu"),
}

# Endings that many regular verbs share by chance (« installer », « répartir », « assortir »): the prefixes under which they are irregular.
_PREFIXES = {
    "aller": ("",),
    "avoir": ("", "r"),
    "être": ("",),
    "voir": ("", "re", "entre"),
    "partir": ("", "re", "dé"),
    "sortir": ("", "res"),
    "servir": ("", "des", "res"),
    "sentir": ("", "con", "res", "pres"),
    "mentir": ("", "dé"),
    "dormir": ("", "en", "ren"),
    "fuir": ("", "en"),
    "dire": ("", "re", "contre", "inter", "mé", "pré", "dé"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word: its infinitive and mood-tense (`present`, `imperfect`, `past`, `future`,
    `conditional`, `participle`, `gerund`, `infinitive`)."""

    verb: str
    tense: str

    @property
    def finite(self) -> bool:
        return self.tense not in ("participle", "gerund", "infinitive")


@cache
def forms(infinitive: str) -> frozenset[tuple[str, str]]:
    """(lower-case word, mood-tense) for every third-person and non-finite form of the infinitive.

    >>> ("copréside", "present") in forms("coprésider")
    True
    >>> ("tiendra", "future") in forms("tenir")
    True
    >>> ("installera", "future") in forms("installer")
    True
    """
    verb = infinitive.removeprefix("se ").removeprefix("s'")
    for ending in sorted(_IRREGULAR, key=len, reverse=True):
        prefix = verb[: -len(ending)]
        if verb.endswith(ending) and prefix in _PREFIXES.get(ending, (prefix,)):
            return frozenset(_irregular(verb, prefix, ending))
    if verb.endswith("er"):
        return frozenset(_regular(verb[:-2], _ER))
    if verb.endswith("ir"):
        return frozenset(_regular(verb[:-2], _IR))
    if verb.endswith("re"):
        return frozenset(_regular(verb[:-2], _RE))
    raise ValueError(f"{infinitive!r} is not a French infinitive (-er, -ir, -re, -oir)")


def _regular(stem: str, endings: dict[str, tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    for tense, suffixes in endings.items():
        for suffix in suffixes:
            base = stem
            if endings is _ER and suffix[:1] in ("a", "â", "o"):
                base = re.sub("g$", "ge", re.sub("c$", "ç", stem))
            yield base + suffix, tense
            if endings is _ER and suffix[:1] == "e" and suffix not in ("er", "ez"):
                yield from ((variant + suffix, tense) for variant in _mute_e(stem))


def _mute_e(stem: str) -> Iterable[str]:
    """Stems before a mute e: céder → cèd-, lever → lèv-, appeler → appell-, déployer → déploi-."""
    if found := re.search(r"[ée]([^aeiouyéèê]{1,2})$", stem):
        yield stem[: found.start()] + "è" + found.group(1)
    if re.search(r"e[lt]$", stem):
        yield stem + stem[-1]
    if stem.endswith("y"):
        yield stem[:-1] + "i"


def _irregular(verb: str, prefix: str, ending: str) -> Iterable[tuple[str, str]]:
    singular, plural, imperfect, past, future, participle = _IRREGULAR[ending]
    table = {
        "present": [*singular.split(), plural, imperfect + "ons", *_subjunctive(ending, plural)],
        "imperfect": [imperfect + e for e in ("ait", "aient", "ions")],
        "past": past.split(),
        "future": [future + e for e in ("a", "ont", "ons", "ai")],
        "conditional": [future + e for e in ("ait", "aient")],
        "participle": [p + e for p in participle.split() for e in ("", "e", "s", "es")],
        "gerund": [{"être": "étant", "avoir": "ayant", "savoir": "sachant"}.get(ending, imperfect + "ant")],
    }
    for tense, words in table.items():
        yield from ((prefix + word, tense) for word in words)
    yield verb, "infinitive"


def _subjunctive(ending: str, plural: str) -> list[str]:
    special = {"être": ["soit", "soient"], "avoir": ["ait", "aient"], "faire": ["fasse", "fassent"]}
    special |= {"pouvoir": ["puisse", "puissent"], "vouloir": ["veuille"], "aller": ["aille", "aillent"]}
    return special.get(ending, [plural.removesuffix("nt")])


class VerbIndex:
    """Word → possible readings, for the verbs of a lexicon."""

    def __init__(self, infinitives: Iterable[str]) -> None:
        self._readings: dict[str, list[Form]] = {}
        for infinitive in sorted(set(infinitives)):
            # « réunit », « dit » are the present before they are the past.
            for word, tense in sorted(forms(infinitive), key=lambda form: (form[1] == "past", form)):
                self._readings.setdefault(word, []).append(Form(infinitive, tense))

    def readings(self, word: str) -> list[Form]:
        """All readings of a lower-case word; empty when no verb of the lexicon has it as a form."""
        return self._readings.get(word, [])

    def known(self) -> Iterable[str]:
        """Every word that is a form of a verb of the index."""
        return self._readings.keys()
