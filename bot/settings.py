"""The environment and hearth.toml, read once and frozen."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import Misconfigured

PREFIX, FILE, KEY_BYTES = "HEARTH_", "hearth.toml", 32


class Settings(BaseSettings):
    """Every setting. Each may stand in the environment (HEARTH_…) or in hearth.toml."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file=FILE, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    data: Path = Path("data")
    database: str = ""  # an SQLAlchemy address; empty: SQLite in `data`
    key: SecretStr | None = None  # base64 of 32 bytes; several, comma-separated: the first seals
    key_file: Path | None = None

    host: str = "127.0.0.1"
    port: int = 8321
    public_url: str = ""

    playground: bool | None = None  # None: on where no chat platform is connected
    playground_open_to_network: bool = False
    residents: bool = True

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api: str = "https://slack.com/api/"

    discord_token: SecretStr | None = None
    discord_api: str = "https://discord.com/api/v10"
    discord_gateway: str = ""
    discord_members_intent: bool = True

    log_level: str = "info"
    look_after: float = 5.0  # seconds between an unknown outcome of a delivery and the look

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value not in {"debug", "info", "warning", "error"}:
            raise ValueError("one of debug, info, warning, error")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the library's
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then mounted secrets, then hearth.toml."""
        toml = TomlConfigSettingsSource(settings_cls)
        return (init_settings, env_settings, file_secret_settings, toml)

    @property
    def database_url(self) -> str:
        """The database's address."""
        url = self.database or f"sqlite:///{self.data / 'hearth.db'}"
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def has_chat(self) -> bool:
        """Whether any chat platform's token is set."""
        return bool(self.slack_bot_token or self.discord_token)

    @property
    def has_playground(self) -> bool:
        """Whether the playground runs."""
        return not self.has_chat if self.playground is None else self.playground

    def keys(self) -> tuple[bytes, ...]:
        """The key ring. Raises Misconfigured when there is none or it is no key."""
        written, where = self._written_key()
        if not written:
            raise Misconfigured(
                "HEARTH_KEY", "environment", "is not set; `hearth key` prints a new one"
            )
        return tuple(_decoded(one.strip(), where) for one in written.split(","))

    def _written_key(self) -> tuple[str, str]:
        if self.key:
            return self.key.get_secret_value(), "environment or hearth.toml"
        file = self.key_file or self.data.resolve().parent / "hearth.key"
        return (file.read_text().strip(), str(file)) if file.exists() else ("", "")


def _decoded(written: str, where: str) -> bytes:
    try:
        key = base64.b64decode(written, validate=True)
    except binascii.Error as error:
        raise Misconfigured("HEARTH_KEY", where, "is not base64; `hearth key` makes one") from error
    if len(key) != KEY_BYTES:
        raise Misconfigured(
            "HEARTH_KEY", where, f"holds {len(key)} bytes, {KEY_BYTES} are needed; `hearth key`"
        )
    return key


def read() -> Settings:
    """Read the settings. Raises Misconfigured naming the first that is wrong, and where."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        where = (
            f"the environment, {PREFIX}{name.upper()}"
            if f"{PREFIX}{name}".upper() in os.environ
            else FILE
        )
        raise Misconfigured(name, where, f"{first['msg']}; correct it and start again") from error
    except ValueError as error:
        raise Misconfigured(FILE, FILE, f"cannot be read: {error}") from error
