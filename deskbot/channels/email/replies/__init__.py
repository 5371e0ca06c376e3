"""What the writer of a mail wrote anew: without quotes and signatures, with what they pass on. Pure."""
