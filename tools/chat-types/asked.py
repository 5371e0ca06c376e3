"""Takes what the methods of ours take out of the Bot API's types: a schema is made of types, and not of functions."""

from __future__ import annotations

import re
import sys
from pathlib import Path

NAMES = (
    "answerCallbackQuery",
    "editMessageReplyMarkup",
    "editMessageText",
    "getFile",
    "getUpdates",
    "sendDocument",
    "sendMessage",
    "sendPhoto",
    "setMyCommands",
    "setWebhook",
)

folder = Path(sys.argv[1])
told = (folder / "methods.d.ts").read_text()
imports = "\n".join(line for line in told.splitlines() if line.startswith("import "))
asked = []
for name in NAMES:
    found = re.search(rf"^    {name}\(args\??: (\{{\n.*?^    \}})\): ", told, re.MULTILINE | re.DOTALL)
    if found is None:
        sys.exit(f"the Bot API's types name no {name}")
    asked.append(f"    {name}: {found[1]};")
body = "\n".join(asked)
(folder / "asked.d.ts").write_text(f"{imports}\n\nexport interface Asked<F> {{\n{body}\n}}\n")
