"""Where a command finds the database: a given one, that of a running deskbot, or one started for the command."""

from __future__ import annotations

import os
import pwd
import socket
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

from deskbot.errors import NotFoundError
from deskbot.settings import Settings, load_settings
from deskbot.store.audit import done_from
from deskbot.store.database import Database
from deskbot.store.embedded import EmbeddedPostgres, OwnedElsewhereError, is_made, running_url
from deskbot.store.schema import upgrade


@contextmanager
def owned_url(settings: Settings) -> Generator[str]:
    """Yield the database's URL for a server: a given database, or an embedded one that ends with us; migrated.

    Raises:
        OwnedElsewhereError: another process serves from the same data folder.
    """
    with url_as_it_is(settings) as url:
        upgrade(url)
        yield url


@contextmanager
def url_as_it_is(settings: Settings) -> Generator[str]:
    """Yield the same without a look at what is in it, for whoever is about to replace that, or changes nothing.

    Raises:
        OwnedElsewhereError: another process serves from the same data folder.
    """
    if settings.database_url:
        yield settings.database_url
        return
    with EmbeddedPostgres.start(settings.data_dir) as postgres:
        yield postgres.url


def is_begun(settings: Settings) -> bool:
    """Return whether there is a database: one that is named, or an embedded one that was made."""
    return settings.database_url is not None or is_made(settings.data_dir)


@contextmanager
def shared_url(settings: Settings, *, begins: bool = False) -> Generator[str]:
    """Yield the database's URL for a command, which may run beside a server; it is not migrated.

    Args:
        settings: say where it lies.
        begins: whether the command may be the first of a desk, and make the embedded one beside its desk.yaml.

    Raises:
        NotFoundError: there is none yet; in a wrong folder a new one would show an empty desk.
    """
    url = settings.database_url or running_url(settings.data_dir)
    if url:
        yield url
        return
    if not (is_begun(settings) or (begins and settings.desk_file.is_file())):
        raise _no_desk(settings)
    try:
        with url_as_it_is(settings) as own:
            yield own
    except OwnedElsewhereError:
        # A server began between the look and the start.
        url = running_url(settings.data_dir)
        if url is None:
            raise
        yield url


def _no_desk(settings: Settings) -> NotFoundError:
    here = "the first deskbot serve makes it" if settings.desk_file.is_file() else "go to the desk's folder"
    return NotFoundError(
        f"there is no desk here: no database lies in {settings.data_dir.resolve()}; {here}, or set DESKBOT_DATA_DIR or "
        "DESKBOT_DATABASE_URL"
    )


@asynccontextmanager
async def open_database(*, begins: bool = False) -> AsyncGenerator[Database]:
    """Yield the database of the settings, migrated, for one command; see `shared_url`."""
    with shared_url(load_settings(), begins=begins) as url:
        upgrade(url)
        async with opened(url) as database:
            yield database


@asynccontextmanager
async def opened(url: str) -> AsyncGenerator[Database]:
    """Yield the database of a URL as it is, for one command; by whom it is run is noted with all that it does."""
    database = Database(url, pool_size=2)
    try:
        with done_from(_here()):
            yield database
    finally:
        await database.close()


def _here() -> str:
    """Return who runs a command on which machine, as the system knows them."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # in a container nobody may have that number
        user = str(os.getuid())
    return f"{user}@{socket.gethostname()}"
