"""The one table of commands that people may give, on whatever channel."""
