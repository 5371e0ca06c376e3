"""The console: pages for the desk's own people, made on the server. No logic of its own."""
