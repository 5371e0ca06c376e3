"""Small fakes of the vendors with a real state machine; they run under `deskbot demo` or DESKBOT_SIMULATE=1 only."""
