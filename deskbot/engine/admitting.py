"""Who may sign in to the console is let in, given another role or password, and let out. One transaction each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from deskbot.access.oidc import as_key, is_key
from deskbot.access.passwords import weakness
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.errors import DeskbotError, NotFoundError, did_you_mean
from deskbot.model.account import Account, DeskRole
from deskbot.store import accounts, audit
from deskbot.store.database import Database, Session
from deskbot.store.named_locks import lock_name
from deskbot.store.tables import AccountRow
from deskbot.wires.passwords import Passwords

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


@dataclass(frozen=True, slots=True)
class By:
    """Who lets somebody in or out."""

    who: str
    account_id: int | None = None
    """None on the command line."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Admitting:
    """Keeps the accounts."""

    database: Database
    desk: Desk
    clock: Clock
    passwords: Passwords

    async def admit(self, account: Account, password: str, by: By) -> Account:
        """Let somebody in who has no account yet; return it with its id.

        Args:
            account: what it is to be; its id is nothing yet.
            password: by which they sign in; empty for who does so at the identity provider only.
            by: who lets them in.

        Raises:
            DeskbotError: the name or the key is taken or none, the staff's key is nobody's, or the password is weak.
        """
        name = account.name.casefold()
        if not _NAME.fullmatch(name):
            raise DeskbotError(f'"{account.name}" is no name: letters a-z, digits, dots and dashes, at most 40')
        self._check_staff(account.staff)
        self._check_name(name, account.staff)
        key = _oidc_key(account.oidc) if account.oidc else ""
        kept = await self._kept(password, name, account.shown) if password or not key else ""
        now = self.clock.now()
        async with self.database.begin() as session:
            if (there := await accounts.by_name(session, name)) is not None:
                ended = there.ended_at is not None
                how = f"deskbot accounts enable {name}" if ended else "take another name"
                raise DeskbotError(f'there is an account "{name}" already{", which has ended" if ended else ""}: {how}')
            await self._check_is_free(session, key)
            await self._check_is_nobody_elses(session, account.staff)
            row = AccountRow(
                name=name,
                shown=account.shown,
                role=account.role,
                staff=account.staff,
                password=kept,
                oidc_key=key,
                created_at=now,
            )
            session.add(row)
            await session.flush()
            _note(session, "let in", row, by, now, role=row.role, staff=row.staff, oidc=row.oidc_key)
            return accounts.as_account(row)

    async def set_role(self, name: str, role: DeskRole, by: By) -> None:
        """Give somebody another role; it holds from their next request on.

        Raises:
            NotFoundError: nobody has such a name.
            DeskbotError: nobody would be left who may let people in.
        """
        async with self.database.begin() as session:
            row = await self._one(session, name)
            before, row.role = row.role, role
            await self._keep_an_admin(session)
            _note(session, "gave a role", row, by, self.clock.now(), before=before, role=role)

    async def set_staff(self, name: str, staff: str, by: By) -> None:
        """Say who of the staff in desk.yaml somebody is; empty for nobody.

        Raises:
            NotFoundError: nobody has such a name.
            DeskbotError: nobody of the staff has such a key, or somebody else is it already.
        """
        self._check_staff(staff)
        async with self.database.begin() as session:
            row = await self._one(session, name)
            self._check_name(row.name, staff)
            await self._check_is_nobody_elses(session, staff, but=row.name)
            before, row.staff = row.staff, staff
            _note(session, "said who it is", row, by, self.clock.now(), before=before, staff=staff)

    async def set_password(self, name: str, password: str, by: By) -> None:
        """Give somebody another password, and sign them out everywhere.

        Raises:
            NotFoundError: nobody has such a name.
            DeskbotError: the password is weak.
        """
        kept = await self._kept(password, name)
        async with self.database.begin() as session:
            row = await self._one(session, name)
            row.password = kept
            await accounts.end_sign_ins(session, accounts.as_account(row).id, self.clock.now())
            _note(session, "gave a password", row, by, self.clock.now())

    async def set_oidc(self, name: str, key: str, by: By, *, keep_password: bool = False) -> None:
        """Say by what somebody is found when they come from the identity provider; they are signed out everywhere.

        Whom the account was bound to before does not count any more.

        Args:
            name: the account's.
            key: what the provider's claim says of them; empty for who signs in there no more.
            by: who says so.
            keep_password: whether they may sign in by their password as well.

        Raises:
            NotFoundError: nobody has such a name.
            DeskbotError: the key is none, or somebody else's; or they could not sign in at all.
        """
        key, now = _oidc_key(key) if key else "", self.clock.now()
        async with self.database.begin() as session:
            row = await self._one(session, name)
            if not key and not row.password and row.ended_at is None:
                raise DeskbotError(f"{name} could not sign in at all: deskbot accounts password {name}")
            if key != row.oidc_key:
                await self._check_is_free(session, key)
            before, row.oidc_key, row.oidc_issuer, row.oidc_subject = row.oidc_key, key, "", ""
            if key and not keep_password:
                row.password = ""
            await accounts.end_sign_ins(session, accounts.as_account(row).id, now)
            _note(session, "said where they sign in", row, by, now, before=before, oidc=key)

    async def let_out(self, name: str, by: By) -> None:
        """Let somebody in no more, and sign them out everywhere.

        Raises:
            NotFoundError: nobody has such a name.
            DeskbotError: nobody would be left who may let people in.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            row = await self._one(session, name)
            row.ended_at = row.ended_at or now
            await self._keep_an_admin(session)
            await accounts.end_sign_ins(session, accounts.as_account(row).id, now)
            _note(session, "let out", row, by, now)

    async def let_in_again(self, name: str, by: By) -> None:
        """Let somebody in again.

        Raises:
            NotFoundError: nobody has such a name.
            DeskbotError: somebody else is who they were on the staff.
        """
        async with self.database.begin() as session:
            row = await self._one(session, name)
            self._check_name(row.name, row.staff)
            await self._check_is_nobody_elses(session, row.staff, but=row.name)
            row.ended_at = None
            _note(session, "let in again", row, by, self.clock.now())

    async def _one(self, session: Session, name: str) -> AccountRow:
        row = await accounts.by_name(session, name)
        if row is None:
            names = [one.name for one in await accounts.everybody(session)]
            raise NotFoundError(f'there is no account "{name}"{did_you_mean(name, names)}')
        return row

    async def _kept(self, password: str, *names: str) -> str:
        if why := weakness(password, *names, self.desk.name):
            raise DeskbotError(f"that is no password: {why}")
        return await self.passwords.kept(password)

    def _check_staff(self, staff: str) -> None:
        if staff and staff not in self.desk.staff:
            raise DeskbotError(
                f'nobody of the staff in desk.yaml has the key "{staff}"{did_you_mean(staff, self.desk.staff)}'
            )

    def _check_name(self, name: str, staff: str) -> None:
        """Refuse a name under which somebody else's doing stands on timelines."""
        if name == "deskbot":
            raise DeskbotError("what deskbot does by itself stands under its name: take another one")
        if name in self.desk.staff and staff != name:
            raise DeskbotError(
                f'"{name}" is {self.desk.name_of(name)} of the staff in desk.yaml: say --staff {name} if it is their '
                "account, or take another name"
            )

    @staticmethod
    async def _check_is_nobody_elses(session: Session, staff: str, *, but: str = "") -> None:
        """Refuse a second account of one person: two who are the same would not notice that the other has answered."""
        if not staff:
            return
        await lock_name(session, f"account of {staff}")
        for one in await accounts.everybody(session):
            if one.staff == staff and one.ended_at is None and one.name != but:
                raise DeskbotError(f'{one.name} is "{staff}" of the staff already: one account for one person')

    @staticmethod
    async def _check_is_free(session: Session, key: str) -> None:
        if key and (there := await accounts.by_oidc_key(session, key)) is not None:
            raise DeskbotError(
                f'"{key}" is how {there.name} is found already: deskbot accounts oidc {there.name} OTHER'
            )

    @staticmethod
    async def _keep_an_admin(session: Session) -> None:
        await session.flush()
        everybody = await accounts.everybody(session)
        if not any(one.role == DeskRole.ADMIN and one.ended_at is None for one in everybody):
            raise DeskbotError("nobody would be left who may let people in: make somebody else an admin first")


def _oidc_key(text: str) -> str:
    key = as_key(text)
    if not is_key(key):
        raise DeskbotError("that is nothing by which the identity provider knows somebody: a mail address, for example")
    return key


def _note(session: Session, act: str, row: AccountRow, by: By, now: datetime, **data: str) -> None:
    audit.note(session, act, row.name, who=by.who, now=now, account_id=by.account_id, place=by.place, data=data)
