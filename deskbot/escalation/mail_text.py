"""What a page says by mail, and how it is answered. Pure."""

from __future__ import annotations

from deskbot.model.line import fitted

LONGEST_LINE = 120


def page_mail(
    ticket_ref: str, severity: str, reseller: str, line: str, code: int, *, answer_to: str = "", link: str = ""
) -> tuple[str, str]:
    """Return subject and text of a page by mail.

    Args:
        ticket_ref: the ticket's reference.
        severity: the ticket's.
        reseller: whose ticket it is.
        line: what it is about, in one line.
        code: what is typed before the letter that answers it.
        answer_to: the pager's number, to which the answer is texted; empty where there is none.
        link: an address at which it is answered; empty where there is none.
    """
    about = fitted(" ".join(line.split()), LONGEST_LINE)
    subject = f"PAGE {severity} [{ticket_ref}] {reseller}: {about}"
    ways = [f'Text "{code}a" to {answer_to} to take it, or "{code}e" to pass it on.'] if answer_to else []
    ways += [f"Take it or pass it on at {link}"] if link else []
    how = "\n".join(ways) or "Take it in the desk's console, or call the desk."
    text = (
        f"You are paged for ticket {ticket_ref}, severity {severity}, from {reseller}:\n\n{about}\n\n{how}\n\n"
        "Until somebody takes it, the page goes on to whoever is next."
    )
    return subject, f"{text}\n"
