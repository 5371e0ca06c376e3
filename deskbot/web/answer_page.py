"""The page that a recipient's link opens: HTML for a phone, without JavaScript, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from deskbot.commands.choices import KEY_CONFIRM, PageOption, Words
from deskbot.engine.page_views import PageView
from deskbot.escalation.offers import offered
from deskbot.model.choice import Choice
from deskbot.tickets.reference import reference

SPANS = (("30", "30 minutes"), ("60", "1 hour"), ("120", "2 hours"), ("240", "4 hours"))
"""How long a page can be put off, in minutes."""
CONFIRMED = KEY_CONFIRM
LONGEST_WORDS = 500

_STYLE = """
:root { color-scheme: light dark; --ink: #14181d; --back: #f6f7f9; --card: #fff; --line: #c9ced6; --go: #0b5fce;
  --warn: #a1260d; --quiet: #545c66 }
@media (prefers-color-scheme: dark) { :root { --ink: #eceff3; --back: #111418; --card: #1b2027; --line: #3b434d;
  --go: #5aa2ff; --warn: #ff8d73; --quiet: #a7b0bb } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 34rem; padding: 1rem; background: var(--back); color: var(--ink);
  font: 1.0625rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.3rem; margin: 0 0 .25rem } p { margin: .4rem 0 } .quiet { color: var(--quiet) }
.said { border-left: .3rem solid var(--go); padding: .6rem .8rem; background: var(--card); font-weight: 600 }
.not { border-color: var(--warn) }
form { margin: .6rem 0; padding: .7rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem }
button { width: 100%; min-height: 3rem; font: inherit; font-weight: 650; border-radius: .5rem;
  border: 2px solid var(--go); background: transparent; color: var(--go); cursor: pointer }
button.first { background: var(--go); color: var(--back) }
button.grave { border-color: var(--warn); color: var(--warn) }
label { display: block; margin: 0 0 .2rem; color: var(--quiet); font-size: .95rem }
input, select { width: 100%; min-height: 2.75rem; font: inherit; margin: 0 0 .5rem; padding: .3rem .5rem;
  border: 1px solid var(--line); border-radius: .4rem; background: var(--back); color: var(--ink) }
a { color: var(--go); display: inline-block; padding: .6rem 0 }
.mark { background: #ffd84d; color: #14181d; padding: .3rem .6rem; font-weight: 700 }
"""


def page(view: PageView, once: str, staff: Iterable[tuple[str, str]], *, said: str = "", done: bool = True) -> str:
    """Return the page: what it is about, what was said of the last answer, and a form for each choice.

    Args:
        view: what the recipient may know.
        once: makes each form's answer one of its own, however often its button is pressed.
        staff: keys and names of those to whom it can be handed over.
        said: what came of the answer that was just given; empty where none was.
        done: whether that was done.
    """
    head = f"{reference(view.ticket)} · {view.severity}"
    body = [
        f"<h1>{escape(head)}</h1><p>{escape(view.reseller)}</p><p><b>{escape(view.line)}</b></p>",
        _said(said, done=done),
        f'<p class="quiet">{escape(_standing(view))}</p>',
    ]
    if not view.ended:
        people = [one for one in staff if one[0] != view.responder]
        body += [_form(option, once, people) for option in offered(view.page, view.responder)]
    return _document(head, body)


def question(view: PageView, option: PageOption, once: str, words: str) -> str:
    """Return the page that asks before something is done that is not easily taken back."""
    head = f"{reference(view.ticket)} · {view.severity}"
    quoted = f"<p>“{escape(words)}”</p>" if words else ""
    hidden = _hidden(choice=option.choice, once=once, words=words, confirmed=CONFIRMED)
    return _document(
        head,
        [
            f"<h1>{escape(head)}</h1><p><b>{escape(view.line)}</b></p>",
            f'<form method="post"><p>{escape(option.asks)}</p>{quoted}{hidden}'
            f'<button class="grave">{escape(option.label)}</button></form>',
            '<p><a href="">No, go back</a></p>',
        ],
    )


def dead() -> str:
    """Return the page of a link that opens nothing: it says the same of every such link."""
    body = [
        "<h1>This link does not work any more</h1>",
        "<p>A link is for one person and one page, and ends some time after that page. If you were paged just now, use "
        "the newest link, answer the text, or call the Service Desk.</p>",
    ]
    return _document("Link", body)


def unsure(fields: dict[str, str] | None = None) -> str:
    """Return the page that says that nothing could be shown or noted, and lets the same be tried again."""
    again = '<p><a href="">Try again</a></p>'
    if fields:
        again = f'<form method="post">{_hidden(**fields)}<button class="first">Try again</button></form>'
    done = "It could NOT be noted. Nothing was done." if fields else "The page cannot be shown now."
    return _document("One moment", [f"<h1>One moment</h1><p>{done} Please try again.</p>", again])


def unseen(said: str, *, done: bool) -> str:
    """Return the page that says what came of an answer when the rest cannot be shown."""
    return _document("Your answer", [_said(said, done=done), '<p><a href="">Show the page</a></p>'])


def marked(document: str) -> str:
    """Return a page with the mark that no phone rings for it."""
    return document.replace("<body>", '<body><p class="mark">SIMULATED</p>', 1)


def _standing(view: PageView) -> str:
    if view.ended:
        return "Nobody is needed any more."
    if view.handed_by:
        return f"{view.handed_by} hands it over to you."
    if view.theirs:
        return "You have it."
    return f"Taken by {view.taken}." if view.taken else "Nobody has taken it yet."


def _said(said: str, *, done: bool) -> str:
    kind = "said" if done else "said not"
    return f'<p class="{kind}" role="status">{escape(said)}</p>' if said else ""


def _form(option: PageOption, once: str, people: Iterable[tuple[str, str]]) -> str:
    kind = "first" if option.choice is Choice.ACKNOWLEDGE else "grave" if option.asks else ""
    name = f"w-{option.letter}"
    button = f'<button class="{kind}">{escape(option.label)}</button>'
    return (
        f'<form method="post">{_hidden(choice=option.choice, once=once)}{_inputs(option, name, people)}{button}</form>'
    )


def _inputs(option: PageOption, name: str, people: Iterable[tuple[str, str]]) -> str:
    """Return the fields that a choice takes; a note can be added to any that keeps one."""
    match option.takes:
        case Words.SPAN:
            return _select(name, "Page me again in", "minutes", SPANS)
        case Words.PERSON:
            return _select(name, "To", "to", people)
        case Words.SOLUTION:
            return _text(name, "What solved it? The reseller reads it.")
        case Words.NOTE if option.choice is Choice.NOT_URGENT:
            return _text(name, "Why? The reseller reads it.")
        case Words.NOTE if option.choice is Choice.NOTE:
            return _text(name, "Note", required=True)
        case Words.NOTE:
            return ""


def _select(name: str, label: str, field: str, options: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in options)
    return f'<label for="{name}">{escape(label)}</label><select id="{name}" name="{field}">{rows}</select>'


def _text(name: str, label: str, *, required: bool = False) -> str:
    must = " required" if required else ""
    return (
        f'<label for="{name}">{escape(label)}</label>'
        f'<input id="{name}" name="words" maxlength="{LONGEST_WORDS}" autocomplete="off"{must}>'
    )


def _hidden(**fields: str) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in fields.items()
    )


def _document(title: str, body: Iterable[str]) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>"
    )
