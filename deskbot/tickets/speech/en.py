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
}
