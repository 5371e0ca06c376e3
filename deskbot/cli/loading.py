"""Policy files, read from the disk for every command that needs them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from deskbot.desk import Desk
from deskbot.desk.reading import read_desk
from deskbot.errors import ConfigurationError
from deskbot.settings import Settings
from deskbot.simulators.secret import kept_secret
from deskbot.store.playbook_files import read_playbook_files, read_playbook_folder
from deskbot.triage.matching_vectors import Vectors
from deskbot.triage.playbooks import PlaybookSet, load_playbooks


def load_desk(path: Path) -> Desk:
    """Read the desk's policy from its file.

    Raises:
        ConfigurationError: there is no such file, or it is wrong; its text lists everything that is.
    """
    try:
        # utf-8-sig: some editors put a mark in front, which would become a part of the first key.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigurationError(
            f"{path}: there is no such file; make one with deskbot init, or set DESKBOT_DESK_FILE"
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}); set DESKBOT_DESK_FILE") from None
    return read_desk(text, str(path))


def load_playbook_set(folder: Path | None, *, semantic: bool = False) -> PlaybookSet:
    """Read the known issues of a folder, without drafts; None takes those that come with deskbot.

    Args:
        folder: where they lie.
        semantic: match by meaning too.

    Raises:
        ConfigurationError: there is none, or some are wrong; its text lists everything that is.
    """
    published = load_playbooks(read_playbook_files(folder)).published
    return replace(published, vectors=load_vectors(semantic=semantic))


def load_sound_playbooks(folder: Path | None, *, semantic: bool = False) -> PlaybookSet:
    """Read the known issues of a folder, less those that are wrong, one by one; none where they do not go together."""
    try:
        return load_playbook_set(folder, semantic=semantic)
    except ConfigurationError:
        pass
    vectors = load_vectors(semantic=semantic)
    try:
        sound = [file for file in read_playbook_folder(folder)[0] if _is_sound(file)]
        return replace(load_playbooks(sound).published, vectors=vectors)
    except ConfigurationError:
        return replace(PlaybookSet(), vectors=vectors)


def _is_sound(file: tuple[str, str]) -> bool:
    try:
        load_playbooks([file])
    except ConfigurationError:
        return False
    return True


def load_vectors(*, semantic: bool = False) -> tuple[Vectors, ...]:
    """Return the vectors by which matching compares; their files are read when they are first used.

    Raises:
        ConfigurationError: matching by meaning is wanted, and `deskbot[semantic]` is not installed.
    """
    # Imported here, so that commands that match nothing do not wait for numpy.
    from deskbot.engine.vectors.sentences import sentence_vectors  # noqa: PLC0415
    from deskbot.engine.vectors.words import word_vectors  # noqa: PLC0415

    return (word_vectors(), sentence_vectors()) if semantic else (word_vectors(),)


def with_secret(settings: Settings) -> Settings:
    """Return the settings with the key that a simulated server of the same data folder signs with."""
    if settings.simulate and settings.secret_key is None:
        return settings.model_copy(update={"secret_key": kept_secret(settings.data_dir)})
    return settings
