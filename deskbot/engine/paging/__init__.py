"""Pages in time: opened with the ticket, stepped by alarms, handed to carriers, ended by whoever takes them.

- `opening`: what a ticket does with its page: open it, hasten it, fold it into another, end it;
- `stepping`: whom the next step calls, when one is due;
- `sending`: one notification on its way to a carrier;
- `crowd`: what goes to one phone now, with what, and what waits;
- `ahead`: what would come of a page if it went on now;
- `bundled`: what a responder does with several pages at once;
- `onward`: to which carrier, when, or that none takes it; with `substitutes` (mail instead), `outages` (who is told)
  and `numbers` (those that are not used);
- `asking` and `reports`: what carriers say of it afterwards;
- `failing`: what follows when it has reached nobody;
- `taking`: what a responder does with a page;
- `handing`: one responder hands a page over to another;
- `ending`: its ticket needs nobody any more;
- `holding`: maintenance keeps pages waiting;
- `notifying`: what a step writes for each way to each person;
- `announcing`: letters about a page;
- `telling`: texts that ask for nothing, as who has taken a page;
- `showing`: what a page's message in a chat shows;
- `rows`: what all of them do with its rows.
"""

from __future__ import annotations

from deskbot.engine.paging.crowd import Crowd
from deskbot.engine.paging.opening import Paging
from deskbot.engine.paging.reports import Reports
from deskbot.engine.paging.sending import Sending
from deskbot.engine.paging.stepping import Stepping
from deskbot.engine.paging.taking import Taking
from deskbot.engine.paging.telling import Telling

__all__ = ["Crowd", "Paging", "Reports", "Sending", "Stepping", "Taking", "Telling"]
