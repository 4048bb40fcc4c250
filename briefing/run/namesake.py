"""Two configurations of one name in one archive: the second is refused before it takes the first one's articles."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing.errors import UsageError
from briefing.store.configurations import configuration_path

if TYPE_CHECKING:
    from briefing.config import Loaded
    from briefing.store import Archive


def refuse_namesake(archive: Archive, loaded: Loaded) -> None:
    """Raise UsageError where the name is that of another configuration, whose file is still there.

    A file that was moved or renamed takes its history with it.
    """
    name, own = loaded.config.name, os.path.realpath(loaded.path)
    other = configuration_path(archive, name)
    if other is None or other == own or not os.path.isfile(other) or os.path.samefile(other, own):
        return
    message = f"In the archive {str(archive.path)!r} the name {name!r} is that of another configuration, {other!r}."
    hint = 'Give this one a name of its own (name = "..."), or an archive of its own (archive = "...").'
    raise UsageError(message, hint=hint)
