"""A backup of the desk in one file, and the way back.

`programs` finds PostgreSQL's own tools, `manifest` says what is in a backup, `archive` is the file, `dumping` fills it,
`restoring` puts it back into a database, and `aftermath` says what becomes of what was on its way at that time.
"""
