from ayo.common.errors import Conflict, DomainError, Invalid


class FileRefused(Invalid):
    """The file is too large, empty or not of an accepted kind."""

    code = "file_refused"


def refused(code: str) -> FileRefused:
    """Return the refusal of an upload; `words.fault` says it to people at the field."""
    return FileRefused(f"The file is refused: {code}.", code=code, fields={"file": code})


class NoSigner(DomainError):
    """The service does not know this official (BSrE 2011)."""

    code = "no_signer"


class WrongPassphrase(Invalid):
    """The passphrase is not that of the official (BSrE 2031)."""

    code = "wrong_passphrase"


class SigningFailed(DomainError):
    """The signing service is not there, too slow, or answers what it should not; trying again is allowed."""

    code = "signing_failed"
    status = 503


class BadTemplate(Conflict):
    """A template of the region cannot be printed; the message names it and the reason."""

    code = "bad_template"
