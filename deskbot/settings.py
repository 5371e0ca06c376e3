"""Secrets and addresses, from the environment or a `.env` file; `.env.example` lists every one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from deskbot.errors import ConfigurationError
from deskbot.setting_words import DOOR, HTTP, MAILBOX, NUMBER, NUMBERS, RELAY, SELECTOR, readable_url, said_of
from deskbot.signing import SigningKey

ENV_FILE = Path(".env")
"""In the folder where a command is run."""
ENCODING = "utf-8-sig"
"""Some editors put a mark in front, which would become a part of the first name."""


class Settings(BaseSettings):
    """What differs from one installation to the next and does not belong into git."""

    # What is set to nothing is unset, as files of containers do it: an empty token is none.
    model_config = SettingsConfigDict(
        env_prefix="DESKBOT_",
        env_file=ENV_FILE,
        env_file_encoding=ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    desk_file: Path = Field(Path("desk.yaml"), description="The desk's policy: staff, schedules, severities.")
    playbooks_dir: Path | None = Field(
        None, description="A folder of playbooks; unset takes those that come with deskbot."
    )
    semantic: bool = Field(
        default=False, description="1 matches playbooks by meaning too: slower, surer; needs deskbot[semantic]."
    )
    data_dir: Path = Field(Path("var"), description="Where the embedded PostgreSQL keeps its cluster.")
    database_url: Annotated[str | None, AfterValidator(readable_url)] = Field(
        None,
        repr=False,
        description="postgresql://user:password@host/name; unset starts the embedded PostgreSQL.",
    )
    storage_trusted: bool = Field(
        default=False,
        description="1 where the database's storage itself keeps what is written, so that fsync=off is meant so.",
    )
    secret_key: SecretStr | None = Field(
        None,
        description="Signs reply addresses and links; at least 32 characters, the same on every machine.",
    )
    secret_key_old: SecretStr | None = Field(
        None, description="The secret key before that one: what it sealed and signed still counts; else unset."
    )
    simulate: bool = Field(default=False, description="1 runs simulators instead of carriers; never for real pages.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR; only DEBUG may show what people have written."
    )
    log_format: Literal["text", "json"] = Field("text", description="text for people, or json: one object a line.")
    traces: bool = Field(
        default=False, description="1 sends traces by OTLP/HTTP, as OTEL_* variables say; needs deskbot[otel]."
    )
    hands: int | None = Field(
        None,
        ge=0,
        le=64,
        description="Processes that help the worker; unset is one for each processor but one, at most 3.",
    )

    smtp_host: str = Field("127.0.0.1", description="Address on which the mail door listens.")
    smtp_port: int = Field(2525, ge=0, le=65535, description="Port of the mail door; 0 takes a free one.")
    smtp_size_limit: int = Field(
        25 * 1024 * 1024, gt=0, description="Bytes of one mail at most; a larger one is refused with 552."
    )
    smtp_memory: int = Field(
        128 * 1024 * 1024, gt=0, description="Bytes of all mails that are being received at one time; then 452."
    )
    smtp_connections: int = Field(200, gt=3, description="Connections to the mail door at one time.")
    smtp_connections_per_client: int = Field(
        20, gt=0, description="Connections of one client (IPv6: one /64); no limit for trusted relays."
    )
    smtp_mails_per_hour: int = Field(
        200, gt=0, description="Mails of one client in an hour; no limit for trusted relays."
    )
    smtp_tls_certificate: Path | None = Field(
        None, description="Certificate chain (PEM) for STARTTLS; read again when it changes."
    )
    smtp_tls_key: Path | None = Field(None, description="Private key (PEM, without a password) of the certificate.")
    smtp_tls_port: int | None = Field(
        None, ge=0, le=65535, description="Second port with TLS from the first byte, usually 465; unset is none."
    )
    smtp_users_file: Path | None = Field(
        None, description='Who may sign in to submit mail, by "deskbot mail user"; unset is nobody.'
    )
    smtp_proxy: bool = Field(
        default=False, description="1 expects the PROXY protocol (v1 or v2) from every trusted relay."
    )
    mail_verify: bool = Field(
        default=False, description="1 checks SPF, DKIM, DMARC and ARC of mail that no trusted relay delivered."
    )
    trusted_sealers: str = Field(
        "", description="Domains of forwarders whose ARC seals are believed, with commas between."
    )
    trusted_authserv: str = Field(
        "",
        description="authserv-id of the mail server in front, whose Authentication-Results are believed; - for none.",
    )
    trusted_relays: str = Field(
        "127.0.0.0/8,::1/128", description="Networks of the mail servers in front, as comma-separated CIDRs."
    )
    smtp_relay: str = Field(
        "",
        repr=False,
        pattern=RELAY,
        description="smtp://[user:password@]host[:port], smtp+starttls:// or smtps://; sends our mail.",
    )
    smtp_timeout: float = Field(20.0, gt=0, description="Seconds until a silent relay is given up.")

    smtp_door: bool = Field(default=True, description="0 opens no mail door: mail is only fetched from the mailbox.")
    imap_url: str = Field(
        "",
        repr=False,
        pattern=MAILBOX,
        description="imaps://user:password@host[:port] or imap+starttls://; a mailbox that is fetched.",
    )
    imap_folder: str = Field("INBOX", min_length=1, description="The folder that is fetched.")
    imap_done_folder: str = Field("", description="Where accepted mail is moved; unset marks it as read instead.")
    mail_oauth_token_url: str = Field(
        "",
        pattern=HTTP,
        description="Where access tokens are fetched, for a mailbox or relay whose URL has a user and no password.",
    )
    mail_oauth_client_id: str = Field("", description="The application's id at the token service.")
    mail_oauth_client_secret: SecretStr | None = Field(None, description="The application's secret.")
    mail_oauth_refresh_token: SecretStr | None = Field(
        None, description="A refresh token; unset takes the application's own rights (client credentials)."
    )
    mail_oauth_scope: str = Field("", description="Scopes to ask for, separated by spaces.")

    dkim_key_file: Path | None = Field(None, description="PEM file of the RSA key that signs our mail (DKIM).")
    dkim_selector: str = Field("", pattern=SELECTOR, description="Name under which the public key is in the DNS.")
    dkim_domain: str = Field("", description="Domain that signs; unset takes that of the desk's sender.")

    web_host: str = Field("127.0.0.1", description="Address on which webhooks and health listen.")
    web_port: int = Field(8025, ge=0, le=65535, description="Port of the web side; 0 takes a free one.")
    public_url: str = Field(
        "",
        pattern=HTTP,
        description="https://… as the outside reaches the web side; in signatures.",
    )
    web_proxies: str = Field(
        "127.0.0.1",
        description="Addresses and networks of the proxies in front of the web side, which say who really comes.",
    )
    web_connections: int = Field(1000, gt=3, description="Connections to the web side at one time.")
    web_connections_per_client: int = Field(
        250, gt=0, description="Connections of one client (IPv6: one /64); no limit for the proxies in front."
    )
    web_memory: int = Field(
        64 * 1024 * 1024,
        ge=32_000_000,  # two requests to the API
        description="Bytes of all that is sent with files to pages and API at one time; then 503.",
    )
    console_idle_minutes: int = Field(
        480, gt=0, description="After so many minutes in which nobody uses it a browser is signed out of the console."
    )
    console_days: int = Field(7, gt=0, description="After so many days a browser is signed out in any case.")

    oidc_issuer: str = Field(
        "",
        pattern=HTTP,
        description="https://… of the identity provider (OpenID Connect) where people sign in to the console.",
    )
    oidc_client_id: str = Field("", description="deskbot's id there.")
    oidc_client_secret: SecretStr | None = Field(None, description="Its secret there; unset is a public client.")
    oidc_name: str = Field("", description="The provider's name on the sign-in page; unset is its host.")
    oidc_scopes: str = Field("openid email", description="Scopes to ask for, separated by spaces.")
    oidc_claim: str = Field(
        "email",
        min_length=1,
        description="The claim by which an account is found when its owner comes first; email has to be verified.",
    )

    api_rate: int = Field(300, gt=0, description="So many requests a minute of one token of the API are answered.")
    webhooks_private: bool = Field(
        default=False, description="Whether webhooks may also go to http:// and to addresses inside your own network."
    )

    canary_door: str = Field(
        "",
        pattern=DOOR,
        description="host:port of the mail door that the canary tries; unset is our own, which this machine has.",
    )
    archive_dir: Path | None = Field(
        None, description="Folder for what desk.yaml's retention takes away; unset forgets it."
    )
    dead_man_url: SecretStr | None = Field(
        None, description="https://… that is called every minute while all is well; it holds a secret."
    )

    twilio_account_sid: str = Field("", description="Account SID (AC…) of the carrier.")
    twilio_auth_token: SecretStr | None = Field(
        None, description="Auth token: checks the carrier's signatures; also signs in without an API key."
    )
    twilio_auth_token_old: SecretStr | None = Field(
        None, description="The auth token before that one: its signatures stay good while it is replaced; else unset."
    )
    twilio_api_key: str = Field("", description="API key SID (SK…); with its secret it is used instead of the token.")
    twilio_api_secret: SecretStr | None = Field(None, description="Secret of the API key.")
    twilio_from: str = Field(
        "",
        pattern=NUMBER,
        description="Number from which responders are paged, E.164.",
    )
    twilio_desk_numbers: str = Field(
        "",
        pattern=NUMBERS,
        description="Numbers on which resellers phone in, E.164, with commas between; none is the pager's.",
    )
    twilio_text_number: str = Field(
        "",
        pattern=NUMBER,
        description="Number that resellers text, E.164; another than those from which responders are paged.",
    )
    twilio_whatsapp_number: str = Field(
        "", pattern=NUMBER, description="Number that resellers write to on WhatsApp, E.164."
    )
    twilio_transcribe: bool = Field(
        default=False, description="1 has the carrier write down recorded messages (English, at its price)."
    )
    twilio_base_url: str = Field("", description="Another base URL with the same API; unset is Twilio's own.")
    twilio_timeout: float = Field(
        8.0, gt=0, le=9, description="Seconds until a silent carrier is given up, and the next one is asked."
    )
    twilio2_account_sid: str = Field(
        "", description="Account SID of a second carrier with the same API, for when the first fails."
    )
    twilio2_auth_token: SecretStr | None = Field(None, description="Its auth token.")
    twilio2_api_key: str = Field("", description="Its API key SID.")
    twilio2_api_secret: SecretStr | None = Field(None, description="Secret of its API key.")
    twilio2_from: str = Field(
        "",
        pattern=NUMBER,
        description="Its number from which responders are paged, E.164.",
    )
    twilio2_base_url: str = Field("", description="Its base URL; unset is Twilio's own, for a second account there.")

    telegram_token: SecretStr | None = Field(
        None, description="The bot's token, as BotFather gives it; unset is no bot."
    )
    telegram_poll: bool = Field(
        default=False, description="1 fetches from Telegram by long polls, though it could reach the web side."
    )
    telegram_base_url: str = Field("", description="Another base URL with the Bot API; unset is Telegram's own.")
    telegram_timeout: float = Field(10.0, gt=0, le=50, description="Seconds until a silent Telegram is given up.")

    slack_bot_token: SecretStr | None = Field(None, description="The app's bot token (xoxb-…); unset is no Slack.")
    slack_signing_secret: SecretStr | None = Field(
        None, description="What Slack signs its requests with; unset takes none by HTTP."
    )
    slack_app_token: SecretStr | None = Field(
        None, description="The app's own token (xapp-…) for Socket Mode, where Slack cannot reach us; unset is none."
    )
    slack_desk_channel: str = Field(
        "", description="Where the desk works on tickets in Slack, like T0123ABCD:C0456EFGH; unset is nowhere."
    )
    slack_client_id: str = Field("", description="The app's client id: lets other workspaces install it; else unset.")
    slack_client_secret: SecretStr | None = Field(None, description="The app's client secret.")
    slack_base_url: str = Field("", description="Another base URL with Slack's Web API; unset is Slack's own.")
    slack_timeout: float = Field(10.0, gt=0, le=50, description="Seconds until a silent Slack is given up.")

    suggest_url: str = Field(
        "",
        pattern=HTTP,
        description="https://…/v1 of an OpenAI-compatible service; unset asks no language model anything.",
    )
    suggest_model: str = Field("", description="The model's name at that service.")
    suggest_key: SecretStr | None = Field(None, description="Its key, if it wants one.")

    @property
    def largest_files(self) -> int:
        """Bytes of all files that are sent together: they go on in letters, where each three bytes take four."""
        return self.smtp_size_limit * 3 // 4

    @property
    def web_base(self) -> str:
        """The URL under which the outside reaches the web side, without a slash at its end."""
        return (self.public_url or f"http://{self.web_host}:{self.web_port}").rstrip("/")

    @property
    def desk_numbers(self) -> frozenset[str]:
        """The numbers at the carrier on which resellers phone in."""
        return frozenset(one for part in self.twilio_desk_numbers.split(",") if (one := part.strip()))

    @property
    def twilio_signing_tokens(self) -> tuple[str, ...]:
        """The auth tokens that the carrier's webhooks may be signed with now."""
        tokens = (self.twilio_auth_token, self.twilio_auth_token_old)
        return tuple(secret for token in tokens if token and (secret := token.get_secret_value()))

    @property
    def web_folder(self) -> str:
        """The path in front of each of the web side's own, without a slash at its end; empty where it has none."""
        return urlsplit(self.web_base).path.rstrip("/")

    @property
    def has_slack_app(self) -> bool:
        """Whether there is an app in Slack: in one workspace, or for any to install."""
        return self.slack_bot_token is not None or self.slack_installs

    @property
    def slack_installs(self) -> bool:
        """Whether workspaces install the app by themselves."""
        return bool(self.slack_client_id and self.slack_client_secret)

    def old_secrets(self) -> tuple[bytes, ...]:
        """Return the signing key before the one that signs now, where there is one.

        Raises:
            ConfigurationError: it is too short to have been one, and anybody could guess what it signs.
        """
        told = self.secret_key_old.get_secret_value() if self.secret_key_old else ""
        if 0 < len(told) < MIN_SECRET:
            raise ConfigurationError(
                f"DESKBOT_SECRET_KEY_OLD has {len(told)} characters, and no key has less than {MIN_SECRET}: name the "
                "key before this one, or unset it"
            )
        return (told.encode(),) if told else ()

    def secret(self) -> SigningKey:
        """Return the signing key; what the one before it has signed is ours, too.

        Raises:
            ConfigurationError: none is set, or it is too short to be one.
        """
        value = self.secret_key.get_secret_value() if self.secret_key else ""
        if len(value) < MIN_SECRET:
            raise ConfigurationError(
                f"DESKBOT_SECRET_KEY has {len(value)} characters, at least {MIN_SECRET} are needed; "
                "make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"
            )
        return SigningKey(value.encode(), self.old_secrets())


MIN_SECRET = 32


def load_settings(**overrides: object) -> Settings:
    """Read the settings.

    Raises:
        ConfigurationError: `.env` cannot be read, or a variable has a value that it cannot have; names the variable.
    """
    try:
        return Settings(**overrides)  # pyright: ignore[reportArgumentType]
    except ValidationError as error:
        lines = [
            f"DESKBOT_{'_'.join(str(part) for part in problem['loc']).upper()}: {said_of(problem)}"
            for problem in error.errors()
        ]
        raise ConfigurationError("settings: " + "; ".join(lines)) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{ENV_FILE}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise ConfigurationError(
            f"{ENV_FILE}: cannot be read ({error.strerror}); let deskbot's user read it, or work in another folder"
        ) from None
