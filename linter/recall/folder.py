"""The folder of the cache, and whether it is this user's alone; what is read there is trusted."""

from __future__ import annotations

import os
import stat

#: The variable that names the folder; empty for no cache.
VARIABLE = "SEEDLINT_CACHE_DIR"
#: What everybody but the owner may not do.
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
#: The modes of what is made here, whatever the umask says.
FOLDER_MODE = 0o700
FILE_MODE = 0o600


def cache_folder() -> str | None:
    """The folder for cached values: SEEDLINT_CACHE_DIR, or one in the user's cache; None for no cache."""
    own = os.environ.get(VARIABLE)
    if own is not None:
        return own or None
    general = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return f"{general}/seedlint" if os.path.isabs(general) else None


def is_trusted(status: os.stat_result) -> bool:
    """Whether the owner is this user, or root, who can change everything anyway."""
    return status.st_uid in (os.geteuid(), 0)


def is_private(status: os.stat_result) -> bool:
    """Whether nobody else can change the file or folder with a status."""
    return is_trusted(status) and not status.st_mode & OTHERS_MAY_WRITE


def private_folder() -> str | None:
    """The folder of the cache if it exists and nobody else can change it."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return folder if stat.S_ISDIR(status.st_mode) and is_private(status) else None
