"""Cutting a question into mentions: the longest known words of the lexicon and of the graph's labels.

A word that nobody knows stays a run of characters. A run that sounds like a known word (equal pinyin) is that
word, which catches homophone typos (人材公寓) and leaves near names alone (紫荆山公园 sounds unlike
紫荆门公园).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from pypinyin import Style, pinyin
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kgqa.linking.lexicon import Entry, Lexicon, fold, stem
from kgqa.linking.romanised import MOST_WORDS, Romanised
from kgqa.text.words import any_of

LABEL, SYNONYM, CLASS, STATUS, CUE, QUESTION, FUNCTION, SMALL_TALK, UNKNOWN = (
    "label",
    "synonym",
    "class",
    "status",
    "cue",
    "question",
    "function",
    "small talk",
    "unknown",
)
_KINDS = {
    "SynonymSet": SYNONYM,
    "Gloss": SYNONYM,
    "ClassWord": CLASS,
    "StatusCue": STATUS,
    "Finishing": STATUS,
    "Cue": CUE,
    "QuestionWord": QUESTION,
    "UnitWord": QUESTION,
    "QuantityNoun": SYNONYM,
    "Premise": SYNONYM,
    "Fulfilment": SYNONYM,
    "PropertyWord": QUESTION,
    "PropertyBody": SYNONYM,
    "PropertyDay": SYNONYM,
    "ReportWord": FUNCTION,
    "DivisionWord": FUNCTION,
    "FunctionWords": FUNCTION,
    "SmallTalk": SMALL_TALK,
}
_LONGEST = 16
_TOKEN_COST, _FUNCTION_COST, _UNKNOWN_COST, _HOMOPHONE_COST = 1.0, 1.05, 1.25, 1.6
# English words side by side in a Chinese question: 去年retail sales增速.
_PHRASE = re.compile(r"(?<![a-z0-9.+%&-])[a-z]{2,}(?: [a-z]{2,})+(?![a-z0-9])")
_LATIN_WORD = re.compile(r"(?<![a-z0-9])[a-z]{3,}(?![a-z0-9])")
_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]")
_BREAKING = re.compile(r"[、，,:：()（）]|\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LATIN = re.compile(r"[a-z](?:[a-z0-9+&]|\.(?=\d))*|\d+(?:\.\d+)?%?")
# A run with a Chinese character in it (几a级, gdp增速) is cut as Chinese, any other as English.
_RUN = re.compile(r"[a-z0-9.+%&'’·-]*[\u4e00-\u9fff][\u4e00-\u9fffa-z0-9.+%&'’·-]*|[a-z0-9][a-z0-9 .+'’%&-]*")
_LONGEST_PHRASE = 6
_SHORTEST_MADE = 4
_SHORTEST_NAMED_OF = 4  # characters of a name that may be said without its 的
_MOST_READINGS = 4
_LONGEST_BRIDGE = 2
_OF_ONE_MEANING = frozenset(
    {"SynonymSet", "StatusCue", "ClassWord", "Gloss"}
)  # whose forms stand for each other
_CONTENT = frozenset({"SynonymSet", "ClassWord", "StatusCue"})  # what a misspelt word may be mended into
_SHORTEST_MISSPELT, _LIKENESS = 5, 0.82
_SHORTEST_MENDED = 3
_SHORT = 4  # letters of an English word in which a slip is hard to tell from another word
_VOWELS = frozenset("aeiouy")
_CONFUSED = frozenset("aeiy")  # vowels that are written for each other
_SHORTEST_NAME, _SHORTEST_CUT, _SHARE_KEPT = (
    5,
    6,
    0.6,
)  # names that are known without some of their characters
_LEAST_SHARED, _MOST_STRANGE = 3, 2  # words of an English name that are said, and others between them
_SHORT_HOMOPHONE_COST = 2.3  # two syllables sound like many words: only where nothing else is known


Piece = tuple[int, int, str | None]  # where a piece of the text begins and ends, and its known form


@dataclass(frozen=True)
class Mention:
    """A stretch of the question and what it may mean.

    ``text`` is as asked (folded); ``form`` the known word it stands for, equal but for typos; ``entries`` the
    lexicon entries with that form; ``kinds`` the kinds of all of them. ``alternatives`` are other words for
    the same, ``parts`` the known words that a long form is made of.
    """

    start: int
    end: int
    text: str
    form: str
    kinds: frozenset[str]
    entries: tuple[Entry, ...]
    alternatives: frozenset[str]
    parts: tuple[str, ...] = ()

    @cached_property
    def content(self) -> bool:
        """Whether the mention says what is asked about, and so must be covered by an answer."""
        return not self.kinds <= {FUNCTION, QUESTION, CUE, SMALL_TALK}

    @property
    def names(self) -> tuple[str, ...]:
        """The forms by which a thing may be known: the form; for an English name the Chinese ones too."""
        if not self.form.isascii() or LABEL not in self.kinds:
            return (self.form,)
        return (self.form, *sorted(a for a in self.alternatives if not a.isascii()))

    def meanings(self, kind: str) -> frozenset[str]:
        """What the entries of a lexicon kind stand for."""
        return self._meanings.get(kind, frozenset())

    @cached_property
    def _meanings(self) -> Mapping[str, frozenset[str]]:
        kinds = {e.kind for e in self.entries}
        return {kind: frozenset(e.meaning for e in self.entries if e.kind == kind) for kind in kinds}


class Vocabulary:
    """Known words of both languages with their entries; built once for a graph and a lexicon."""

    def __init__(
        self,
        lexicon: Lexicon,
        labels: Iterable[str],
        english_labels: Mapping[str, Iterable[str]],
        proper: Iterable[str] = (),
        whole: Iterable[str] = (),
        other_names: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self._other_names = other_names or {}
        self._whole = _pattern_of(whole)
        self._doings = {
            entry.meaning: any_of((*entry.zh, *entry.en)) for entry in lexicon.of_kind("QuantityVerb")
        }
        self.zh: dict[str, list[Entry]] = defaultdict(list)
        self.en: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._made_of: dict[str, tuple[str, ...]] = {}
        self.romanised = Romanised({})  # until all names are known
        self.sounds: dict[tuple[str, ...], list[str]] = defaultdict(list)
        classes = {form for entry in lexicon.of_kind("ClassWord") for form in (*entry.zh, *entry.en)}
        for entry in lexicon.entries:
            if entry.kind in _KINDS:
                for form in _cut_by(entry, classes):
                    self.zh[form].append(entry)
                for form in entry.en if entry.kind != "QuestionWord" else _without(classes, entry.en):
                    self.en[tuple(stem(w) for w in _LATIN.findall(form))].append(entry)
        phrases = [
            *(form for e in lexicon.entries for form in e.en),
            *(fold(label) for label in english_labels),
        ]
        told = [
            *(f for e in lexicon.entries if e.kind in _CONTENT for f in e.en),
            *(fold(label) for label in english_labels),
        ]
        self._english_words = sorted(
            {w for phrase in told for w in _LATIN.findall(phrase) if len(w) >= _SHORTEST_MISSPELT}
        )
        self._words_by_length: dict[int, list[str]] = defaultdict(list)
        for w in sorted({w for phrase in phrases for w in _LATIN.findall(phrase) if w.isalpha()}):
            self._words_by_length[len(w)].append(w)
        self._mended: dict[str, str] = {}
        self._english_stems = {stem(w) for phrase in phrases for w in _LATIN.findall(phrase)}
        self.labels: set[str] = set()  # empty while the parts of names are looked for
        self.translations: dict[tuple[str, ...], frozenset[str]] = {}
        for label, forms in english_labels.items():
            key = tuple(stem(w) for w in _LATIN.findall(fold(label)))
            self.translations[key] = self.translations.get(key, frozenset()) | frozenset(forms)
        self.english_labels = frozenset(self.translations)
        self.longest_phrase = max(map(len, (*self.en, *self.english_labels)), default=0)
        self._firsts: dict[str, set[int]] = defaultdict(set)
        for form in self.zh:
            self._firsts[form[:1]].add(len(form))
        names = {label for label in labels if len(label) > 1}
        self._long_names: dict[str, set[str]] = defaultdict(set)  # empty while the parts are looked for
        self._english_names: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
        self.labels = names | self._unknown_parts(names)
        self._proper = frozenset(proper)
        for name in sorted(self._proper):
            if len(name) >= _SHORTEST_NAME and not name.isascii():
                self._long_names[name[:2]].add(name)
        for key in self.english_labels:
            if len(key) > _LEAST_SHARED:
                self._english_names[key[0], key[-1]].add(key)
        spoken: dict[tuple[str, ...], list[str]] = defaultdict(list)  # what no slip is taken for as well
        for form in sorted({*self.zh, *self.labels}):
            self._firsts[form[:1]].add(len(form))
            written = len(form) > 1 and all(_CHINESE_RUN.match(c) for c in form)
            if not written:
                continue
            content = self.is_content(form) and not self._denies(form)
            for syllables in _readings(form):
                spoken[syllables].append(form)
                if content:
                    self.sounds[syllables].append(form)
        self.romanised = Romanised(
            {key: sorted(forms, key=lambda form: form not in names) for key, forms in spoken.items()}
        )

    def is_proper(self, form: str) -> bool:
        """Whether a form is a name of its own."""
        return form in self._proper

    def asks_or_joins(self, stem_of_word: str) -> bool:
        """Whether an English word, by its stem, stands in any sentence: how, the."""
        kinds = {_KINDS[entry.kind] for entry in self.en.get((stem_of_word,), ())}
        return bool(kinds & {FUNCTION, QUESTION})

    def is_english(self, word: str) -> bool:
        """Whether a word is known by itself as an English one."""
        key = (stem(word),)
        return key in self.en or key in self.english_labels

    def kinds_done(self, words: str) -> frozenset[str]:
        """Kinds of quantity by what words do with it: money is spent."""
        return frozenset(kind for kind, said in self._doings.items() if said.search(words))

    def _denies(self, form: str) -> bool:
        """Whether a form says that something is not so, which no slip adds: 年末完成 is not 没完成."""
        said = {(e.kind, e.meaning) for e in self.zh.get(form, ())}
        return ("Cue", "negation") in said or any(kind == "Premise" for kind, _ in said)

    def is_content(self, form: str) -> bool:
        """Whether a Chinese form says what is asked about or how: a name, a word with synonyms, a cue."""
        return form in self.labels or any(
            _KINDS[e.kind] in (SYNONYM, CLASS, STATUS, CUE) for e in self.zh.get(form, ())
        )

    def kinds(self, form: str) -> frozenset[str]:
        """Kinds of a Chinese form."""
        found = {_KINDS[e.kind] for e in self.zh.get(form, ())}
        return frozenset(found | ({LABEL} if form in self.labels else set()))

    def knows(self, form: str) -> bool:
        """Whether a folded form has a meaning already: as a word of the lexicon or as a name."""
        key = tuple(stem(w) for w in _LATIN.findall(form))
        is_english = form.isascii() and bool(key) and (key in self.en or key in self.english_labels)
        return is_english or bool(self.kinds(form))

    def known(self, text: str, start: int) -> Iterable[str]:
        """Known Chinese forms that begin at a place of the text."""
        for length in self._firsts.get(text[start : start + 1], ()):
            form = text[start : start + length]
            if len(form) == length and (form in self.labels or form in self.zh):
                yield form

    def whole_names(self, text: str) -> list[tuple[int, int]]:
        """Where names stand that have marks or figures in them, and are read as they are."""
        return [m.span() for m in self._whole.finditer(text)]

    def _unknown_parts(self, names: set[str]) -> set[str]:
        """Parts of names that the lexicon does not know, so that 供应 of 土地供应面积 is not cut apart."""
        parts = {m.text for name in names for m in cut(name, self) if m.kinds == {UNKNOWN}}
        parts |= {
            form[at:]
            for form in self.zh
            for at in range(2, len(form) - 1)
            if len(form) <= 6 and form[:at] in self.zh and self.is_content(form)
        }
        joined = "\n".join(sorted(names))
        particles = {form for form in self.zh if len(form) == 1 and self.kinds(form) <= {FUNCTION, CUE}}
        return {
            p for p in parts if len(p) > 1 and not p.isascii() and p[0] not in particles and p in joined
        } - set(self.zh)

    def spelled(self, word: str) -> str:
        """An English word that the vocabulary does not know, with one slip of spelling mended.

        In a short word a letter is doubled, too little or misplaced, or a vowel that is not the first one is
        another vowel; any other letter makes another word (perks are no parks).
        """
        if stem(word) in self._english_stems or not word.isalpha() or len(word) < _SHORTEST_MENDED:
            return word
        if word not in self._mended:
            self._mended[word] = self._mend(word)
        return self._mended[word]

    def _mend(self, word: str) -> str:
        if len(word) > _SHORT:
            near = process.extractOne(
                word, self._english_words, scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS
            )
            if near and near[0][0] == word[0]:
                return str(near[0])
        lengths = range(len(word) - 1, len(word) + 2)
        near_words = (w for length in lengths for w in self._words_by_length.get(length, ()))
        return next((w for w in near_words if _is_slip_of(word, w)), word)

    def homophone(self, run: str, syllables: tuple[str, ...]) -> str | None:
        """The known word that sounds like a run and is written otherwise, most nearly and with half of it."""
        sounding = self.sounds.get(syllables)
        if not sounding or self._stands(run):
            return None
        alike = [f for f in sounding if f != run and not self._is_other_verb(run, f)]
        nearest = max(alike, key=lambda form: len(set(run) & set(form)), default="")
        return nearest if nearest and len(set(run) & set(nearest)) * 2 >= len(nearest) else None

    def _stands(self, run: str) -> bool:
        """Whether a run is made of words that ask or join alone, as they are written: 还要高 is no 还要搞."""
        light = {CUE, QUESTION, FUNCTION}
        ends = {0}
        for end in range(1, len(run) + 1):
            known = (run[start:end] for start in ends)
            if any(w in self.zh and self.kinds(w) <= light for w in known):
                ends.add(end)
        return len(run) in ends

    def _is_other_verb(self, run: str, form: str) -> bool:
        """Whether a cue is one character before words that stand as they are: 搞了多少 is no 高了多少."""
        rest = form[1:]
        stands = rest in self.zh or (rest[:1] in self.zh and rest[1:] in self.zh)
        return run[1:] == rest and stands and self.kinds(form) <= {CUE, QUESTION, FUNCTION}

    def shortened(self, words: str, start: int) -> Iterator[tuple[int, str]]:
        """Names that begin at a place and are written with a character too much, or without some of them.

        The first and the last two characters stand, so that the kind of thing is the same, and no other name
        is as near. Another character in the place of one makes another name.
        """
        for name in self._long_names.get(words[start : start + 2], ()):
            shortest = max(_SHORTEST_CUT, math.ceil(len(name) * _SHARE_KEPT))
            for length in range(shortest, len(name) + 2):
                run = words[start : start + length]
                if len(run) < length or run[-2:] != name[-2:] or run in self.labels or run in self.zh:
                    continue
                short, long = sorted((run, name), key=len)
                if len(short) < len(long) and _is_within(short, long) and self._is_alone(name, run):
                    yield start + length, name

    def _is_alone(self, name: str, run: str) -> bool:
        """Whether no other name with the same ends could be meant."""
        others = self._long_names[name[:2]] - {name}
        return not any(o[-2:] == name[-2:] and _is_within(run, o) for o in others)

    def english_name(self, stems: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
        """How many words from the first on say a known name in other words, and the name.

        They share its first word, its last one and others, and have few words of their own between them.
        """
        for length in range(min(len(stems), _LONGEST_PHRASE), _LEAST_SHARED - 1, -1):
            said = tuple(stems[:length])
            near = [k for k in self._english_names.get((said[0], said[-1]), ()) if self._is_nearly(said, k)]
            if len(near) == 1:
                return length, near[0]
        return None

    def _is_nearly(self, said: Sequence[str], name: Sequence[str]) -> bool:
        """Whether words say a name: the few that are not of it are words that nobody knows."""
        strange = [word for word in said if word not in name]
        shared = len(set(said) & set(name))
        known = not self._english_stems.isdisjoint(strange)
        return shared >= _LEAST_SHARED and 0 < len(strange) <= _MOST_STRANGE and not known

    def mention(self, start: int, end: int, text: str, form: str, language: str) -> Mention:
        """A mention of a known form, with the other words of its synonym sets."""
        if language == "zh":
            entries, kinds = tuple(self.zh.get(form, ())), self.kinds(form)
        else:
            key = tuple(stem(w) for w in _LATIN.findall(form))
            entries = _as_written(form, self.en.get(key, ()))
            kinds = frozenset(
                {_KINDS[e.kind] for e in entries} | ({LABEL} if key in self.english_labels else set())
            )
        others = {f for e in entries if e.kind in _OF_ONE_MEANING for f in (*e.zh, *e.en)}
        if language == "en":
            others |= self.translations.get(key, frozenset())
        else:
            others |= self._other_names.get(form, frozenset())
            if form in self.labels and len(form) >= _SHORTEST_NAMED_OF:
                others.add(form.replace("的", ""))  # 开工的产业园 is 开工产业园 in other names
        parts = self._parts(form) if language == "zh" else ()
        return Mention(
            start, end, text, form, kinds or frozenset({UNKNOWN}), entries, frozenset(others - {form}), parts
        )

    def _parts(self, form: str) -> tuple[str, ...]:
        """The known words that a long form is made of, found without the form itself."""
        if len(form) < _SHORTEST_MADE or form.isascii():
            return ()
        if form not in self._made_of:
            self._made_of[form] = ()  # while it is cut, the form must not be found in itself
            self._made_of[form] = tuple(
                run[0][a:b]
                for run in _RUN.finditer(form)
                for a, b, known in _pieces(run[0], self, without=form)
                if known is None or not self.kinds(known) <= {FUNCTION, QUESTION, CUE}
            )
        return self._made_of[form]


def _as_written(form: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries of an English word but for cues that only share its stem with a word they do hold.

    The projects are things, and no forecast as what is projected.
    """
    if not any(form in e.en for e in entries if e.kind in _CONTENT):
        return tuple(entries)
    return tuple(e for e in entries if e.kind != "Cue" or form in e.en)


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of a text stand in a longer one in their order."""
    rest = iter(long)
    return all(char in rest for char in short)


def _is_slip_of(word: str, known: str) -> bool:
    if word[0] != known[0] or OSA.distance(word, known, score_cutoff=1) != 1:
        return False
    if len(word) > len(known):
        return len(word) > _SHORT + 1 or _has_a_letter_twice(word, known)
    return len(word) < len(known) or sorted(word) == sorted(known) or _is_of_another_vowel(word, known)


def _has_a_letter_twice(word: str, known: str) -> bool:
    """Whether a word has a letter of a known one twice in a row: manny, and not lost for lot."""
    return any(a == b and word[:n] + word[n + 1 :] == known for n, (a, b) in enumerate(pairwise(word)))


def _is_of_another_vowel(word: str, known: str) -> bool:
    """Whether two words differ in one vowel after the first one: grean and green, not perks and parks."""
    at = next(n for n, (a, b) in enumerate(zip(word, known, strict=True)) if a != b)
    return {word[at], known[at]} <= _CONFUSED and not _VOWELS.isdisjoint(word[:at])


def _cut_by(entry: Entry, classes: set[str]) -> Iterable[str]:
    """The Chinese forms of an entry by which a question is cut; those of a gloss only translate."""
    if entry.kind == "Gloss":
        return ()
    return entry.zh if entry.kind != "QuestionWord" else _without(classes, entry.zh)


def _without(classes: set[str], forms: Iterable[str]) -> Iterable[str]:
    """Question forms that do not end in a class word: 哪个村 is 哪个 and 村, so the class is not lost."""
    for form in forms:
        ends = (
            {form[at:].strip() for at in range(1, len(form))} if not form.isascii() else set(form.split()[1:])
        )
        if not ends & classes:
            yield form


def sound(words: str) -> tuple[str, ...]:
    """Toneless pinyin of Chinese words, character by character: the same for a word and for its homophone."""
    return tuple(_syllables(char)[0] for char in words)


@lru_cache(maxsize=8192)
def _syllables(char: str) -> tuple[str, ...]:
    """Readings of a character, the most common first."""
    readings = pinyin(char, style=Style.NORMAL, heteronym=True)
    return tuple(dict.fromkeys(readings[0])) if readings else (char,)


def _readings(form: str) -> list[tuple[str, ...]]:
    """The ways to read a form, a few at most: 重建 is chong jian, and zhong jian character by character.

    Rare readings of a character (差 as jie) are those of no word that has it.
    """
    found: list[tuple[str, ...]] = [()]
    read = [syllables[0] for syllables in pinyin(form, style=Style.NORMAL)]
    for n, char in enumerate(form):
        options = dict.fromkeys((*read[n : n + 1], _syllables(char)[0]))
        found = [(*head, syllable) for head in found for syllable in options][:_MOST_READINGS]
    return found


def cut(text: str, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Mentions of a folded question in order; marks and blanks are left out."""
    mentions: list[Mention] = []
    at = 0
    for start, end in vocabulary.whole_names(text):
        mentions += _cut(text[at:start], at, vocabulary)
        language = "en" if text[start:end].isascii() else "zh"
        mentions.append(vocabulary.mention(start, end, text[start:end], text[start:end], language))
        at = end
    return (*mentions, *_cut(text[at:], at, vocabulary))


def _cut(text: str, offset: int, vocabulary: Vocabulary) -> list[Mention]:
    """Mentions of a text without names that have marks in them."""
    mentions: list[Mention] = []
    phrase = _PHRASE.search(text) if _CHINESE_RUN.search(text) else None
    if phrase:
        before, after = text[: phrase.start()], text[phrase.end() :]
        return [
            *_cut(before, offset, vocabulary),
            *_english(phrase[0], offset + phrase.start(), vocabulary),
            *_cut(after, offset + phrase.end(), vocabulary),
        ]
    for run in _RUN.finditer(text):
        words, start = run[0], offset + run.start()
        if _CHINESE_RUN.search(words):
            mentions += _chinese(words, start, vocabulary)
        else:
            mentions += _english(words, start, vocabulary)
    return mentions


def _pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of the names that would be cut apart at a mark or a figure."""
    return any_of(n for n in names if _BREAKING.search(n) and not _YEAR.search(n))


def _chinese(words: str, offset: int, vocabulary: Vocabulary) -> list[Mention]:
    return _joined(_bridged(_pieces(words, vocabulary), vocabulary), words, offset, vocabulary)


def _bridged(pieces: list[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """Pieces, with particles between unknown characters counted to the unknown word: 面好 in 烩面好吃."""
    bridged = list(pieces)
    unknown = [n for n, (_, _, form) in enumerate(pieces) if form is None]
    for left, right in pairwise(unknown):
        between = pieces[left + 1 : right]
        if len(between) <= _LONGEST_BRIDGE and all(_is_particle(piece, vocabulary) for piece in between):
            bridged[left + 1 : right] = [(start, end, None) for start, end, _ in between]
    return bridged


def _is_particle(piece: Piece, vocabulary: Vocabulary) -> bool:
    start, end, form = piece
    return end - start == 1 and form is not None and vocabulary.kinds(form) <= {FUNCTION}


def _pieces(words: str, vocabulary: Vocabulary, without: str = "") -> list[Piece]:
    """Cheapest way to cut words: known forms, homophones of them, and single unknown characters (None)."""
    best: list[tuple[float, int, str | None]] = [(0.0, 0, None), *((float("inf"), 0, None) for _ in words)]
    sounds = {} if without else _sound_candidates(words, vocabulary)
    for start in range(len(words)):
        cost = best[start][0]
        for form in vocabulary.known(words, start):
            if form == without:
                continue
            price = _FUNCTION_COST if vocabulary.kinds(form) <= {FUNCTION} else _TOKEN_COST
            _improve(best, start, start + len(form), cost + price, form)
        for end, form in sounds.get(start, ()):
            _improve(
                best, start, end, cost + (_HOMOPHONE_COST if end - start > 2 else _SHORT_HOMOPHONE_COST), form
            )
        for end, form in () if without else vocabulary.shortened(words, start):
            _improve(best, start, end, cost + _HOMOPHONE_COST, form)
        _improve(best, start, start + 1, cost + _UNKNOWN_COST, None)
    pieces: list[Piece] = []
    end = len(words)
    while end:
        _, start, known = best[end]
        pieces.append((start, end, known))
        end = start
    return pieces[::-1]


def _improve(
    best: list[tuple[float, int, str | None]], start: int, end: int, cost: float, form: str | None
) -> None:
    if cost < best[end][0]:
        best[end] = (cost, start, form)


def _sound_candidates(words: str, vocabulary: Vocabulary) -> Mapping[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    if not vocabulary.sounds:
        return found
    syllables = sound(words)
    if len(syllables) != len(words):
        return found
    for start in range(len(words) - 1):
        if start and QUESTION in vocabulary.kinds(words[start - 1 : start + 1]):
            continue  # no slip begins within 是否: 是否高于 is not 是不高于
        for end in range(start + 2, min(len(words), start + _LONGEST) + 1):
            run = words[start:end]
            if run in vocabulary.zh or run in vocabulary.labels:
                continue
            form = vocabulary.homophone(run, syllables[start:end])
            if form:
                found[start].append((end, form))
    return found


def _joined(pieces: list[Piece], words: str, offset: int, vocabulary: Vocabulary) -> list[Mention]:
    mentions: list[Mention] = []
    run: int | None = None
    for start, end, form in [*pieces, (len(words), len(words), "")]:
        if form is None:
            run = start if run is None else run
            continue
        if run is not None:
            mentions += _unknown(words[run:start], offset + run, vocabulary)
            run = None
        if form:
            mentions.append(vocabulary.mention(offset + start, offset + end, words[start:end], form, "zh"))
    return mentions


def _unknown(words: str, offset: int, vocabulary: Vocabulary) -> Iterator[Mention]:
    """What no Chinese form covers: English words in it as such (Yutong去年…), the rest unknown."""
    at = 0
    for found in [*_LATIN_WORD.finditer(words), None]:
        start, end = found.span() if found else (len(words), len(words))
        if at < start:
            text = words[at:start]
            yield Mention(offset + at, offset + start, text, text, frozenset({UNKNOWN}), (), frozenset())
        if found:
            yield from _english(found[0], offset + start, vocabulary)
        at = end


def _in_pinyin(
    words: str, tokens: Sequence[tuple[int, int]], offset: int, vocabulary: Vocabulary, in_english: bool
) -> tuple[int, list[Mention]] | None:
    """The Chinese words that the next tokens spell, and how many tokens these are: most of them first.

    Between English words only names are: Nancao, but not guiding.
    """
    places: list[int] = []  # of the letters of the tokens
    ends: list[int] = []
    for start, end in tokens[:MOST_WORDS]:
        if not words[start:end].isalpha() or vocabulary.is_english(words[start:end]):
            break
        places += range(start, end)
        ends.append(len(places))
    letters = "".join(words[at] for at in places)
    for count in range(len(ends), 0, -1):
        row = vocabulary.romanised.words(letters[: ends[count - 1]])
        known = vocabulary.is_proper if in_english else vocabulary.is_content
        if any(known(form) for _, _, form in row):  # women is not 我们, nor guiding 规定
            spans = [(places[a], places[b - 1] + 1, form) for a, b, form in row]
            return count, [
                vocabulary.mention(offset + a, offset + b, words[a:b], form, "zh") for a, b, form in spans
            ]
    return None


def _english(words: str, offset: int, vocabulary: Vocabulary) -> list[Mention]:
    tokens = [(m.start(), m.end(), vocabulary.spelled(m[0])) for m in _LATIN.finditer(words)]
    stems = [stem(t[2]) for t in tokens]
    in_english = any(vocabulary.asks_or_joins(word) for word in stems)
    mentions: list[Mention] = []
    index = 0
    while index < len(tokens):
        length = next(
            (
                n
                for n in range(min(vocabulary.longest_phrase, len(tokens) - index), 0, -1)
                if tuple(stems[index : index + n]) in vocabulary.en
                or tuple(stems[index : index + n]) in vocabulary.english_labels
            ),
            1,
        )
        near = vocabulary.english_name(stems[index:])
        length = near[0] if near and near[0] > length else length
        rest = [t[:2] for t in tokens[index:]] if length == 1 else []
        if spelt := _in_pinyin(words, rest, offset, vocabulary, in_english):
            mentions += spelt[1]
            index += spelt[0]
            continue
        start, end = tokens[index][0], tokens[index + length - 1][1]
        named = near is not None and length == near[0]
        phrase = " ".join(near[1] if near and named else (t[2] for t in tokens[index : index + length]))
        zh = phrase if phrase in vocabulary.zh or phrase in vocabulary.labels else None
        mentions.append(
            vocabulary.mention(
                offset + start, offset + end, words[start:end], zh or phrase, "zh" if zh else "en"
            )
        )
        index += length
    return mentions
