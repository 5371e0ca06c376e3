"""`python -m deskbot`."""

from deskbot.cli import main

main()
