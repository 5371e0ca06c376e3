"""Pure: states, references, and what we say."""
