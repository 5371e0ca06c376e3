"""Our letters: how they look, how they are signed, and their way to the relay."""
