"""Our own check of a sender: SPF, DKIM, DMARC and ARC, in a thread, with a time limit."""
