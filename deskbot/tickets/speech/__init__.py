"""What our letters say, in the languages in which we write: data in one file a language, key → text.

A language that we do not write in gets English. Every file has every key; a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from deskbot.tickets.speech import de, en, es, fr, pt

ENGLISH = "en"
LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "en": en.TEXTS,
    "es": es.TEXTS,
    "fr": fr.TEXTS,
    "de": de.TEXTS,
    "pt": pt.TEXTS,
}


def written_in(code: str) -> str:
    """Return the language of a letter to somebody who writes in another one, or in this one."""
    return code if code in LANGUAGES else ENGLISH


def say(language: str, key: str, **values: object) -> str:
    """Return a text in a language, with values in their places; they are taken as they are."""
    return LANGUAGES[written_in(language)][key].format(**values)
