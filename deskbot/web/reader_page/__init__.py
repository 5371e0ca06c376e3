"""A ticket's own page for its reader, by the signed link in a letter. No account, no cookie, no logic of its own."""
