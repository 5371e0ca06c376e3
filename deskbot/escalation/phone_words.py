"""What callers to the Service Desk number hear, and what responders hear of them. Pure."""

from __future__ import annotations

from datetime import timedelta

from deskbot.escalation.replies import digits_apart

GOODBYE = "Goodbye."
ONE_MOMENT = "One moment, please."
NOT_HERE = "No calls are taken at this number. Goodbye."
RECORD = (
    "Please tell us after the tone who you are, the customer, and what has failed. You are recorded. "
    "Press the pound key, or stay silent, when you are done."
)
NOTHING_PRESSED = "No key was pressed."
WRONG_NUMBER = "No open ticket has this number."
NOTHING_SAID = "Nothing was recorded. Please write to us by mail, or call again. Goodbye."
RECORDED = "Thank you, your message has arrived. Please stay on the line."
NOT_STORED = "Your message could not be stored. Please write to us by mail, or call again in a few minutes. Goodbye."
NOT_RAISED = "We could not note your call. Please call again in a few minutes. Goodbye."
PLEASE_WAIT = "Please stay on the line."
CALL_BACK = "You will be called back at the number that you are calling from."
NO_NUMBER = "We do not see your number: please write it to us by mail."
HELD = "It is noted as urgent. Nobody can be called just now, but the desk has been told."
NOBODY = "Nobody has answered yet. The desk has been told."
GOES_ON = "Nobody has answered yet. We go on calling."
MAINTENANCE = "It is noted as urgent. There is maintenance now: the person on duty is called when it ends."
NOTED_ONLY = "Your message has arrived, and becomes a ticket."
DESK_TOLD = "The desk has been told."
TRY_DIALLING = "Somebody has taken your ticket. You are being connected."


def digits(number: int | str) -> str:
    """Return a number digit by digit, as it is to be spoken."""
    return digits_apart(str(number))


def welcome(desk_name: str) -> str:
    """Return the first sentence."""
    return f"This is {desk_name}."


def menu(offered: int | None) -> str:
    """Return what may be pressed; of a ticket that was found nothing but its number is told."""
    first = f"If you call about ticket {digits(offered)}, press 1 and pound. " if offered is not None else ""
    return f"{first}Enter the number of your ticket, then press pound. If you have none, press 0 and pound."


def noted(number: int, *, called: bool) -> str:
    """Return what is said once a ticket is urgent, and somebody is being called for it, or nobody is."""
    calling = "We are calling the person on duty. " if called else ""
    return f"Ticket {digits(number)} is noted as urgent. {calling}Please stay on the line."


def still_calling(new: int | None) -> str:
    """Return what is said from time to time; `new` is the number of a ticket that the call has opened."""
    number = f"{your_number(new)} " if new is not None else ""
    return f"{number}We are still calling. Please stay on the line."


def your_number(number: int) -> str:
    """Return the number of the ticket that was opened."""
    return f"Your ticket has the number {digits(number)}."


def taken(name: str) -> str:
    """Return who has taken it; strangers hear no name."""
    return f"{name or 'Somebody'} has taken your ticket."


def within(left: timedelta | None) -> str:
    """Return by when somebody calls back, in whole minutes or hours that surely fit; empty where none is promised."""
    minutes = int(left.total_seconds()) // 60 if left is not None else 0
    if minutes < 1:
        return ""
    hours = minutes // 60
    span = f"{hours} hour{'s' * (hours > 1)}" if hours else f"{minutes} minute{'s' * (minutes > 1)}"
    return f"You will be called back within {span} at the number that you are calling from."


def caller_waits(number: int | None) -> str:
    """Return what a responder hears who took a page by text, and is called for the caller; None is not known now."""
    about = f" about ticket {digits(number)}" if number is not None else ""
    return f"The caller{about} is on the line. Press 5 to talk to them."


def not_connected(ticket: str, number: str) -> str:
    """Return what somebody is texted who took a page to talk to its caller, and does not talk to them."""
    return f"{ticket}: you were not connected to the caller. {call_back_text(number)}"


def call_back(number: str) -> str:
    """Return the number to call back, for a voice."""
    return f"The number to call back is {digits(number)}." if number else "The caller's number is withheld."


def call_back_text(number: str) -> str:
    """Return the number to call back, for a text."""
    return f"Call back: {number}." if number else "The caller's number is withheld."


def calls_back(name: str) -> str:
    """Return what somebody hears who has come as well, and need not call the caller."""
    return f"{name} calls the caller back."


def is_called_for(name: str) -> str:
    """Return what somebody hears who has come as well, while a caller waits for whoever came first."""
    return f"{name} is called for the caller."


HAS_HUNG_UP = "The caller has hung up."
ON_THE_LINE = "The caller is on the line: your phone rings now."
CONNECTED = "You are being connected."
TALKS_TO_OTHER = "Somebody else talks to the caller."
