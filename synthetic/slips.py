"""Slips in single words: of the hand (typing) and of the ear (phonetic)."""

from __future__ import annotations

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = {
    key: (row[max(i - 1, 0) : i] + row[i + 1 : i + 2]) for row in _KEYS for i, key in enumerate(row)
}
_SOUNDS = (
    ("ph", "f"),
    ("f", "ph"),
    ("ck", "k"),
    ("c", "k"),
    ("k", "c"),
    ("ie", "y"),
    ("y", "ie"),
    ("ee", "ea"),
    ("ea", "ee"),
    ("ll", "l"),
    ("l", "ll"),
    ("nn", "n"),
    ("n", "nn"),
    ("tt", "t"),
    ("t", "tt"),
    ("s", "z"),
    ("z", "s"),
    ("ou", "u"),
    ("ei", "ie"),
    ("e", "a"),
    ("a", "e"),
    ("i", "e"),
    ("o", "u"),
    ("th", "t"),
    ("sh", "ch"),
    ("x", "ks"),
    ("qu", "kw"),
    ("v", "w"),
    ("w", "v"),
    ("gh", "g"),
    ("rr", "r"),
    ("r", "rr"),
    ("mm", "m"),
    ("dd", "d"),
    ("er", "or"),
)


def _like(new: str, old: str) -> str:
    return new.upper() if old.isupper() else new


def typing(word: str, draw: int) -> str:
    """``word`` with one slip of the keyboard; ``draw`` (a large integer) says which and where."""
    if len(word) < 2:
        return word
    kind, place = draw % 4, draw // 4 % len(word)
    letter = word[place]
    near = _NEAR.get(letter.lower(), "")
    if kind == 0 and near:
        return word[:place] + _like(near[draw // 997 % len(near)], letter) + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + letter.lower() + word[place:] if place else word + word[-1]
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def hearing(word: str, draw: int) -> str:
    """``word`` with one sound written another way; unchanged if no rule applies."""
    lower = word.lower()
    usable = [pair for pair in _SOUNDS if pair[0] in lower[1:]]
    if not usable:
        return word
    old, new = usable[draw % len(usable)]
    place = lower.index(old, 1)
    return word[:place] + _like(new, word[place]) + word[place + len(old) :]


def digit(text: str, draw: int) -> str:
    """``text`` with one of its digits changed."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    if not places:
        return text
    place = places[draw % len(places)]
    changed = (int(text[place]) + 1 + draw // 31 % 9) % 10
    return text[:place] + str(changed) + text[place + 1 :]


def postcode(text: str, draw: int) -> str:
    """``text`` with a digit or a letter of its inward part wrong."""
    if draw % 2 or len(text) < 5:
        return digit(text, draw // 2)
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return text[:-1] + letters[(letters.find(text[-1]) + 1 + draw // 7 % 18) % 20]
