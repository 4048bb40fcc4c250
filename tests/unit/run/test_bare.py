"""Which variables an entry must not spell out."""

from __future__ import annotations

import pytest

from briefing.run.bare import names_a_secret


@pytest.mark.parametrize(
    "name", ["PASSWORD", "BRIEFING_SMTP_PASSWORD", "news_api_key", "GITHUB_TOKEN", "APIKEY", "CLIENT_SECRET", "DB_PASS"]
)
def test_secrets_by_their_names(name: str) -> None:
    assert names_a_secret(name)


@pytest.mark.parametrize(
    "name", ["TOPIC", "BRIEFING_SMTP_PASSWORD_FILE", "SSL_CERT_DIR", "KEY_PATH", "KEYBOARD", "PASSENGERS", "MONKEY", ""]
)
def test_what_may_be_seen(name: str) -> None:
    assert not names_a_secret(name)
