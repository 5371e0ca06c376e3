"""What two plug-ins share: clients, signatures, TwiML."""
