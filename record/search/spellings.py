"""Other spellings of a word.

They differ in hyphens, dots, possessives, British and American habits, Roman and Arabic numerals,
and the particles that are written on to Arabic words. All are found by rules and not in a
dictionary: a spelling that nobody uses finds nothing.
"""

import re
from collections.abc import Iterator

Words = tuple[str, ...]

# A word of two languages' habits: the part that differs, and the two ways to write it.
REGIONAL = [
    (re.compile(rf"^(.{{3,}}){one}({endings})$"), rf"\g<1>{other}\g<2>")
    for ways, endings in (
        (("is", "iz"), "e|ed|es|er|ers|ing|ation|ations|ational"),
        (("ys", "yz"), "e|ed|es|er|ers|ing"),
        (("our", "or"), "|s|ed|ing|able|ite|ites|hood|ly|al|ful"),
        (("tre", "ter"), "|s|d"),
        (("ence", "ense"), "|s|less"),
        (("ogue", "og"), "|s"),
        (("gramme", "gram"), "|s|d"),
        (("gement", "gment"), "|s|al"),
        (("ll", "l"), "ed|ing|er|ers|or|ors|ation"),
        (("scept", "skept"), "ic|ics|ical|icism"),
    )
    for one, other in (ways, ways[::-1])
]
ONES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
ROMAN = [f"{tens}{ones}" for tens in ("", "x", "xx") for ones in ONES]
NUMERALS = {numeral: str(number) for number, numeral in enumerate(ROMAN, 1)}
NUMERALS |= {number: numeral for numeral, number in NUMERALS.items()}
# What is written on to an Arabic word: and, so; then in, as, for; then the article.
JOINED = [
    f"{conjunction}{rest}"
    for conjunction in ("", "و", "ف")
    for rest in ("", "ال", "ب", "بال", "ك", "كال", "ل", "لل")
]
ARABIC = re.compile(r"[\u0621-\u064a]+")
ARTICLES = frozenset({"al", "el"})
LEAST = 3  # letters that each part of a word has which may also be written as two


def list_spellings(words: Words) -> list[Words]:
    """Return other ways to write one word, which a hyphen or dots may have cut into several.

    The words are folded. The result does not hold what was given.
    """
    spellings = dict.fromkeys(_spell_one(words[0]) if len(words) == 1 else _spell_several(words))
    spellings.pop(words, None)
    return list(spellings)


def _spell_one(word: str) -> Iterator[Words]:
    word = word.lower()
    for pattern, other in REGIONAL:
        if pattern.match(word):
            yield (pattern.sub(other, word),)
    if word in NUMERALS:
        yield (NUMERALS[word],)
    if ARABIC.fullmatch(word):
        yield from ((prefix + _strip_particles(word),) for prefix in JOINED)
    elif word.isalpha():
        if 2 <= len(word) <= 4:
            yield tuple(word)  # U.N.
        for cut in range(LEAST, len(word) - LEAST + 1):
            yield word[:cut], word[cut:]  # cease-fire


def _spell_several(words: Words) -> Iterator[Words]:
    *start, last = words
    if last.lower() == "s":  # Assad's
        yield from (tuple(start), *list_spellings(tuple(start)))
    if words[0].lower() in ARTICLES:  # al-Assad
        yield words[1:]
    yield ("".join(words),)


def _strip_particles(word: str) -> str:
    for prefix in sorted(JOINED, key=len, reverse=True):
        if prefix and word.startswith(prefix) and len(word) - len(prefix) >= LEAST:
            return word.removeprefix(prefix)
    return word


# By their sound ----------------------------------------------------------------------------------

# Letters that stand for one sound where a name is written in Latin letters, in this order.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"ck|q|c(?=[aouklr])", "k"),
        (r"dj|zh", "j"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"gh", "g"),
        (r"v|ff", "f"),
        (r"ou|oo|o|w", "u"),
        (r"[aeiy]*[eiy]+[aeiy]*", "i"),
        (r"(?<=a)h$", ""),
        (r"(.)\1+", r"\1"),
    )
]
FEWEST_CONSONANTS = 4


def sound_keys(word: str) -> set[str]:
    """Return keys that two writings of a name in Latin letters share: Jaafari, Jafari.

    One holds its sounds. Where there are enough consonants, another holds those alone: Mohammed,
    Muhammad.
    """
    key = word.lower()
    if len(key) < 4 or not (key.isascii() and key.isalpha()):
        return set()
    for pattern, sound in SOUNDS:
        key = pattern.sub(sound, key)
    consonants = key[:1] + re.sub("[aiu]", "", key[1:])
    return {key} | ({f"-{consonants}"} if len(consonants) >= FEWEST_CONSONANTS else set())
