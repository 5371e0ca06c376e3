"""What our letters say in German."""

TEXTS = {
    "hello": "Guten Tag,",
    "redirect-subject": "Zu Ihrer Nachricht",
    "redirect-why": (
        "vielen Dank für Ihre Nachricht. {desk} hilft den Unternehmen, die diese Telefonanlagen einbauen und "
        "betreuen; wer damit telefoniert, bekommt Hilfe von seinem Unternehmen. Wir haben deshalb kein Ticket "
        "eröffnet."
    ),
    "redirect-who": (
        "Am schnellsten hilft Ihnen das Unternehmen, das Ihre Telefonanlage eingebaut hat und betreut: Es kennt Ihre "
        "Anlage und erreicht uns auf direktem Weg. Bitte rufen Sie dort an; der Name steht oft auf einem Aufkleber "
        "am Gerät oder auf den Rechnungen."
    ),
    "redirect-find": "Falls Sie nicht wissen, wer das ist, oder es das Unternehmen nicht mehr gibt: {link}",
    "redirect-danger": (
        "Wenn der Notruf nicht geht oder jemand in Gefahr ist, setzen Sie den Notruf über ein Mobiltelefon ab und "
        "rufen Sie uns sofort an: {phone}."
    ),
    "redirect-reseller": (
        "Wenn Sie selbst Fachhändler von uns sind, antworten Sie auf diese Nachricht mit der Host-ID der Anlage und "
        "dem, was Sie bisher versucht haben: Dann wird daraus ein Ticket."
    ),
}
