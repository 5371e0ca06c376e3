"""Whether a machine wrote a mail, and what a bounce or a receipt says. Pure."""
