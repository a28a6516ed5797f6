"""People: a title, a name, or both, in any order (« le ministre X, NOM », « NOM, président de Y », « M. NOM »)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.gazetteer import Gazetteer
from kg.extract.mentions import ARTICLES, Mention, TitlePhrase
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, head_key
from kg.lexicon.schema import Title
from kg.text.tokens import Text

_PARTICLES = {
    "de",
    "du",
    "des",
    "da",
    "dos",
    "el",
    "al",
    "ben",
    "bin",
    "bint",
    "ibn",
    "ould",
    "van",
    "von",
    "der",
    "di",
    "del",
    "la",
    "d'",
    "y",
    "le",
    "af",
    "ter",
    "ten",
    "do",
    "das",
    "den",
    "in",
    "op",
    "zu",
    "zur",
}
_OFFICE = re.compile(r"^(?:C[A-Z]{1,2}O|DG|SG)$")
_COPULAS = {"est", "était", "fut", "devient", "devenu", "devenue", "reste", "demeure", "sera", "deviendra", "été"}
_ARABIC_ARTICLE = re.compile(r"^(?:al|el|as|ad|ar|at|az|an)-[A-ZÀ-Ý]")
# Whose deputy someone is: « vice-secrétaire général », « sous-directrice générale », « ex-ministre ».
_DEPUTY = re.compile(r"^(?:vice|sous?|ex|co|pro|archi)[- ]")
_IN_OFFICE = frozenset({("par", "intérim"), ("en", "exercice"), ("en", "titre")})
# « Sidi Tah, élu en mai à Abidjan président de la Banque »: what may stand between a name and the post given to it.
_GIVEN = frozenset("élu élue réélu réélue nommé nommée renommé renommée désigné désignée promu promue".split())
_BESIDE = 6  # tokens at most between such a word and the post
_OF = {"de", "du", "des", "d'"}
_AT = {"à", "au", "aux", "auprès", "près", "en", "pour", "chargé", "chargée"}


@dataclass(frozen=True)
class _Word:
    """A title word or epithet at [first, last)."""

    first: int
    last: int
    title: Title | None


class PersonGrammar:
    """Finds people, named or not, over one text. `phrases` maps a token to the noun phrase or registry name there."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer, phrases: list[Mention]) -> None:
        self.text, self.tokens, self._lexicon, self._gazetteer = text, text.tokens, lexicon, gazetteer
        self._phrases: dict[int, Mention] = {}
        for p in phrases:
            for at in {p.first, p.core}:
                if at not in self._phrases or self._phrases[at].last < p.last:
                    self._phrases[at] = p
        self._titles, self._epithets = lexicon.title_words, lexicon.epithets
        self._people = {n.first: n for n in text.names if n.label == "PER"}
        first_names = {
            n.first for n in text.names if n.label == "PER" and self._is_first_name(n.first, n.last, phrases)
        }
        self._phrases = {i: p for i, p in self._phrases.items() if i not in first_names or p.last > i + 1}
        self._blocked = {
            i for p in phrases if p.kind in ("registry", "name") for i in range(p.core, p.last)
        } - first_names
        self._blocked |= {i for p in phrases if p.kind == "noun" and p.proper for i in self._eponym(p)}
        self._surnames = {text.tokens[n.last - 1].text for n in text.names if n.label == "PER" and n.last - n.first > 1}
        self._previous_title: TitlePhrase | None = None
        self._told_titles: list[TitlePhrase] = []

    def _is_first_name(self, first: int, last: int, phrases: list[Mention]) -> bool:
        """« Riyad Mansour », « Dominique de Villepin »: a city or state whose name the recogniser takes on into a person's."""
        return (
            last - first > 1
            and self.tokens[last - 1].is_capital
            and any(p.core == first and p.last == first + 1 and p.kind == "registry" for p in phrases)
            and not any(p.kind == "registry" and p.core < last and p.last > first + 1 for p in phrases)
        )

    def _eponym(self, phrase: Mention) -> range:
        """« l'Université Cheikh Anta Diop »: the capitals glued to a capitalised head are its name, not a person's."""
        last = phrase.head + 1
        while last < phrase.last and self.tokens[last].is_capital and self.tokens[last].is_word:
            last += 1
        return range(phrase.head + 1, last)

    def find(self) -> list[Mention]:
        found: list[Mention] = []
        i = 0
        while i < len(self.tokens):
            mentions = self._at(i)
            if mentions and found:
                self._share_plural(found, mentions[0])
            found += mentions
            i = max((m.last for m in mentions), default=i + 1)
        return found

    def _share_plural(self, found: list[Mention], last: Mention) -> None:
        """« A et B, représentants permanents du Costa Rica et de l'Espagne »: a plural title is everyone's, each with one complement."""
        title = last.titles[-1] if last.titles and last.name is not None else None
        if (
            title is None
            or title.first < last.first
            or not self.tokens[title.first].low.endswith("s")
            or title.first < (last.name or (0, 0))[1]
        ):
            return
        together = [last]
        for before in reversed(found):
            between = [t.low for t in self.tokens[before.last : together[0].first]]
            if before.name is None or before.titles or between not in (["et"], [","], [",", "et"]):
                break
            together.insert(0, before)
        if len(together) < 2:
            return
        parts = self._complements_of(title)
        for index, mention in enumerate(together):
            own = TitlePhrase(
                title.first, title.last, title.word_last, title.represents, title.chairs, title.head_of_state
            )
            if len(parts) == len(together):
                own.last, own.complement = title.word_last, parts[index]
            mention.titles = [own]

    def _complements_of(self, title: TitlePhrase) -> list[tuple[int, int]]:
        """The token spans of the states and bodies coordinated after a title's words."""
        parts = []
        k = title.word_last
        while k < title.last:
            phrase = self._phrases.get(k)
            if phrase is not None and phrase.kind in ("registry", "noun"):
                of = (
                    k > title.word_last and self.tokens[k - 1].low in _OF
                )  # « de Madrid »; « du Costa Rica » is one phrase
                parts.append((k - of, phrase.last))
                k = phrase.last
            else:
                k += 1
        return parts

    def _at(self, i: int) -> list[Mention]:
        if (word := self._title_word(i)) is not None:
            return self._titled(word)
        if (after := self._honorific(i)) is not None:
            return self._honoured(i, after)
        if (name := self._compatriot(i)) is not None:
            return [self._with_titles_after(self._person(i - 1, name, name))]
        if (name := self._name(i, strict=True, apposed=False)) is not None:
            return [self._with_titles_after(self._person(i, name, name))]
        if (name := self._name(i, strict=True, apposed=True)) is not None and self._title_follows(name[1]):
            return [self._with_titles_after(self._person(i, name, name))]
        if self._surname(i):
            return [self._with_titles_after(self._person(i, (i, i + 1), (i, i + 1)))]
        return []

    def _surname(self, i: int) -> bool:
        """« Poutine », « Takaichi »: a single name that the recogniser takes for a person's, or that ends one elsewhere."""
        token = self.tokens[i]
        if not token.is_capital or token.text.isupper() or len(token.text) < 3 or token.pos in ("DET", "ADP", "ADV"):
            return False
        if i in self._blocked or i in self._phrases or self._gazetteer.demonym(token.fold) is not None:
            return False
        alone = i in self._people and self._people[i].last == i + 1
        known = token.text in self._surnames and not any(
            n.first <= i < n.last for n in self.text.names if n.label != "PER"
        )
        glued = self._same_sentence(i, i + 1) and self.tokens[i + 1].is_capital and self.tokens[i + 1].is_word
        before = self.tokens[i - 1] if i > 0 and self._same_sentence(i - 1, i) else None
        articled = before is not None and (before.low in ARTICLES or (before.is_capital and before.is_word))
        return (known or (alone and token.pos == "PROPN")) and not glued and not articled

    def _compatriot(self, i: int) -> tuple[int, int] | None:
        """« le Suisse Thomas Schneider »: a capitalised demonym between an article and a name."""
        token = self.tokens[i]
        if not (token.is_capital and i and self.tokens[i - 1].low in ("le", "la", "l'", "du", "au")):
            return None
        return self._name(i + 1) if self._gazetteer.demonym(token.fold) is not None else None

    def _title_follows(self, at: int) -> bool:
        """« NOM, vice-présidente de … »: a title set off by a comma makes the capitals before it a person's name."""
        if at + 1 >= len(self.tokens) or self.tokens[at].text != "," or not self._same_sentence(at - 1, at + 1):
            return False
        after = at + 1 + (self.tokens[at + 1].low in ("le", "la", "l'"))
        word = self._title_word(after) if after < len(self.tokens) else None
        return word is not None and word.title is not None and self._singular(word)

    # ---- the three openings

    def _titled(self, word: _Word) -> list[Mention]:
        first, phrase = self._title_phrase(word)
        at = phrase.last
        name = self._name(at)
        if name is None and at < len(self.tokens) and self.tokens[at].text == "," and self._same_sentence(at, at + 1):
            # A title before a comma names the person after it, unless another title or a verb follows at once.
            name = self._name(self._honorific(at + 1) or at + 1, strict=True, apposed=self._singular(word))
        if name is not None and self._closes_foreign_name(at, name):
            phrase, name = replace(phrase, last=name[1]), None
        if name is None:
            if word.title is not None and self._predicative(first, word):
                return [Mention(word.first, phrase.last, word.first, "post", "Post", titles=[phrase])]
            if not self._stands_alone(first, word):
                return []
            return [self._anonymous(first, word, phrase)]
        mention = self._person(first, name, (name[0], name[1]))
        if word.title is not None:
            mention.titles.append(phrase)
            self._previous_title = phrase
            self._told_titles.append(phrase)
        elif self.tokens[word.first].fold.startswith("homologue") and self._previous_title is not None:
            mention.titles.append(self._shared_title(self._title_of_the_other(word.first), phrase))
        mention = self._with_titles_after(mention)
        return [mention, *self._chain(mention, phrase, word)]

    def _closes_foreign_name(self, at: int, name: tuple[int, int]) -> bool:
        """« président de l'Executive Affairs Authority »: a third capital right after two is no one's surname."""
        before = self.tokens[at - 2 : at]
        glued = all(t.is_capital and t.is_word and t.i not in self._phrases for t in before)
        return glued and name[0] == at and name[1] - name[0] == 1 and not self._first_name(at)

    def _title_of_the_other(self, at: int) -> TitlePhrase:
        """Whose homologue: the last that this sentence gives a title, else the first of the sentence before, else the last."""
        assert self._previous_title is not None
        here = self.text.sentence_of[at]
        for sentence, which in ((here, -1), (here - 1, 0)):
            told = [t for t in self._told_titles if self.text.sentence_of[t.first] == sentence and t.first < at]
            if told:
                return told[which]
        return self._previous_title

    def _singular(self, word: _Word) -> bool:
        return not self.tokens[word.first].low.endswith("s") and self.tokens[word.first].number != "Plur"

    def _honoured(self, i: int, after: int) -> list[Mention]:
        if after < len(self.tokens) and self.tokens[after].low in ("le", "la", "l'"):
            after += 1
        word = self._title_word(after)
        if word is not None:
            found = self._titled(word)
            if found and found[0].first <= after:
                found[0].first = i
            return found
        name = self._name(after, honoured=True) or self._particled(after)
        return [self._with_titles_after(self._person(i, name, name))] if name is not None else []

    def _particled(self, at: int) -> tuple[int, int] | None:
        """« Mme von der Leyen », « M. de Villepin »: a surname that begins with its particles."""
        k = at
        while k < len(self.tokens) and self.tokens[k].low in _PARTICLES and self._same_sentence(at, k) and k - at < 3:
            k += 1
        name = self._name(k, honoured=True) if k > at else None
        return (at, name[1]) if name is not None else None

    def _person(self, first: int, name: tuple[int, int], span: tuple[int, int]) -> Mention:
        return Mention(first, span[1], span[0], "person", "Person", core=name[0], name=name, proper=True)

    def _anonymous(self, first: int, word: _Word, phrase: TitlePhrase) -> Mention:
        mention = Mention(first, phrase.last, word.first, "person", "Person", core=phrase.first)
        before = self.tokens[first].low
        mention.determiner = ARTICLES.get(before, "")
        if word.title is not None:
            mention.titles.append(phrase)
            self._previous_title = phrase
            self._told_titles.append(phrase)
        mention.weak = True
        return mention

    def _stands_alone(self, first: int, word: _Word) -> bool:
        """An unnamed holder counts after a singular determiner only (« la ministre danoise », not « les ministres »)."""
        return self.tokens[first].low in (
            "le",
            "la",
            "l'",
            "un",
            "une",
            "son",
            "sa",
            "leur",
            "du",
            "au",
            "ce",
            "cet",
            "cette",
        ) and not self.tokens[word.last - 1].low.endswith("s")

    def _predicative(self, first: int, word: _Word) -> bool:
        """« est nommé ambassadeur », « devient la présidente », « au poste de directeur »: a post rather than its holder."""
        if word.first == first and self.tokens[word.last - 1].low.endswith("s") and word.title is not None:
            return False
        before = self.tokens[first - 1] if first and self._same_sentence(first - 1, first) else None
        if before is None:
            return False
        bare = word.first == first
        if before.low in ("comme", "que") or (before.low in ("de", "d'") and bare):
            return bare and any(
                t.low in ("comme", "tant", "qualité", "poste", "fonctions", "fonction", "titre")
                for t in self.tokens[max(0, first - 2) : first]
            )
        if before.pos in ("VERB", "AUX"):
            return bare or before.low in _COPULAS
        if (before.is_capital or before.pos == "PRON") and self._lexicon.verbs.readings(self.tokens[first].low):
            return False  # « coprésident » after a name is the verb
        return bare and before.pos not in ("ADP", "DET", "PUNCT", "CCONJ", "ADJ", "NUM")

    def _with_titles_after(self, mention: Mention) -> Mention:
        """« NOM, président de X et président en exercice de Y, … »: titles in apposition after the name."""
        while (at := self._next_title(mention)) is not None:
            word = self._title_word(at) or self._office(at)
            if word is None or word.title is None:
                break
            _first, phrase = self._title_phrase(word)
            after = self.tokens[phrase.last] if phrase.last < len(self.tokens) else None
            if self._name(phrase.last) or (
                after is not None
                and after.text == ","
                and self._name(phrase.last + 1, strict=True)
                and self._closes_list(mention)
            ):
                break
            mention.titles.append(phrase)
            mention.last = phrase.last
            self._previous_title = phrase
            self._told_titles.append(phrase)
        return mention

    def _next_title(self, mention: Mention) -> int | None:
        """Where a title in apposition to the name, or one more after « et », may begin."""
        at = mention.last + 1
        if at >= len(self.tokens) or not self._same_sentence(at - 1, at):
            return None
        if self.tokens[mention.last].low == "et":
            after = mention.name is not None and any(t.first >= mention.name[1] for t in mention.titles)
            word = self._title_word(at) if after else None
            return at if word is not None and self._singular(word) else None
        if self.tokens[mention.last].text != ",":
            return None
        if self.tokens[at].low in _GIVEN:  # and then a day or a place, no other words
            for i in range(at + 1, min(at + 2 + _BESIDE, len(self.tokens) - 1)):
                word = self._title_word(i)
                if word is not None and word.title is not None:
                    return i
                if self.tokens[i].pos in ("VERB", "AUX", "PUNCT"):
                    break
            return None
        return at + (self.tokens[at].low in ("le", "la", "l'"))

    def _closes_list(self, mention: Mention) -> bool:
        """Whether the name already carries a title, so that one more before a name belongs to the next person."""
        return bool(mention.titles)

    def _chain(self, mention: Mention, phrase: TitlePhrase, word: _Word) -> list[Mention]:
        """« les présidents rwandais Paul Kagame et togolais Faure Gnassingbé »: one title shared by several people."""
        plural = self.tokens[word.last - 1].low.endswith("s") or self.tokens[word.first].low.endswith("s")
        found = []
        at = mention.last
        while plural and at + 1 < len(self.tokens) and self.tokens[at].low in ("et", ","):
            k = at + 1
            if self.tokens[at].text == "," and self.tokens[k].low == "et":
                k += 1
            if (other := self._with_own_body(k, phrase)) is not None:
                found.append(other)
                at = other.last
                continue
            adjective = self._gazetteer.demonym(self.tokens[k].fold) is not None
            after = k + 1 if adjective else k
            if adjective and after < len(self.tokens) and self.tokens[after].text == ",":
                after += 1
            name = self._name(after)
            if name is None:
                break
            other = self._person(k, name, name)
            other.titles.append(
                TitlePhrase(k, k + 1, k, phrase.represents, phrase.chairs, phrase.head_of_state)
                if adjective
                else phrase
            )
            if adjective:
                other.titles[-1] = self._shared_title(phrase, TitlePhrase(k, k + 1, k + 1))
            found.append(other)
            at = other.last
        return found

    def _shared_title(self, title: TitlePhrase, own: TitlePhrase) -> TitlePhrase:
        """The word of one title with the complement of another: (word span, complement span) kept apart."""
        shared = TitlePhrase(
            title.first, title.word_last, title.word_last, title.represents, title.chairs, title.head_of_state
        )
        if own.word_last < own.last or (
            own.first == own.word_last - 1 and own.last == own.word_last and own.first >= title.last
        ):
            shared.complement = (own.word_last if own.word_last < own.last else own.first, own.last)
            known = self._titles.get(head_key(self.text.slice(title.first, title.word_last)))
            if known is not None and self.tokens[shared.complement[0]].gender == "Fem":
                shared.wording = known.feminine  # « l'ambassadeur marocain et son homologue finlandaise »
        return shared

    def _with_own_body(self, k: int, phrase: TitlePhrase) -> Mention | None:
        """« les patrons d'OpenAI, Sam Altman, et de DeepMind, Demis Hassabis »: the title again, of another body."""
        if k >= len(self.tokens) or self.tokens[k].low not in _OF:
            return None
        after = self._complement(k, self.text.sentences[self.text.sentence_of[k]].last)
        if after is None or after + 1 >= len(self.tokens) or self.tokens[after].text != ",":
            return None
        name = self._name(after + 1)
        if name is None:
            return None
        other = self._person(k, name, name)
        other.titles.append(self._shared_title(phrase, TitlePhrase(k, after, k)))
        return other

    # ---- words, phrases, names

    def _title_word(self, i: int) -> _Word | None:
        if i >= len(self.tokens) or self.tokens[i].fold not in self._lexicon.title_openings:
            return None
        if i in self._blocked and i not in self._phrases:
            return None  # « l'Assemblée générale des Nations unies, M. Sall »
        for length in (4, 3, 2, 1):
            if i + length > len(self.tokens) or not self._same_sentence(i, i + length - 1):
                continue
            key = head_key(self.text.slice(i, i + length))
            title = self._titles.get(key) or self._titles.get(_DEPUTY.sub("", key))
            if title is not None or key in self._epithets:
                token = self.tokens[i]
                named = any(n.last == i - 1 for n in self._people.values())  # « X, envoyé du Secrétaire général »
                apposed = named and self.tokens[i - 1].text == "," and self.tokens[i + length].low in _OF
                verbal = token.pos in ("VERB", "AUX") and not token.is_capital
                if verbal and not apposed and self._lexicon.verbs.readings(token.low):
                    return None
                return _Word(i, i + length, title)
        return None

    def _office(self, i: int) -> _Word | None:
        """« Ali Kone, CEO de la Banque », « Ali Kone, CIO Kenya »: an office told by its English letters, beside a name only."""
        token = self.tokens[i]
        if not _OFFICE.match(token.text):
            return None
        glued = self._phrases.get(i + 1)
        last = glued.last if glued is not None and glued.first == i + 1 and glued.kind == "registry" else i + 1
        return _Word(i, last, Title(word=token.text, feminine=token.text))

    def _title_phrase(self, word: _Word) -> tuple[int, TitlePhrase]:
        """(first token with determiner, the title with its complement)."""
        first = word.first
        while (
            first > 0
            and self.tokens[first - 1].low
            in ("nouveau", "nouvelle", "ancien", "ancienne", "futur", "actuel", "actuelle", "haut")
            and self._same_sentence(first - 1, first)
        ):
            first -= 1
        if first > 0 and self.tokens[first - 1].low in ARTICLES and self._same_sentence(first - 1, first):
            first -= 1
        last, t = word.last, word.title
        # « l'ambassadeur représentant permanent »: a second title word glued to the first.
        following = self._title_word(last)
        represents = bool(t and t.represents)
        if following is not None and following.title is not None and t is not None:
            last = following.last
            represents = represents or following.title.represents
        end = self._complement_end(last)
        return first, TitlePhrase(word.first, end, last, represents, bool(t and t.chairs), bool(t and t.head_of_state))

    def _complement_end(self, k: int) -> int:
        end = self.text.sentences[self.text.sentence_of[k - 1]].last
        seen = False
        while k < end:
            token = self.tokens[k]
            if tuple(t.low for t in self.tokens[k : k + 2]) in _IN_OFFICE:
                k += 2
            elif (token.pos == "ADJ" and not (token.is_capital and k in self._people)) or (
                self._gazetteer.demonym(token.fold) and not token.is_capital
            ):
                k += 1
            elif (
                token.low in _OF
                or token.low in _AT
                or (token.low == "en" and k + 1 < end and self.tokens[k + 1].low in ("charge", "chef"))
            ):
                after = self._complement(k, end)
                if after is None:
                    break
                k, seen = after, True
            elif (
                token.low in (",", "et", ", ")
                and seen
                and k + 1 < end
                and (self.tokens[k + 1].low in _OF or self.tokens[k + 1].low in ("à", "aux", "au"))
            ):
                after = self._complement(k + 1, end)
                strong = after is not None and any(self.tokens[x].is_capital for x in range(k + 2, after))
                if after is None or not strong:
                    break
                k = after
            elif (
                token.low == "("
                and k + 2 < end
                and self.tokens[k + 2].text == ")"
                and self.tokens[k + 1].text.isupper()
            ):
                k += 3
            else:
                break
        return k

    def _complement(self, k: int, end: int) -> int | None:
        """Past one complement of a title at token k (« des Affaires étrangères », « auprès de l'ONU »)."""
        if (
            self.tokens[k].low in ("chargé", "chargée", "en")
            and k + 1 < end
            and self.tokens[k + 1].low in ("charge", "chef")
        ):
            k += 1
        j = k + 1
        while j < end and (self.tokens[j].low in ARTICLES or self.tokens[j].low in _OF):
            j += 1
        if j >= end:
            return None
        at = self.tokens[k].low
        phrase = self._phrases.get(j) or self._phrases.get(j - 1)
        if phrase is not None and phrase.last > j and phrase.kind in ("registry", "noun", "topic", "group", "name"):
            owned = self.tokens[k + 1].low in ("sa", "son", "ses", "leur", "leurs")
            if (
                at in ("à", "au", "aux")
                and not owned
                and phrase.kind == "noun"
                and classes.load().is_a(phrase.type, "Occasion")
            ):
                return None  # « enverra son ministre à la conférence »: where he goes, not what he is minister of
            return phrase.last
        token = self.tokens[j]
        if at in ("à", "au", "aux", "en") and not token.is_capital:
            return None
        if at == "pour" and not token.is_capital and (token.pos != "NOUN" or j == k + 1):
            return None
        if token.pos not in ("NOUN", "PROPN", "X", "ADJ") and not token.is_capital:
            return None
        if token.is_capital and j in self._people and at in _OF:
            return None
        j += 1
        while j < end and (
            self.tokens[j].pos == "ADJ"
            or (self.tokens[j].is_capital and self.tokens[j].pos in ("NOUN", "ADJ") and j not in self._people)
        ):
            j += 1
        while (
            j + 1 < end
            and self.tokens[j].low in _OF | {"et"}
            and self.tokens[j + 1].pos == "NOUN"
            and self.tokens[j + 1].is_capital
        ):
            j += 2
        more = self.tokens[j : j + 2]
        if len(more) == 2 and more[0].low == "et" and more[1].pos == "ADJ" and self.tokens[j - 1].pos == "ADJ":
            j += 2  # « des Affaires étrangères et européennes »
        return j

    def _honorific(self, i: int) -> int | None:
        if i >= len(self.tokens) or self.tokens[i].low.rstrip(".") not in self._lexicon.honorific_starts:
            return None
        for length in (3, 2, 1):
            if (
                i + length <= len(self.tokens)
                and self.text.slice(i, i + length).lower().rstrip(".") in self._lexicon.honorifics
            ):
                after = i + length
                return after + 1 if after < len(self.tokens) and self.tokens[after].text == "." else after
        return None

    def _name(
        self, i: int, strict: bool = False, apposed: bool = False, honoured: bool = False
    ) -> tuple[int, int] | None:
        """Tokens of a personal name at i; `strict` asks for two capitalised words and, unless a title stands beside
        them (`apposed`), for the recogniser's word."""
        if i >= len(self.tokens) or (i in self._blocked and not ((apposed or honoured) and self._first_name(i))):
            return None
        first = self.tokens[i]
        if (
            not first.is_capital
            or not first.text[0].isalpha()
            or (first.pos in ("DET", "ADP", "PRON", "ADV", "SCONJ", "CCONJ") and not self._glued_capitals(i))
        ):
            return None
        if i in self._phrases and self._phrases[i].kind in ("registry", "noun") and not (apposed or honoured):
            return None
        if self._title_word(i) is not None:
            return None
        k, end = i, self.text.sentences[self.text.sentence_of[i]].last
        capitals = 0
        while k < end:
            token = self.tokens[k]
            if (
                (token.is_capital or (k > i and _ARABIC_ARTICLE.match(token.text)))
                and token.text[0].isalpha()
                and (k not in self._blocked or k == i)
                and token.low not in ARTICLES
            ):
                k += 1
                capitals += 1
            elif (token.text == "." and len(self.tokens[k - 1].text) == 1) or (
                token.low in _PARTICLES
                and k > i
                and self._capital_after_particles(k, end)
                and (token.low not in _OF or self._same_person(i, k))
            ):
                k += 1
            else:
                break
        if k == i:
            return None
        recognised = any(n.first <= i < n.last for n in self._people.values())
        if strict and (capitals < 2 or not (recognised or (apposed and k < end and self.tokens[k].pos != "NOUN"))):
            return None
        all_caps = all(t.text.isupper() and len(t.text) > 1 for t in self.tokens[i:k])
        return None if all_caps and capitals == 1 and not honoured else (i, k)

    def _glued_capitals(self, i: int) -> bool:
        """« le vice-ministre Ma Zhaoxu »: a capital inside the sentence that another follows, whatever the word."""
        opens = i == self.text.sentences[self.text.sentence_of[i]].first
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return not opens and after is not None and after.is_capital and after.pos == "PROPN"

    def _capital_after_particles(self, k: int, end: int) -> bool:
        """« von der Leyen », « bin al Hussein »: one or two particles, then a capital."""
        for j in (k + 1, k + 2):
            if j >= end:
                return False
            if self.tokens[j].is_capital:
                return True
            if self.tokens[j].low not in _PARTICLES:
                return False
        return False

    def _first_name(self, i: int) -> bool:
        """« l'ambassadeur palestinien, Riyad Mansour »: a city's name that a surname follows."""
        phrase = self._phrases.get(i)
        return (
            phrase is not None
            and phrase.last == i + 1
            and i + 1 < len(self.tokens)
            and self.tokens[i + 1].is_capital
            and i + 1 not in self._blocked
        )

    def _same_person(self, i: int, k: int) -> bool:
        return any(n.first <= i and k < n.last for n in self._people.values())

    def _same_sentence(self, a: int, b: int) -> bool:
        return (
            0 <= a < len(self.tokens) and b < len(self.tokens) and self.text.sentence_of[a] == self.text.sentence_of[b]
        )
