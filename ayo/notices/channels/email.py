"""E-mail by SMTP. A repeated letter has the same Message-ID, which is all that SMTP knows of doing things once."""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from ayo.notices.data import Errand, Outcome, Verdict
from ayo.notices.message import Message


def send(errand: Errand, written: Message) -> Outcome:
    letter = EmailMessage(
        subject=written.title,
        body=written.long,
        to=[errand.address],
        headers={
            "Message-ID": f"<{errand.sending_id}@{urlsplit(settings.AYO_URL).hostname}>",
            # Tells holiday answers to stay away (RFC 3834).
            "Auto-Submitted": "auto-generated",
        },
        connection=EmailBackend(),
    )
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(max((code for code, _said in error.recipients.values()), default=0))
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code)
    except smtplib.SMTPResponseException as error:
        # Greeting, encryption or login: no letter gets as far as its address.
        return Outcome(Verdict.DOWN, error=f"SMTP {error.smtp_code}")
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(Verdict.DOWN, error=type(error).__name__)
    except ValueError:
        # The registry holds something that no letter can be addressed to.
        return Outcome(Verdict.REFUSED, error="bad_address")
    return Outcome(Verdict.TAKEN)


def _refused(code: int) -> Outcome:
    """A server says with its first digit whether asking again makes sense (RFC 5321, 4.2.1)."""
    return Outcome(Verdict.REFUSED if code >= 500 else Verdict.AGAIN, error=f"SMTP {code}")
