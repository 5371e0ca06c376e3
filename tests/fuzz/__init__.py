"""What looks for mail that breaks the reading of mail."""
