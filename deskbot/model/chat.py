"""The names of chats: as channels, and as media by which responders are paged."""

SLACK = "slack"
TELEGRAM = "telegram"
