"""A message and its ticket go in, a Decision with its reasons comes out. Pure from end to end."""
