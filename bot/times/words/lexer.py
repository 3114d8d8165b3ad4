"""Cuts a text into tokens: by shape where they have digits (`shapes`), by a lexicon where they are words.

3pmtomorrow, dec3         letters glued to digits must be words of the lexicon
A4, 3f9c, M54.5           otherwise the whole run is a reference and never a time
nextfriday, fridaynight   a long word that is two words for days and times is those two
day after tomorrow        a phrase of several words is one token
wendesday, tommorow       a long word with one wrong letter is that word
twenty-five               one number
1er, 1.º                  one ordinal
"""

from __future__ import annotations

import re
import unicodedata

from bot.times.words.lexicon import Lexeme, Lexicon, Unit
from bot.times.words.shapes import SHAPED, SHAPES
from bot.times.words.tokens import Kind, Said, Token

_FOLDS = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüçñ’‘`´\u00a0\u202f…°ª", "aaaaaeeeeiiiiooooouuuucn''''  .ºº")
_RUN = re.compile(r"\w+(?:-\w+|\.\d\w*)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_GLUED_ONLY: dict[str, Lexeme] = {
    "h": (Kind.UNIT, Unit.HOUR),
    "m": (Kind.UNIT, Unit.MINUTE),
    "d": (Kind.UNIT, Unit.DAY),
    "w": (Kind.UNIT, Unit.WEEK),
}
_NEVER_GLUED = frozenset({Kind.ARTICLE, Kind.FILLER, Kind.LABEL, Kind.WORD, Kind.ORDINAL, Kind.REGION})
_SPELT = frozenset({"plain", "word", "spelt"})
_BEFORE_LETTERS = frozenset({"number", "colon", "dotted", "slashed", "ymd"})
_LONGEST_WORD = 24
_SHORTEST_RUN = 7
_TENS = (20, 30, 40, 50, 60, 70, 80, 90)
_HEADS = frozenset({Kind.THIS, Kind.NEXT, Kind.RELATIVE, Kind.WEEKDAY})
_TAILS = frozenset({Kind.WEEKDAY, Kind.PART, Kind.UNIT})


def fold(text: str) -> str:
    """The text in lower case and without accents, letter for letter: every index stays true."""
    if text.isascii():
        return text.lower()
    lower = text.lower()
    if len(lower) != len(text):  # "İ" has two letters in lower case
        lower = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    return lower.translate(_FOLDS)


def composed(text: str) -> str:
    """The text with each accent in its letter, as keyboards write it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def cut(folded: str, lexicon: Lexicon) -> Said:
    """The tokens of a folded text in order, without the spaces between them."""
    said: Said = []
    at = 0
    match_at, words = SHAPES.match, lexicon.words
    while match := match_at(folded, at):
        shape = match.lastgroup or ""
        begin, at = match.span(shape)
        found = folded[begin:at]
        lexeme = words.get(found) if shape == "plain" else None
        if lexeme and found not in lexicon.phrases:
            said.append(Token(*lexeme, begin, at, found))
        elif shape in _SPELT:
            _words(folded, begin, at, lexicon, said)
            at = said[-1].end
        elif shape in _BEFORE_LETTERS and not _may_follow(folded, at, lexicon):
            run = _RUN.match(folded, at)
            at = run.end() if run else at
            said.append(Token(Kind.JUNK, None, begin, at, folded[begin:at]))
        else:
            said.append(Token(*SHAPED[shape](found), begin, at, found))
    return _join_numbers(said)


def _words(folded: str, begin: int, end: int, lexicon: Lexicon, said: Said) -> None:
    """Appends what a run of letters stands for, with the words behind it that make it a phrase."""
    found = folded[begin:end]
    for phrase, lexeme in lexicon.phrases.get(found, ()):
        behind = begin + len(phrase)
        if folded.startswith(phrase, begin) and not folded[behind : behind + 1].isalnum():
            said.append(Token(*lexeme, begin, behind, phrase))
            return
    after = folded[end : end + 1]
    is_glued = folded[max(begin - 1, 0) : begin].isdigit() or after.isdigit()
    pieces = _split(found, lexicon, is_glued=is_glued)
    if (
        after.isdigit()
        and pieces
        and pieces[-1][1][0] is Kind.UNIT
        and not folded[begin - 1 : begin].isdigit()
    ):
        pieces = []  # M54.5, H1N1: a unit stands behind its number
    if not pieces:
        run = _RUN.match(folded, begin) if after.isdigit() else None
        kind, end = (Kind.JUNK, run.end()) if run else (Kind.UNKNOWN, end)
        said.append(Token(kind, None, begin, end, folded[begin:end]))
    for word, lexeme in pieces:
        said.append(Token(*lexeme, begin, begin + len(word), word))
        begin += len(word)


def _split(word: str, lexicon: Lexicon, *, is_glued: bool) -> list[tuple[str, Lexeme]]:
    """The word as the lexicon has it; if it is glued to digits, as up to two words of the lexicon."""
    if not is_glued:
        known = lexicon.words.get(word) or lexicon.words.get(word.removesuffix("'s")) or lexicon.mend(word)
        if known:
            return [(word, known)]
        return _elided(word, lexicon) or _vague(word, lexicon) or _run_together(word, lexicon)
    heads = (word[:cut_at] for cut_at in range(min(len(word), _LONGEST_WORD), 0, -1))
    for head in heads:
        known, tail = _glued(head, lexicon), word[len(head) :]
        if known and not tail:
            return [(head, known)]
        if known and (follower := _glued(tail, lexicon)):
            return [(head, known), (tail, follower)]
    return []


def _elided(word: str, lexicon: Lexicon) -> list[tuple[str, Lexeme]]:
    """Two words with an apostrophe between them: d'ici, l'apres."""
    head, apostrophe, tail = word.partition("'")
    first, second = lexicon.words.get(head + apostrophe), lexicon.words.get(tail)
    return [(head + apostrophe, first), (tail, second)] if first and second else []


def _vague(word: str, lexicon: Lexicon) -> list[tuple[str, Lexeme]]:
    """Threeish, noonish."""
    head = word.removesuffix("ish")
    known, ish = lexicon.words.get(head), lexicon.words.get("ish")
    is_clock = known is not None and known[0] in (Kind.WORD, Kind.NOON, Kind.MIDNIGHT)
    return [(head, known), ("ish", ish)] if head != word and known and ish and is_clock else []


def _run_together(word: str, lexicon: Lexicon) -> list[tuple[str, Lexeme]]:
    """Nextfriday, fridaynight."""
    if not _SHORTEST_RUN <= len(word) <= _LONGEST_WORD:
        return []
    for cut_at in range(3, len(word) - 2):
        head, tail = lexicon.words.get(word[:cut_at]), lexicon.words.get(word[cut_at:])
        if head and tail and head[0] in _HEADS and tail[0] in _TAILS:
            return [(word[:cut_at], head), (word[cut_at:], tail)]
    return []


def _glued(word: str, lexicon: Lexicon) -> Lexeme | None:
    known = _GLUED_ONLY.get(word) or lexicon.words.get(word)
    return known if known and known[0] not in _NEVER_GLUED else None


def _may_follow(folded: str, end: int, lexicon: Lexicon) -> bool:
    """Whether what stands directly behind a digit, if letters, is a word that belongs there."""
    letters = _LETTERS.match(folded, end, end + _LONGEST_WORD)
    if letters is None:
        return folded[end : end + 1] != "_"
    return letters[0] in ("a", "p") or bool(_split(letters[0], lexicon, is_glued=True))


def _join_numbers(said: Said) -> Said:
    """Twenty + five -> 25, thirty + first -> 31st, with or without a dash; 1 + er -> 1st."""
    if not any(
        token.kind is Kind.NTH or (token.kind is Kind.WORD and token.value in _TENS) for token in said
    ):
        return said
    joined: Said = []
    for token in said:
        if token.kind is Kind.NTH and joined and _is_numbered(joined, token):
            number = joined.pop()
            joined.append(number._replace(kind=Kind.ORDINAL, end=token.end, text=number.text + token.text))
            continue
        dash = len(joined) > 1 and joined[-1].kind is Kind.DASH
        tens = joined[-2 if dash else -1] if joined else token
        if token.kind in (Kind.WORD, Kind.ORDINAL) and tens.kind is Kind.WORD and _is_ones(tens, token):
            del joined[-2 if dash else -1 :]
            joined.append(token._replace(value=tens.value + token.value, begin=tens.begin))
        else:
            joined.append(token)
    return joined


def _is_numbered(joined: Said, nth: Token) -> bool:
    """Whether an ending stands right behind a number: 1er, 1.º."""
    if joined[-1].text == "." and len(joined) > 1 and joined[-2].kind is Kind.NUMBER:
        return joined.pop().end == nth.begin
    return joined[-1].kind is Kind.NUMBER and joined[-1].end == nth.begin


def _is_ones(tens: Token, token: Token) -> bool:
    return tens.value in _TENS and 0 < token.value < 10  # noqa: PLR2004 - ones
