"""The section `[unattended]`: who is told of runs that nobody watches."""

from __future__ import annotations

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from briefing.addresses import mailbox
from briefing.config.section import Count, Section, Text
from briefing.errors import UsageError


class Unattended(Section):
    """The watchdog's heartbeat, and the operator."""

    heartbeat: Text | None = None
    """An address that is asked, or a file that is written, after each run that went well."""
    operator: Text | None = None
    """The mail address that is told when runs fail again and again; it needs a section `[mail]`."""
    failures: Count = 3
    """After how many failed runs in a row."""

    @field_validator("operator")
    @classmethod
    def _address(cls, text: str | None) -> str | None:
        try:
            return text if text is None else mailbox(text).address
        except UsageError as error:
            words = str(error).replace("{", "(").replace("}", ")")  # braces would be taken for values
            raise PydanticCustomError("address", words) from None
