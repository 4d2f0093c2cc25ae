"""The environment and hearth.toml, read once and frozen."""

from __future__ import annotations

import base64
import binascii
import difflib
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import Misconfigured

PREFIX, FILE, KEY_BYTES = "HEARTH_", "hearth.toml", 32
# Mounted secrets: one file a setting, named like its variable. systemd and Docker both do this.
SECRETS, MOUNTED = "HEARTH_SECRETS", "/run/secrets"
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")


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

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api: str = "https://slack.com/api/"

    discord_token: SecretStr | None = None
    discord_api: str = "https://discord.com/api/v10"
    discord_gateway: str = ""
    discord_members_intent: bool = True
    # Where listening is on: to see whether what somebody writes looks like a question, and drop it.
    discord_content_intent: bool = False

    # A coordinator may type any address: into private networks Hearth goes only if allowed to.
    calendars_from_private_networks: bool = False

    container: bool = False  # the image sets it: then nothing is made up, a key least of all
    # Empty: info where a chat platform is connected, else warning (somebody is trying it out).
    log_level: str = ""
    look_after: float = 5.0  # seconds between an unknown outcome of a delivery and the look

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value and value not in {"debug", "info", "warning", "error"}:
            raise ValueError("must be one of debug, info, warning, error")
        return value

    @field_validator("port")
    @classmethod
    def _a_port(cls, value: int) -> int:
        if not 0 <= value < 1 << 16:
            raise ValueError("must be a number from 1 to 65535")
        return value

    @field_validator("database")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and value.partition("://")[0] not in DATABASES:
            raise ValueError(
                "must begin with sqlite:/// or postgresql://; without it SQLite is used"
            )
        return value

    @field_validator("public_url", "slack_api", "discord_api")
    @classmethod
    def _an_address(cls, value: str, info: ValidationInfo) -> str:
        parts = urlsplit(value)
        left_out = not value and info.field_name == "public_url"
        if not left_out and (parts.scheme not in {"http", "https"} or not parts.netloc):
            raise ValueError("must be an address such as https://hearth.example.org")
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

    def tokens(self) -> tuple[str, ...]:
        """What names this bot to each platform: two processes must not serve the same."""
        return tuple(filter(None, (_told(self.slack_bot_token), _told(self.discord_token))))

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


def read(*, fitting: bool = True) -> Settings:
    """Read the settings. Raises Misconfigured naming the first that is wrong, and where.

    `fitting`: tokens must fit together too; set-up, which is about to write them, does not ask.
    """
    mounted = Path(os.environ.get(SECRETS, MOUNTED))
    try:
        settings = Settings(_secrets_dir=mounted if mounted.is_dir() else None)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise Misconfigured(name, where(name), _remedy(name, first["type"], first["msg"])) from None
    except ValueError as error:
        raise Misconfigured(FILE, FILE, f"cannot be read: {error}; correct that line") from error
    for name, remedy in _mistaken(settings) if fitting else ():
        raise Misconfigured(name, where(name), remedy)
    return settings


def where(name: str) -> str:
    """Where a setting stands, the strongest place first; or where it could."""
    if f"{PREFIX}{name}".upper() in {key.upper() for key in os.environ}:
        return f"the environment, {PREFIX}{name.upper()}"
    mounted = Path(os.environ.get(SECRETS, MOUNTED), f"{PREFIX}{name}".lower())
    if mounted.is_file():
        return str(mounted)
    try:
        lines = Path(FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    for number, line in enumerate(lines, 1):
        if re.match(rf"\s*[\[\"']*{re.escape(name)}\b", line):
            return f"{FILE}, line {number}"
    return f"{FILE}, or the environment as {PREFIX}{name.upper()}"


def unknown() -> tuple[str, ...]:
    """Variables that look like settings and are none; misspelt, they would do nothing."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | {SECRETS}
    ours = (key for key in os.environ if key.startswith(PREFIX) and key not in known)
    return tuple(
        sorted(key for key in ours if not key.startswith((f"{PREFIX}TEST_", f"{PREFIX}FAULT")))
    )


def _remedy(name: str, kind: str, said: str) -> str:
    match kind:
        case "extra_forbidden":
            near = difflib.get_close_matches(name, Settings.model_fields, 1)
            did = f"did you mean {near[0]}? Correct it" if near else "take the line out"
            return f"there is no such setting; {did}, and start again"
        case "value_error":
            said = said.removeprefix("Value error, ")
        case "int_parsing" | "int_type" | "int_from_float":
            said = "must be a whole number"
        case "float_parsing" | "float_type":
            said = "must be a number"
        case "bool_parsing" | "bool_type":
            said = "must be true or false"
        case "string_type" | "path_type":
            said = "must be words in quotes"
    return f"{said}; correct it and start again"


def _mistaken(settings: Settings) -> list[tuple[str, str]]:
    """What no single value shows: tokens in each other's place, and half a pair."""
    bot, app = _told(settings.slack_bot_token), _told(settings.slack_app_token)
    signing, discord = _told(settings.slack_signing_secret), _told(settings.discord_token)
    again = "`hearth setup slack` says where each is found"
    wrong = [
        ("slack_bot_token", "holds white space; paste it again", _broken(bot)),
        ("slack_app_token", "holds white space; paste it again", _broken(app)),
        ("slack_signing_secret", "holds white space; paste it again", _broken(signing)),
        ("slack_bot_token", f"holds the app-level token; the bot's begins with xoxb-; {again}",
         bot.startswith("xapp-")),
        ("slack_bot_token", f"holds a person's token; the bot's begins with xoxb-; {again}",
         bot.startswith("xoxp-")),
        ("slack_app_token", f"holds a bot's or person's token; it begins with xapp-; {again}",
         app.startswith("xox")),
        ("slack_signing_secret", f"holds a token; it is 32 letters and digits; {again}",
         signing.startswith(("xox", "xapp-"))),
        ("slack_app_token", "is missing beside the bot token (or, for HTTP, slack_signing_secret); "
         + again, bool(bot and not (app or signing))),
        ("slack_bot_token", f"is missing: the other half is set; {again}",
         bool((app or signing) and not bot)),
        ("discord_token", "must be the token alone, without the word before it; paste it again",
         discord.lower().startswith("bot ")),
        ("discord_token", "holds white space; paste it again", _broken(discord)),
    ]  # fmt: skip
    return [(name, remedy) for name, remedy, is_wrong in wrong if is_wrong]


def _told(value: SecretStr | None) -> str:
    return value.get_secret_value() if value else ""


def _broken(value: str) -> bool:
    return any(letter.isspace() for letter in value)
