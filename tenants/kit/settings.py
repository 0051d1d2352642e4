"""The deployment's settings, read once from `STOREFRONT_*` variables and `.env` by a composition root."""

import os
import re
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tenants.kit.errors import Invalid

PREFIX = "STOREFRONT_"
ENV_FILE = ".env"
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")


class BadSettings(Invalid):
    """One line that names the variable and says what is wrong with it."""


class Settings(BaseSettings):
    """Everything an operator can set. Each field is the variable `STOREFRONT_<FIELD>`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    database_url: SecretStr = Field(description="PostgreSQL as the row-secured serving role.")
    owner_database_url: SecretStr | None = Field(
        default=None, description="PostgreSQL as the owner of the schema: migrations only."
    )
    platform_database_url: SecretStr | None = Field(
        default=None,
        description="PostgreSQL as the platform role, which opens and lists tenants. Empty: the owner's.",
    )
    admin_database_url: SecretStr | None = Field(
        default=None, description="PostgreSQL as the server's administrator: for `storefront prepare` and `shut-login`."
    )
    database_pool_size: int = Field(default=8, ge=1, le=200, description="Connections each process may hold.")
    secret_key: SecretStr = Field(description="Signs links and previews; 32 characters or more. No default.")
    platform_domain: str = Field(
        default="localhost", description="Shops live at {slug}.{platform_domain}, staff at admin.…"
    )
    public_scheme: Literal["http", "https"] = Field(
        default="https", description="The scheme of addresses that pages and mails print."
    )
    public_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="The port in printed addresses, when it is not the scheme's own.",
    )
    zone_file: Path | None = Field(
        default=None,
        description="The zone's TOML file. Empty: the Malaysian zone that ships with the product.",
    )
    media_url: str = Field(
        default="file:///var/lib/storefront/media", description="`file:///…` or `s3://bucket[/prefix]`."
    )
    media_public_url: str | None = Field(
        default=None,
        description="Where browsers read media, such as a CDN. Empty: /media on the shop's own host.",
    )
    s3_endpoint_url: str | None = Field(default=None, description="An S3 server that is not Amazon's.")
    cache_url: SecretStr | None = Field(
        default=None, description="`redis://…` of a Valkey or Redis that all processes count in; empty: each its own."
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=5, description="How many proxies of ours every request has passed: X-Forwarded-For's last."
    )
    client_requests_per_minute: int | None = Field(
        default=None, ge=1, le=1_000_000, description="How often one visitor may ask one host. Empty: no limit."
    )
    dns_server: str | None = Field(
        default=None,
        description="The name server that shops' own domains are looked up at, `address` or `address:port`."
        " Empty: those of the machine.",
    )
    vat_check_url: str | None = Field(
        default=None,
        description="The service that confirms VAT numbers (VIES by REST). Empty: only their form is checked.",
    )
    stripe_secret_key: SecretStr | None = Field(default=None, description="The platform account's `sk_…` key.")
    stripe_webhook_secret: SecretStr | None = Field(default=None, description="The endpoint's `whsec_…` secret.")
    stripe_api_base: str | None = Field(default=None, description="Another address than Stripe's own API.")
    smtp_url: SecretStr | None = Field(
        default=None,
        description="`smtp://user:password@host:port`, `smtps://…`, or `file:///folder` to keep mails as files;"
        " empty: no mail is sent.",
    )
    mail_from: str | None = Field(
        default=None, description="The address that mails are from. Empty: no-reply@{platform_domain}."
    )
    rates_url: str | None = Field(
        default="https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml",
        description="Where the day's rates of exchange are read, in the ECB's format. Empty: nowhere.",
    )
    sentry_dsn: SecretStr | None = Field(
        default=None,
        description="The Sentry project that unforeseen errors are reported to. Empty: only the log knows.",
    )
    otel_exporter_otlp_endpoint: str | None = Field(
        default=None,
        description="A collector that takes traces by OTLP/HTTP, without /v1/traces. Empty: nothing is traced.",
    )
    trace_ratio: float = Field(
        default=0.1,
        ge=0,
        le=1,
        description="Which share of requests and of jobs is traced, where there is a collector.",
    )
    pseudo_locales: bool = Field(
        default=False,
        description="Each shop also in the made-up languages en-XA and ar-XB, which show words that nobody can"
        " translate. On localhost only.",
    )
    log_format: Literal["json", "console"] = Field(default="json", description="One JSON object a line, or for eyes.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="What is worth a line, and everything graver."
    )

    @field_validator("*", mode="before")
    @classmethod
    def _blank_is_unset(cls, value: Any) -> Any:  # Any: a raw value of the environment, before its field's type
        return None if value == "" else value

    @field_validator("database_url", "owner_database_url", "platform_database_url", "admin_database_url")
    @classmethod
    def _is_postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        try:
            parts = urlsplit(value.get_secret_value())
            is_right = parts.scheme in ("postgresql", "postgres") and (parts.port or 1) > 0
            conninfo_to_dict(value.get_secret_value())
        except (ValueError, psycopg.ProgrammingError):
            is_right = False
        if not is_right:
            raise ValueError("must be postgresql://user:password@host:port/database")
        return value

    @field_validator("secret_key")
    @classmethod
    def _is_long(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < 32:
            raise ValueError("must have 32 characters or more")
        return value

    @field_validator(
        "s3_endpoint_url",
        "media_public_url",
        "rates_url",
        "vat_check_url",
        "stripe_api_base",
        "otel_exporter_otlp_endpoint",
    )
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        return _checked_address(value, ("https", "http"))

    @field_validator("dns_server")
    @classmethod
    def _is_server_address(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                parts = urlsplit(f"//{value}")
                ip_address(parts.hostname or "")
                is_right = parts.port != 0 and parts.netloc == value and "@" not in value
            except ValueError:
                is_right = False
            if not is_right:
                raise ValueError("must be an IP address, with a port if it is not 53: 192.0.2.1 or [2001:db8::1]:5353")
        return value

    @field_validator("cache_url")
    @classmethod
    def _is_cache_address(cls, value: SecretStr | None) -> SecretStr | None:
        _checked_address(value.get_secret_value() if value else None, ("redis", "rediss"))
        return value

    @field_validator("smtp_url")
    @classmethod
    def _is_mail_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not re.match(r"file:///.", value.get_secret_value()):
            _checked_address(value.get_secret_value() if value else None, ("smtp", "smtps"))
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_a_sender(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[a-z0-9.+_-]{1,64}@[a-z0-9.-]{1,180}", value):
            raise ValueError("must be a plain e-mail address in small letters")
        return value

    @field_validator("sentry_dsn")
    @classmethod
    def _is_error_address(cls, value: SecretStr | None) -> SecretStr | None:
        address = _checked_address(value.get_secret_value() if value else None, ("https", "http"))
        parts = urlsplit(address or "")
        if address and not (parts.username and parts.path.rpartition("/")[2].isdecimal()):
            raise ValueError("must be https://KEY@host/PROJECT, as Sentry shows it")
        return value

    @field_validator("platform_domain")
    @classmethod
    def _is_domain(cls, value: str) -> str:
        if len(value) > 200 or not _DOMAIN.fullmatch(value):
            raise ValueError("must be a lower-case domain name without scheme or port")
        return value

    @field_validator("media_url")
    @classmethod
    def _is_media_url(cls, value: str) -> str:
        if not re.match(r"file:///.|s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/|$)", value):
            raise ValueError("must be file:///absolute/path or s3://bucket")
        return value

    @field_validator("public_port")
    @classmethod
    def _is_not_the_default(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is not None and value == {"http": 80, "https": 443}.get(info.data.get("public_scheme", "")):
            raise ValueError("leave it empty when it is the scheme's own port")
        return value

    @field_validator("pseudo_locales")
    @classmethod
    def _is_for_no_shopper(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("platform_domain") != "localhost":
            raise ValueError("is for zones on localhost, where nobody shops")
        return value

    @property
    def mail_sender(self) -> str:
        """The address that mails are from; the name beside it is the shop's."""
        return self.mail_from or f"no-reply@{self.platform_domain}"

    @property
    def acting_for_platform(self) -> SecretStr | None:
        """The platform role's database address, or the owner's, who may do as much."""
        return self.platform_database_url or self.owner_database_url

    def origin(self, host: str) -> str:
        """The scheme, host and port that pages print for one host, without a final slash."""
        port = f":{self.public_port}" if self.public_port else ""
        return f"{self.public_scheme}://{host}{port}"


def load_settings(**overrides: Any) -> Settings:  # Any: pydantic checks each override against its field
    """Read the environment. Raises BadSettings with one line for the first unknown name or malformed value."""
    _refuse_unknown_names()
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        variable = f"{PREFIX}{name.upper()}"
        if first["type"] == "missing":
            raise BadSettings(f"{variable} is not set") from None
        raise BadSettings(f"{variable}: {first['msg'].removeprefix('Value error, ')}") from None


def _checked_address(value: str | None, schemes: tuple[str, ...]) -> str | None:
    """The value, if it is an address of one of the schemes with a host, and a port that can be one."""
    if value is not None:
        wanted = " or ".join(f"{scheme}://" for scheme in schemes)
        try:
            parts = urlsplit(value)
            is_right = parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            is_right = False
        if not is_right:
            raise ValueError(f"must be an address that begins with {wanted}")
    return value


def _refuse_unknown_names() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    named = {name for name in os.environ if name.startswith(PREFIX)}
    if Path(ENV_FILE).is_file():
        try:
            lines = Path(ENV_FILE).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BadSettings(f"{Path(ENV_FILE).resolve()} can not be read: {error}") from None
        names = (line.removeprefix("export ").partition("=")[0].strip() for line in lines)
        named |= {name.upper() for name in names if name.upper().startswith(PREFIX)}
    for name in sorted(named - known):
        raise BadSettings(f"{name}: there is no such setting; `storefront doctor --settings` lists them")
