"""Mail domains at which anybody can have an address: such a domain says nothing about a reseller."""

from __future__ import annotations

FAMILIES = frozenset({"aol", "gmx", "hotmail", "msn", "outlook", "rocketmail", "yahoo", "yandex", "ymail"})
"""Services that use one name under many country domains (yahoo.co.uk, gmx.at)."""

_LIST = """
    126.com 139.com 163.com 188.com aim.com alice.it aliyun.com aon.at arcor.de att.net bellsouth.net
    bigpond.com bk.ru bluewin.ch bol.com.br btinternet.com cegetel.net charter.net clubinternet.fr
    comcast.net cox.net daum.net disroot.org duck.com earthlink.net eircom.net email.com email.cz
    email.de fastmail.com fastmail.fm foxmail.com free.fr freenet.de frontier.com gmail.com
    googlemail.com hanmail.net hey.com home.nl hushmail.com icloud.com ig.com.br inbox.lv inbox.ru
    interia.pl juno.com kakao.com kpnmail.nl laposte.net libero.it list.ru live.ca live.co.uk live.com
    live.com.au live.com.mx live.de live.fr live.it live.nl mac.com mail.com mail.de mail.ee mail.ru
    mailbox.org mailfence.com mailinator.com me.com naver.com netscape.net netzero.net nifty.com
    ntlworld.com o2.pl onet.pl op.pl optonline.net orange.fr passport.com planet.nl pm.me posteo.de
    posteo.net proton.me protonmail.ch protonmail.com q.com qq.com rambler.ru rediffmail.com riseup.net
    rogers.com runbox.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com sky.com skynet.be
    sohu.com suddenlink.net sympatico.ca t-online.de talktalk.net telenet.be telus.net terra.com.br
    tiscali.it tuta.io tutamail.com tutanota.com tutanota.de uol.com.br verizon.net virgilio.it
    virgin.net virginmedia.com vodafone.de volny.cz wanadoo.fr web.de windowslive.com windstream.net
    wp.pl xs4all.nl yeah.net ziggo.nl zoho.com zohomail.com
"""
FREE_MAIL = frozenset(_LIST.split())

_SECOND_LEVEL = frozenset({"co", "com", "ne", "net", "or", "org"})
_COUNTRY = 2


def is_free_mail(domain: str) -> bool:
    """Return whether anybody can have an address at a domain."""
    domain = domain.strip().rstrip(".").casefold()
    name, _, rest = domain.partition(".")
    return domain in FREE_MAIL or (name in FAMILIES and _is_suffix(rest))


def _is_suffix(rest: str) -> bool:
    """Return whether what follows a family's name is a top-level domain, or one like `co.uk`."""
    second, dot, top = rest.rpartition(".")
    return bool(rest) and (not dot or (second in _SECOND_LEVEL and len(top) == _COUNTRY))
