"""What Entente says to people, in English and in French.

The language is `KG_LANG` (`fr` or `en`) when set, else the locale's (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English.
One key, two sentences, the same named fields in both (a test compares them).
"""

from __future__ import annotations

import os

# key: (English, French)
TEXTS: dict[str, tuple[str, str]] = {
    # inputs that cannot be read: what, where, what to do
    "source.missing": (
        "{name}: no such file or folder; check the path",
        "{name} : ni fichier ni dossier de ce nom ; vérifiez le chemin",
    ),
    "source.no_match": (
        "{name}: no file matches; put the pattern in quotes and check the folder",
        "{name} : aucun fichier ne correspond ; mettez le motif entre guillemets et vérifiez le dossier",
    ),
    "source.empty_folder": (
        "{name}: no readable file in this folder; Entente reads {kinds}",
        "{name} : aucun fichier lisible dans ce dossier ; Entente lit {kinds}",
    ),
    "source.unreadable": (
        "{name}: cannot be read ({why}); check its permissions",
        "{name} : lecture impossible ({why}) ; vérifiez ses droits",
    ),
    "source.unsupported": (
        "{name}: this kind of file is not read; convert it to text (Entente reads {kinds})",
        "{name} : ce type de fichier n'est pas lu ; convertissez-le en texte (Entente lit {kinds})",
    ),
    "source.address": (
        "{name}: addresses are not fetched; save the page and give the file",
        "{name} : les adresses ne sont pas téléchargées ; enregistrez la page et donnez le fichier",
    ),
    "source.empty": (
        "{name}: there is no text in it; give a file with an article",
        "{name} : aucun texte dedans ; donnez un fichier qui contient un article",
    ),
    "source.binary": (
        "{name}: this is binary data, not text; give a text file",
        "{name} : ce sont des données binaires, pas du texte ; donnez un fichier texte",
    ),
    "source.too_big": (
        "{name}: larger than {limit} MB, too big for one article; split it or use JSON Lines",
        "{name} : plus de {limit} Mo, trop gros pour un article ; découpez-le ou passez par du JSON Lines",
    ),
    "source.encoding": (
        "{name}: the encoding is not recognised; save the file as UTF-8",
        "{name} : encodage non reconnu ; enregistrez le fichier en UTF-8",
    ),
    "source.mojibake": (
        "{name}: the accents are damaged (« Ã© » for « é »); get the text again and save it as UTF-8",
        "{name} : les accents sont abîmés (« Ã© » pour « é ») ; reprenez le texte et enregistrez-le en UTF-8",
    ),
    "source.not_french": (
        "{name}: this does not look like French; Entente reads French articles only",
        "{name} : cela ne ressemble pas à du français ; Entente ne lit que des articles en français",
    ),
    "source.language": (
        "{name}: the language “{lang}” is not read; only French is (fr)",
        "{name} : la langue « {lang} » n'est pas lue ; seul le français l'est (fr)",
    ),
    "source.no_article": (
        "{name}: no article was found in this page; save its text as .txt",
        "{name} : aucun article trouvé dans cette page ; enregistrez son texte en .txt",
    ),
    "source.json": (
        "{name}: not a JSON object with a “text” ({why}); one article a line, see the README",
        "{name} : pas un objet JSON avec un champ « text » ({why}) ; un article par ligne, voir le README",
    ),
    "source.date": (
        "{date}: not a date; write it as 2025, 2025-07 or 2025-07-02",
        "{date} : ce n'est pas une date ; écrivez 2025, 2025-07 ou 2025-07-02",
    ),
}


def language() -> str:
    """`fr` or `en`, from the environment. Read at every call: a test or a notebook may change it."""
    for name in ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def say(key: str, **fields: object) -> str:
    """The sentence `key` in the current language, its fields filled in. Raises KeyError for an unknown key."""
    english, french = TEXTS[key]
    return (french if language() == "fr" else english).format(**fields)
