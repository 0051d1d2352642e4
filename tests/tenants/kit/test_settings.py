"""Settings: one line that names the variable for whatever is wrong, and never the value of a secret."""

import os
from pathlib import Path

import pytest

from tenants.kit.settings import PREFIX, BadSettings, Settings, load_settings

LEAST = {"DATABASE_URL": "postgresql://serving:hidden@db/storefront", "SECRET_KEY": "k" * 32}
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _only_these(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    for name, value in LEAST.items():
        monkeypatch.setenv(PREFIX + name, value)


def test_the_least_is_enough() -> None:
    settings = load_settings()
    assert settings.platform_domain == "localhost"
    assert settings.origin("a.localhost") == "https://a.localhost"
    assert "hidden" not in repr(settings)


@pytest.mark.parametrize("name", LEAST)
def test_what_has_no_default_must_be_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(PREFIX + name)
    with pytest.raises(BadSettings, match=f"^{PREFIX}{name} is not set$"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://serving:hidden@db/storefront"),
        ("DATABASE_URL", "postgresql://serving:hidden@db:port/storefront"),
        ("DATABASE_URL", "postgresql://[hidden"),
        ("DATABASE_URL", "postgresql://db/storefront?colour=hidden"),
        ("OWNER_DATABASE_URL", "hidden"),
        ("DATABASE_POOL_SIZE", "0"),
        ("DATABASE_POOL_SIZE", "many"),
        ("SECRET_KEY", "hidden"),
        ("PLATFORM_DOMAIN", "https://shops.example"),
        ("PLATFORM_DOMAIN", "Shops.example"),
        ("PUBLIC_SCHEME", "gopher"),
        ("PUBLIC_PORT", "443"),
        ("PUBLIC_PORT", "70000"),
        ("MEDIA_URL", "ftp://media"),
        ("MEDIA_URL", "file://relative"),
        ("MEDIA_PUBLIC_URL", "//cdn.example"),
        ("S3_ENDPOINT_URL", "s3.example"),
        ("CACHE_URL", "memcached://hidden"),
        ("STRIPE_API_BASE", "https://"),
        ("SMTP_URL", "mail.example"),
        ("SMTP_URL", "smtp://user:hidden@mail.example:port"),
        ("SENTRY_DSN", "hidden"),
        ("SENTRY_DSN", "https://hidden@sentry.example"),
        ("SENTRY_DSN", "https://sentry.example/17"),
        ("TRACE_RATIO", "1.1"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317"),
        ("LOG_FORMAT", "xml"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_a_malformed_value_is_named_in_one_line_that_does_not_repeat_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(BadSettings) as refusal:
        load_settings()
    told = str(refusal.value)
    assert told.startswith(f"{PREFIX}{name}: ")
    assert "\n" not in told
    assert "hidden" not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://serving:p%40ss@/storefront?host=/run/postgresql"),
        ("DATABASE_URL", "postgres://serving@db:6543/storefront?sslmode=require"),
        ("MEDIA_URL", "s3://bucket/prefix"),
        ("SMTP_URL", "smtps://user:password@mail.example:465"),
        ("CACHE_URL", "rediss://cache.example:6380/1"),
        ("PUBLIC_PORT", "8443"),
        ("SENTRY_DSN", "https://key@sentry.example/prefix/17"),
        ("TRACE_RATIO", "0"),
    ],
)
def test_values_of_every_form_that_is_described_are_taken(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    load_settings()


def test_a_blank_value_is_as_if_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + "SMTP_URL", "")
    monkeypatch.setenv(PREFIX + "PUBLIC_PORT", "")
    assert load_settings().smtp_url is None


def test_an_unknown_name_is_refused_in_the_environment_and_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("# ours\nexport STOREFRONT_PLATFORM_DOMAIN=shops.example\nOTHER=1\n")
    assert load_settings().platform_domain == "shops.example"
    Path(".env").write_text("STOREFRONT_COLOUR=red\n")
    with pytest.raises(BadSettings, match=r"^STOREFRONT_COLOUR: there is no such setting"):
        load_settings()
    Path(".env").unlink()
    monkeypatch.setenv("STOREFRONT_TASTE", "sweet")
    with pytest.raises(BadSettings, match=r"^STOREFRONT_TASTE: there is no such setting"):
        load_settings()


def test_a_file_that_is_no_text_is_named() -> None:
    Path(".env").write_bytes(b"STOREFRONT_LOG_LEVEL=\xff\xfe\n")
    with pytest.raises(BadSettings, match=r"\.env can not be read"):
        load_settings()


def test_made_up_languages_are_for_localhost_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOREFRONT_PSEUDO_LOCALES", "true")
    assert load_settings().pseudo_locales
    monkeypatch.setenv("STOREFRONT_PLATFORM_DOMAIN", "shops.example")
    with pytest.raises(BadSettings, match=r"^STOREFRONT_PSEUDO_LOCALES: "):
        load_settings()


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_the_operators_page_speaks_of_what_a_deployment_must_decide() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    for name in ("DATABASE_URL", "OWNER_DATABASE_URL", "PLATFORM_DATABASE_URL", "SECRET_KEY", "PLATFORM_DOMAIN",
                 "MEDIA_URL", "MEDIA_PUBLIC_URL", "SMTP_URL", "STRIPE_SECRET_KEY", "LOG_LEVEL"):  # fmt: skip
        assert PREFIX + name in page, f"docs/operating.md says nothing of {PREFIX}{name}"
    named = {word.strip("`,.;:") for word in page.split() if PREFIX in word}
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {f"{PREFIX}*"}
    assert named <= known, "the page speaks of settings that there are not"
