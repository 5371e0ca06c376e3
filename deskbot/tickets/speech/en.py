"""What our letters say in English."""

TEXTS = {
    "hello": "Hello,",
    "redirect-subject": "About your message to us",
    "redirect-why": (
        "thank you for writing to us. {desk} helps the companies that install and look after these telephone "
        "systems; those who use them are helped by their company. So we have opened no ticket for your message."
    ),
    "redirect-who": (
        "The quickest way to help is the company that installed and looks after your telephone system: it knows your "
        "site and reaches us directly. Please call them; their name is often on a label on the equipment or on its "
        "invoices."
    ),
    "redirect-find": "If you do not know who that is, or the company is no longer there: {link}",
    "redirect-danger": (
        "If calls to the emergency number fail, or somebody is in danger, use a mobile phone for the emergency call, "
        "and phone us at once on {phone}."
    ),
    "redirect-reseller": (
        "If you are a reseller of ours yourself, answer this message with the system's host id and what you have "
        "tried so far: then it becomes a ticket."
    ),
    "hello-name": "Hello {name},",
    "opening": 'we have your message "{subject}" as ticket {ticket}: {category}, severity {severity}.',
    "category-incident": "incident",
    "category-rma": "return of hardware (RMA)",
    "category-licence": "licence",
    "category-howto": "question",
    "category-access": "access",
    "category-enhancement": "enhancement",
    "category-security": "security",
    "category-status": "follow-up",
    "category-enduser": "end customer",
    "category-junk": "other",
    "severity-S1": "S1 (critical)",
    "severity-S2": "S2 (major)",
    "severity-S3": "S3 (minor)",
    "severity-S4": "S4 (request)",
    "end-user": (
        "The quickest way to help is the company that installed and looks after your telephone system: it knows your "
        "site and reaches us directly. Please call them; their name is often on a label on the equipment or on its "
        "invoices. If calls to the emergency number fail, phone us now on {phone}."
    ),
    "paged": (
        "The Service Desk's responder on call is being paged for this now. Please phone the Service Desk as well: "
        "{phone}."
    ),
    "paged-from": (
        "The responder on call will be paged for this when support opens, {opens}. If it cannot wait that long, "
        "phone the Service Desk now: {phone}. To raise it, answer this message and say which calls fail and for how "
        "many people."
    ),
    "paged-later": (
        "The responder on call will be paged for this at {opens}, as there is maintenance until then. If it "
        "cannot wait that long, phone the Service Desk now: {phone}. To raise it, answer this message and say "
        "which calls fail and for how many people."
    ),
    "page-held": "This message was not paged. If it is urgent, phone the Service Desk now: {phone}.",
    "urgent-known": "The Service Desk knows that this is urgent. You can reach it by phone: {phone}.",
    "claimed": (
        'You called it "{claimed}". If calls fail, or it has become worse than described, phone the Service Desk '
        "now: {phone}."
    ),
    "phone-ticket": "{phone}, ticket {ticket}",
    "questions": "To go on we need the following. Please answer by number, above this text:",
    "advice": "This looks like a known issue: {title}.",
    "advice-language": "",
    "advice-end": "Did this solve it? Answer yes or no.",
    "promise": "A person at the Service Desk will answer you by {by}.",
    "next": "A person at the desk goes on from here. To add something, answer this message ({ticket}).",
    "unproven": (
        "we have your message as ticket {ticket}. We could not verify who sent it, so a person at the desk will look "
        "at it before anything else is said here."
    ),
    "unproven-subject": "We have your message",
    "noted": "Noted on ticket {ticket}: {facts}.",
    "added": "Your message was added to ticket {ticket}.",
    "reopened": (
        "Ticket {ticket} is open again, and your message was added to it: a person at the desk goes on from here."
    ),
    "solved": "Good to hear. Ticket {ticket} is set to resolved; any answer opens it again.",
    "completed": "Thank you, ticket {ticket} now has all that the desk needs to start.",
    "completed-but": (
        "Thank you, the desk can start on ticket {ticket} now. Of what it looks at for this, the "
        "following is still open: {items}. Please add it if you have it; nothing waits for it."
    ),
    "handed-over": "Thank you. A person at the desk takes ticket {ticket} on with what is known.",
    "taken": "{responder} has taken ticket {ticket} and is on it.",
    "taken-phone": "If you need the Service Desk on the phone: {phone}.",
    "unanswered": "We have called everybody on call for ticket {ticket}, and nobody has answered yet.",
    "unanswered-phone": (
        "Please phone the Service Desk now on {phone} and name the ticket. The desk's management has been told as well."
    ),
    "reminder": 'ticket {ticket}, "{subject}", waits for your answer.',
    "reminder-end": "Without an answer we will close it; any answer opens it again.",
    "suggested": 'somebody at the desk has looked at ticket {ticket}, "{subject}", and suggests this.',
    "closed-by-silence": "we have closed ticket {ticket}, as we have not heard from you. Any answer opens it again.",
    "unread": (
        "We cannot read the language of your message by machine, so a person at the desk looks at it as it is. If "
        "calls fail, or it is urgent, phone the Service Desk now: {phone}."
    ),
    "opening-unread": 'we have your message "{subject}" as ticket {ticket}.',
    "if-you-have-it": "(if you have it)",
    "questions-helpful": "It would help to know the following, if you have it; nothing waits for it:",
    "rma-list": "This is what the desk looks at for a return; please add what is not ticked:",
    "rma-warranty": "the device is under warranty (since when it is in use)",
    "rma-serial": "the serial number of the faulty device",
    "rma-child": "that serial number is registered under its parent system's in Serial Number Records",
    "rma-tests": "the diagnostic tests of its troubleshooting guide, each with its result",
    "rma-picture": "screenshots, a photo or a video that show the failure",
    "rma-ship": "the address for a replacement, with a contact, a phone number and a mail address",
    "rma-server": (
        "If it is the UCX server itself that is down, say so, and whether you have a spare system: the desk can then "
        "look at a temporary licence, so that the customer works on the spare meanwhile."
    ),
    "rma-decision": (
        "A person at the desk decides about the return and writes to you here. Please send nothing back before that."
    ),
    "rma-policy": "The rules for returns: {link}",
    "licence-needs": (
        "For a licence transfer the desk needs the old and the new host id, the reason (failure, migration, upgrade, "
        "mistyped id), and whether the system's subscription is active. If hardware has failed, add the ticket of "
        "its return, and whether the old system still starts."
    ),
    "licence-decision": "A person at the desk looks at it and decides; nothing can be said about it before.",
    "licence-policy": "The rules for licence transfers: {link}",
    "howto-documentation": "The product documentation is here: {link}",
    "howto-level": (
        "Configuration, and moves, adds and changes, are Level 1 and Level 2 work, which is your own company's; "
        "colleagues of yours who have done it before are the quickest help."
    ),
    "howto-fault": (
        "If the system does not do what the documentation says, it is a fault: answer this message with the host id, "
        "the software release, the calls or steps that fail, and what you have tried."
    ),
    "howto-quotation": "Quotations and orders are made with the portal's own tool: {link}",
    "howto-provisioning": "Phones are provisioned with the portal's own tool: {link}",
    "howto-training": "Dates and contents of the product training: {link}",
    "access-own": (
        "Accounts of your own people are set up, unlocked and removed by your company's own administrator on the "
        "partner portal; the desk helps where that does not work."
    ),
    "access-portal": "The partner portal: {link}",
    "access-people": (
        "These people of your company may open tickets, as our list has it: {names}. If somebody is missing, or has "
        "left, let your administrator tell us here."
    ),
    "access-untrained": (
        "According to our list, these people have not attended the introductory product training yet: {names}. Until "
        "then the desk may decline access for them."
    ),
    "access-training": "Whoever gets access to the Help Desk should have attended the introductory product training.",
    "access-training-page": "The product training: {link}",
    "expired": (
        "By our records the subscription of this system has ended, so that it may have to be renewed. We take your "
        "ticket in all the same, and whoever works on it will write to you about it. If our records are wrong, "
        "please tell us here."
    ),
    "not-helped": "Thank you for telling us. The ticket is with a person at the desk now, who goes on from here.",
    "rate": 'ticket {ticket}, "{subject}", is closed.',
    "rate-how": "How did we do? Answer with a number from 1 (poor) to 5 (very good) and, if you like, a word.",
    "rate-open": "If it is not solved, say so in your answer: that opens the ticket again.",
    "paged-already": (
        "The Service Desk's responder on call has been paged for this already. Please phone the Service Desk as "
        "well: {phone}."
    ),
    "taken-already": (
        "{responder} of the Service Desk has taken this already and is on it. If you need the Service Desk on the "
        "phone: {phone}."
    ),
    "hands-on": (
        'We need your hands at the site for the following. Please answer each with its letter, for example "A '
        'done" or "A not done: no access before Friday", and what you saw:'
    ),
    "task-overdue": "for ticket {ticket} we asked for work at the site, and have not heard whether it is done:",
    "task-overdue-end": 'Please answer "{letter} done", or what keeps you from it. The desk waits for it.',
    "solved-together": (
        'the trouble behind ticket {ticket}, "{subject}", is solved, as far as the Service Desk can see. Is it '
        "solved for you?"
    ),
    "solved-together-how": (
        "If it is, answer: yes. If it is not, tell us what still fails: any answer but that opens"
        " the ticket again. You can reach us by phone as well: {phone}."
    ),
    "solution": "{responder} of the Service Desk writes:",
    "not-urgent": (
        "{responder} of the Service Desk has looked at ticket {ticket} and judges that it is not urgent. "
        "Nobody is called out for it; it is worked on in its turn."
    ),
    "not-urgent-how": (
        "If that is wrong, answer this message and say what does not work: that raises it again, and somebody "
        "is called. Or phone the Service Desk: {phone}."
    ),
    "merged": (
        "tickets {ticket} and {into} are about the same. They are handled together as {into} from now on; an "
        "answer to a letter about either reaches us."
    ),
    "parted": (
        '"{subject}" is handled as ticket {ticket} from now on, apart from ticket {other}. To add something to it,'
        " answer this message."
    ),
    "tasks-relettered": (
        "The work at the site that we asked you for goes by other letters from now on; please answer with the new one:"
    ),
    "own-status": "{ticket}: {subject}. {severity}, {state}.",
    "own-line": "{ticket} {severity}, {state}: {subject}",
    "state-new": "just come in",
    "state-waiting-desk": "with the desk",
    "state-waiting-reseller": "waiting for you",
    "state-resolved": "solved",
    "state-closed": "closed",
    "state-merged": "merged into another ticket",
    "own-owner": "{responder} has it.",
    "own-missing": "We still need: {questions}",
    "own-more": "… and {count} more.",
    "own-none": "You have no open ticket.",
    "own-unknown": "There is no ticket {ticket} of yours.",
    "own-which": "Which ticket? Write it behind the word, like this: {usage}",
    "own-no-words": "What shall we note? Write it behind the word, like this: {usage}",
    "own-no-command": '"{word}" is no command.',
    "own-no-command-near": '"{word}" is no command. Did you mean "{near}"?',
    "own-stranger": (
        "We do not know who writes from here, so we can show you nothing. What you write opens a ticket all the same."
    ),
    "own-closed": "{ticket} is closed. Any answer opens it again.",
    "own-closed-already": "{ticket} was closed already.",
    "own-help": "These words are understood:",
    "help-new": "opens a ticket",
    "help-status": "says how a ticket stands",
    "help-list": "lists your open tickets",
    "help-add": "adds to a ticket",
    "help-close": "closes a ticket",
    "help-urgent": "makes a ticket urgent: somebody is called",
    "help-help": "says this",
    "own-help-phone": "In an emergency phone the Service Desk: {phone}.",
    "brief-opened": "{ticket} is open ({severity}).",
    "brief-unproven": "We have your message as {ticket}. We do not know this number, so a person looks at it first.",
    "brief-added": "Added to {ticket}.",
    "brief-reopened": "{ticket} is open again, with your message.",
    "brief-elsewhere": "About something else? Text NEW and what it is.",
    "brief-paged": "The responder on call is being paged. Please phone as well: {phone}.",
    "brief-paged-from": "The responder on call is paged at {opens}. If it cannot wait, phone {phone}.",
    "brief-taken": "{responder} has it. The Service Desk's number: {phone}.",
    "brief-held": "It was not paged. If it is urgent, phone {phone}.",
    "brief-urgent": "The desk knows that it is urgent. To talk to it: {phone}.",
    "brief-claimed": "If calls fail, phone {phone}.",
    "brief-unread": "A person reads your message. If calls fail, phone {phone}.",
    "brief-end-user": (
        "Please call the company that installed your telephone system: it reaches us directly. If emergency calls "
        "fail, phone us now: {phone}."
    ),
    "brief-reminder": "{ticket} waits for your answer, and is closed without one.",
    "own-urgent": "{ticket} is urgent now ({severity}).",
    "brief-by-mail": "The whole of it comes by mail.",
    "help-link": "makes this account yours, by a code: write your mail address instead of it, and we send you one",
    "help-prefer": 'we write to you here; "prefer last" where you wrote last',
    "link-how": (
        "Write the code that you were given behind the word: link CODE. Or your mail address, and we send you "
        "a code: link you@company.example"
    ),
    "link-sent": "If we know {address}, a code is on its way there. Send it here within half an hour: link CODE",
    "link-wrong": "This code is none of ours, or it is over. Ask for a new one: link you@company.example",
    "link-taken": "This account belongs to somebody else already. Please ask the desk.",
    "link-too-often": "That was tried too often. Please wait an hour, or ask the desk.",
    "linked": "Welcome, {name}: this account is yours now.",
    "link-subject": "Your code",
    "link-letter": (
        "Your code is {code}. Somebody on {channel} says that they are you. If that is so, write there: link "
        "{code}\n\nIf it is not, do nothing: without the code nobody becomes you."
    ),
    "linked-subject": "An account was linked to you",
    "linked-letter": (
        "An account on {channel} ({address}) is yours now: it sees and files tickets as you do. If that was "
        "not you, tell the desk at once."
    ),
    "prefers": "We write to you by {channel} from now on.",
    "prefers-last": "We write to you wherever you wrote from last.",
    "no-channel": '"{word}" is no channel of yours. There are: {channels}',
    "own-admins": "Who looks after all tickets of a company may list them; these are yours:",
    "offer-yes": "Yes, solved",
    "offer-no": "No, not yet",
    "form-title-intake": "New ticket",
    "form-title-answers": "Your answers",
    "form-submit": "Send",
    "form-cancel": "Cancel",
    "form-category": "What is it about?",
    "form-summary": "In one sentence: what is wrong, or wanted?",
    "form-details": "What else should we know?",
    "form-incident": "Something does not work",
    "form-rma": "A device goes back (RMA)",
    "form-licence": "Licence: transfer or activation",
    "form-howto": "A question",
    "form-access": "Access to a portal or training",
    "form-enhancement": "A wish for the product",
    "form-security": "Misuse or security",
    "form-empty": "Please say in a sentence what is wrong: it becomes the subject of the ticket.",
    "form-long-words": (
        "These are {now} characters, and at most {most} are taken. A log or a trace is best added as a file."
    ),
    "form-long": "These are {now} characters, and at most {most} are read. Please say it shorter.",
    "form-unread": "We cannot read this as an answer. {question} If you do not know it, leave it empty.",
    "form-none": "Please answer at least one question.",
    "form-old": (
        "This form is of an older version, and was not sent. Please open it again; we are sorry for the trouble."
    ),
    "form-all": "Answer all questions",
    "home-title": "Your open tickets",
    "home-new": "New ticket",
    "home-how": (
        "Write to us under Messages, mention us in a channel, or press the button. The word help tells the commands."
    ),
    "home-help": "What can I do here?",
    "home-stranger": (
        "We do not know this account yet. With a code, write under Messages: link CODE. Without one, write: "
        "link you@company.example. You can open a ticket even so."
    ),
    "page-link": (
        "Ticket {ticket} has a page of its own, on which you can see it, answer what is asked and add files. Its "
        "link is for you alone: {link}"
    ),
    "page-link-brief": "Its page: {link}",
    "page-where": "Where it stands: {state}.",
    "page-owner": "{responder} at the desk looks after it.",
    "page-rings": "Somebody on call is being called for it now. This page says so when somebody has taken it.",
    "page-unbelieved": (
        "We could not verify who opened this ticket, so this page shows only what came from your address."
    ),
    "page-missing": "What we still need",
    "page-own-words": "In your own words",
    "page-skip": "No answer yet",
    "page-add": "Add to the ticket",
    "page-words": "Your message",
    "page-files": "Files ({most} MB together at most)",
    "page-send": "Send",
    "page-have": "We have what you wrote.",
    "page-added": "We have it. It stands below in a moment.",
    "page-empty": "Write something, answer a question, or choose a file first.",
    "page-large": "That is more than we take at once ({most} MB). Please send it in parts.",
    "page-large-back": "Nothing was sent. Go back in your browser: what you wrote still stands there.",
    "page-many": (
        "These are {now} files, and at most {most} go together. "
        "Nothing was sent yet: please choose fewer, or send them in parts."
    ),
    "page-again": "Nothing was sent yet: please mend what is marked, and choose your files again.",
    "page-often": "That was much in a short time, and this was not taken. Please send it again in {minutes} min.",
    "page-unread": "The form did not arrive whole. Please send it again.",
    "page-solved": "It is solved",
    "page-solved-ask": "Is it solved?",
    "page-solved-what": "Then the ticket is closed. Any answer of yours opens it again.",
    "page-solved-yes": "Yes, it is solved",
    "page-urgent": "It is urgent",
    "page-urgent-ask": "Is it urgent?",
    "page-urgent-what": "Then somebody on call is called for it. Please phone the Service Desk as well: {phone}.",
    "page-urgent-yes": "Yes, call somebody",
    "page-back": "Back to the ticket",
    "page-said": "What was said so far",
    "page-nothing": "Nothing yet.",
    "page-you": "You",
    "page-desk": "Service Desk",
    "page-unverified": "sender not verified",
    "page-marked-solved": "Marked as solved.",
    "page-closed": "Closed, as nothing more was heard.",
    "page-desk-closed": "Closed by the Service Desk.",
    "page-came-with": "Files: {names}",
    "page-end": "End this link",
    "page-end-what": (
        "The link to this page was sent to {address} alone. If somebody else has got it, end it: our next message "
        "brings you another."
    ),
    "page-ended": "The link has ended. Our next message brings you another.",
    "page-dead": "This link leads nowhere",
    "page-dead-what": (
        "It has run out, or was taken back. Answer our last message to you instead: that reaches the same ticket."
    ),
    "page-later": "We cannot do that just now, and nothing was kept. Please press the button again in a moment.",
}
