"""What the writer wrote, cut into sentences that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from deskbot.model.message import Inbound
from deskbot.triage.folding import compose, fold

MOST_LINES = 1500
MOST_SENTENCES = 1000


class Region(StrEnum):
    """The parts of a message."""

    SUBJECT = "subject"
    OLD_SUBJECT = "old-subject"
    """The subject of an answer: words of the mail that is answered, perhaps long untrue."""
    BODY = "body"
    SIGNATURE = "signature"
    FORWARDED = "forwarded"
    FORWARDED_SIGNATURE = "forwarded-signature"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, list item or line of a signature."""

    text: str
    folded: str
    region: Region

    @property
    def told(self) -> bool:
        """Return whether it tells something: subject or body, written anew or forwarded."""
        return self.region in (Region.SUBJECT, Region.BODY, Region.FORWARDED)


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as rules read it."""

    subject: str
    sentences: tuple[Sentence, ...]
    lines: tuple[tuple[str, Region], ...]
    """The lines as they stand, for tables and labels."""

    @property
    def told(self) -> tuple[Sentence, ...]:
        """Return the sentences of the subject and the bodies, without signatures."""
        return tuple(sentence for sentence in self.sentences if sentence.told)

    @property
    def folded(self) -> str:
        """Return the told sentences, folded, one a line."""
        return "\n".join(sentence.folded for sentence in self.told)


_FORWARD = re.compile(
    r"-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht|message transfere|"
    r"message transmis|mensaje reenviado|mensagem encaminhada|begin forwarded message)|begin forwarded message:"
)
_FORWARD_HEADER = re.compile(
    r"(?:from|date|sent|subject|to|cc|von|gesendet|an|betreff|datum|de|envoye|objet|para|asunto"
    r"|assunto|enviado|data)\s?:"
)
_CLOSING = re.compile(
    r"(?:(?:many|kind|best|warm|with|very) ){0,3}(?:regards|wishes)\b.{0,40}$|"
    r"(?:many |much )?(?:thanks|thank you|thx|ta|cheers|tia"
    r"|yours|sincerely|respectfully|best|thanks much)\b[^.?]{0,26}$|"
    r"mit .{0,20}grus.{0,30}$|(?:viele |beste |schone |liebe |freundliche )?grus{1,2}e?\b.{0,20}$|"
    r"(?:pfiat euch|servus|mfg|lg|abs|abracos?|att|tschus)\b.{0,10}$|"
    r"(?:bien )?(?:cordialement|salutations)\b.{0,20}$|(?:bonne journee|merci)\b[^.?]{0,30}$|"
    r"(?:un )?(?:saludos?|atentamente|atenciosamente|cumprimentos|obrigad[oa]|gracias|muchas gracias)\b[^.?]{0,24}$"
)
_DEVICE = re.compile(
    r"(?:sent from (?:my|outlook|mail)|enviado d|envoye de(?:puis)? mon|von meinem|gesendet von|get outlook)"
)
_DISCLAIMER = re.compile(
    r"confidential|confidentiel|vertraulich|intended recipient|empfanger bestimmt|registered (?:in|office)|"
    r"sitz der gesellschaft|aviso legal|confidencial|unsubscribe"
)
_ANSWERED = re.compile(r"(?:\[[^\]]{1,20}\]\s?)?(?:re|aw|sv|rv|res|antw|odp)(?:\[\d\])?\s?:")
_ITEM = re.compile(r"\s*(?:[-*•>=]|\(?\d{1,2}[.)]|\(?[a-h][.)])\s")
_LABEL = re.compile(r"[^\s:][^:\n]{0,40}:(?:\s|$)")
_TABLE = re.compile(r"\s*\d{1,2}[:.h]\d{2}|.*\S(?:\s{3}|\t| \| )")
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|st|no|nr|ext|attn|incl|approx|ca|vs|etc|tel|inc|ltd|co|bzw|evtl|sra?"
    r"|sta|dna|mme|mlle|m|ing|a\.?m|p\.?m|e\.g|i\.e|z\.b|i|u|inh))$"
)
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]{1,10}[\"')\]]{0,4}\s+(?=[\"'(\[¿¡]?[^\W_])|\s;\s|;\s")


@lru_cache(maxsize=16)
def _read(subject: str, body: str, signature: str, name: str) -> Reading:
    lines = _regions(compose(body).split("\n")[:MOST_LINES], name)
    if signature:  # the channel knows it for certain
        lines += [("", Region.SIGNATURE), *((line, Region.SIGNATURE) for line in compose(signature).split("\n"))]
    subject = compose(subject).strip()
    place = Region.OLD_SUBJECT if _ANSWERED.match(fold(subject)) else Region.SUBJECT
    sentences = [Sentence(subject, fold(subject), place)] if subject else []
    for paragraph, region in _paragraphs(lines):
        sentences += [Sentence(text, fold(text), region) for text in _sentences(paragraph)]
    return Reading(subject, tuple(sentences[:MOST_SENTENCES]), tuple(lines))


def read(message: Inbound) -> Reading:
    """Return the message as sentences; what is quoted from earlier mails is not in it."""
    return _read(message.subject, message.reply, message.signature, message.sender.name)


def _regions(lines: list[str], name: str) -> list[tuple[str, Region]]:
    """Return every line with its region: each part (own, forwarded) ends in its signature."""
    own, forwarded = _split_forwarded(lines)
    placed = _with_signature(own, name, Region.BODY, Region.SIGNATURE)
    if forwarded:
        header, rest, sender = _forward_header(forwarded)
        placed += [(line, Region.FORWARDED_SIGNATURE) for line in header]
        placed += _with_signature(rest, sender, Region.FORWARDED, Region.FORWARDED_SIGNATURE)
    return placed


def _split_forwarded(lines: list[str]) -> tuple[list[str], list[str]]:
    for number, line in enumerate(lines):
        if _FORWARD.search(fold(line)):
            return lines[:number], lines[number + 1 :]
    return lines, []


def _forward_header(lines: list[str]) -> tuple[list[str], list[str], str]:
    """Return the header lines of a forwarded mail, its body, and the name of who wrote it."""
    sender = ""
    end = 0
    for number, line in enumerate(lines[:14]):
        folded = fold(line).strip(" *>")
        if not _FORWARD_HEADER.match(folded):
            if folded and end:
                break
            continue
        end = number + 1
        if folded.startswith(("from", "von", "de:", "de :")):
            sender = line.split(":", 1)[1].split("<")[0].strip(' "*')
    return lines[:end], lines[end:], sender


def _with_signature(lines: list[str], name: str, body: Region, signature: Region) -> list[tuple[str, Region]]:
    start = _signature_start(lines, name)
    return [(line, body if number < start else signature) for number, line in enumerate(lines)]


SIGNATURE_LINES = 16
"""A signature is at most so many filled lines long."""


def _signature_start(lines: list[str], name: str) -> int:
    """Return the first line of the signature: a delimiter, a closing formula or the writer's name near the end."""
    names = {word for word in re.findall(r"\w+", fold(name)) if len(word) > 1}
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for number in filled:
        if lines[number].rstrip() == "--" and _rest_is_short(lines[number:]):
            return number
    start = len(lines)
    for number in filled[-SIGNATURE_LINES:]:
        if _opens_signature(lines[number].strip(), names) and number != filled[0] and _rest_is_short(lines[number:]):
            start = number
            break
    return start


LONG_LINE = 110


def _rest_is_short(lines: list[str]) -> bool:
    """Return whether what follows looks like a signature: few long lines but a disclaimer's."""
    long = [line for line in lines if len(line) > LONG_LINE and not _DISCLAIMER.search(fold(line))]
    return not long and sum(1 for line in lines if line.strip()) <= SIGNATURE_LINES


NAME_LINE = 60


def _opens_signature(line: str, names: set[str]) -> bool:
    folded = fold(line).strip(" -\u2013,.!*_")
    if not folded or len(folded) > NAME_LINE:
        return False
    if _DEVICE.match(folded) or _CLOSING.match(folded):
        return True
    words = re.findall(r"\w+", folded)
    return bool(words) and not names.isdisjoint(words[:3]) and not folded.endswith(("?", ":")) and len(words) <= 8  # noqa: PLR2004 (a name line is short)


def _paragraphs(lines: list[tuple[str, Region]]) -> list[tuple[str, Region]]:
    """Join lines that a mail program wrapped; list items, labels, tables and signatures stay lines."""
    joined: list[tuple[str, Region]] = []
    wrapped = False
    for line, region in lines:
        text = line.strip()
        alone = region in (Region.SIGNATURE, Region.FORWARDED_SIGNATURE) or bool(
            _ITEM.match(line) or _LABEL.match(text) or _TABLE.match(line.rstrip())
        )
        if text and wrapped and not alone and joined and joined[-1][1] is region:
            joined[-1] = (f"{joined[-1][0]} {text}", region)
        elif text:
            joined.append((text, region))
        # A line that ends early did not need wrapping: what follows is another thought.
        wrapped = bool(text) and region not in (Region.SIGNATURE, Region.FORWARDED_SIGNATURE) and _goes_on(text)
    return joined


WRAPPED = 55
"""Shorter lines were ended by the writer, not by the mail program."""


def _goes_on(text: str) -> bool:
    return len(text) >= WRAPPED or (text[-1] not in ".!?:" and len(text) > WRAPPED // 2)


def _sentences(paragraph: str) -> list[str]:
    found: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        piece = paragraph[start : end.start() + 1]
        if paragraph[end.start()] == "." and _ABBREVIATION.search(fold(paragraph[start : end.start()][-12:])):
            continue
        found.append((piece if paragraph[end.start()] == ";" else paragraph[start : end.end()]).strip())
        start = end.end()
    found.append(paragraph[start:].strip())
    return [text for text in found if text]
