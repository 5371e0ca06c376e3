"""The SMTP door: who may come in, how much at once, and the 250 after the commit."""
