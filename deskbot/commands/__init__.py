"""The one table of commands that people may give, on whatever channel."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_SMS = "page-sms"
PAGE_DIGIT = "page-digit"
PHONE_IN = "phone-in"
PAGE_LINK = "page-link"
PAGE_PRESS = "page-press"
PAGE_CHAT = "page-chat"
PAGE_DESK = "page-desk"
NOTE = "note"
CLOSE = "close"
ASSIGN = "assign"
PAGE = "page"
TASK = "task"
SET = "set"
MERGE = "merge"
UNLINK = "unlink"
CLAIM = "claim"
ASK = "ask"
SUGGEST = "suggest"
ESCALATE = "escalate"
RESOLVE = "resolve"
TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class CommandWord:
    """One command: its name and what it is for."""

    name: str
    help: str


COMMANDS = {
    word.name: word
    for word in (
        CommandWord(PAGE_SMS, "A responder answers a page by text: 7a takes it, 7e passes it on."),
        CommandWord(PAGE_DIGIT, "A responder answers a page on the keypad: 4 takes it, 6 passes it on."),
        CommandWord(PHONE_IN, "A reseller on the phone makes a ticket urgent, and waits for whoever takes it."),
        CommandWord(PAGE_LINK, "A responder answers a page on the page that a signed link opens."),
        CommandWord(PAGE_PRESS, "A responder presses a button below a page in a chat."),
        CommandWord(PAGE_CHAT, "A responder answers a page in a chat in the words of a text: 7a takes it."),
        CommandWord(PAGE_DESK, "Somebody of the desk answers a page in the console, whoever was paged by it."),
        CommandWord(TICKET, "A reseller asks how a ticket stands, lists theirs, makes one urgent, or closes it."),
        CommandWord(NOTE, "An agent keeps words inside: no reseller sees them."),
        CommandWord(CLOSE, "An agent closes a ticket; its open page is cancelled."),
        CommandWord(ASSIGN, "An agent gives a ticket to a person of the staff."),
        CommandWord(CLAIM, "An agent takes a ticket that nobody has; who comes second is told who was first."),
        CommandWord(ASK, "An agent has the reseller asked for what is missing."),
        CommandWord(SUGGEST, "An agent sends the reseller the steps of a known issue."),
        CommandWord(ESCALATE, "An agent makes a ticket one step graver; what is urgent by that is paged."),
        CommandWord(RESOLVE, "An agent says that it is solved; the reseller is asked whether it is."),
        CommandWord(PAGE, "An agent has the responder on call paged for a ticket."),
        CommandWord(SET, "An agent sets a fact, the category or the severity of a ticket right."),
        CommandWord(TASK, "An agent asks the reseller for hands-on work at the site."),
        CommandWord(MERGE, "An agent merges a ticket into another of the same reseller."),
        CommandWord(UNLINK, "An agent says that two tickets do not belong together, or takes one out of an incident."),
    )
}
