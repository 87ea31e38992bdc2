"""Our signatures are those of the standard: the reference package accepts them, one byte changed and it does not."""

import base64
import time

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from ayo.exchange import signing
from ayo.exchange.signing import BadKey, Signer


@given(body=st.text(min_size=1).map(lambda text: text.encode("utf-8", "replace")))
def test_the_reference_package_accepts_what_we_sign(body):
    secret = signing.new_secret()

    headers = Signer((secret,)).headers("msg_1", int(time.time()), body)

    assert Webhook(secret).verify(body, headers, json_parse=False) is None


def test_a_changed_byte_is_noticed():
    secret = signing.new_secret()
    headers = Signer((secret,)).headers("msg_1", int(time.time()), b"{}")

    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(b"{ }", headers)


def test_during_rotation_old_and_new_secret_both_verify():
    old, new = signing.new_secret(), signing.new_secret()

    headers = Signer((new, old)).headers("msg_1", int(time.time()), b"{}")

    assert headers["webhook-signature"].count("v1,") == 2
    for secret in (old, new):
        Webhook(secret).verify(b"{}", headers)


def test_the_public_key_verifies_the_asymmetric_signature():
    private = signing.new_private_key()
    public = signing.public_key(private)
    signature = Signer((), (private,)).signature("msg_1", 7, b"body")

    version, _, encoded = signature.partition(",")
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public.removeprefix("whpk_")))

    assert version == "v1a"
    key.verify(base64.b64decode(encoded), b"msg_1.7.body")
    with pytest.raises(InvalidSignature):
        key.verify(base64.b64decode(encoded), b"msg_1.8.body")


def test_an_id_that_would_blur_the_signed_content_is_refused():
    with pytest.raises(ValueError, match="full stop"):
        Signer((signing.new_secret(),)).headers("a.b", 1, b"")


@pytest.mark.parametrize("key", ["", "whpk_AAAA", "whsec_%%%"])
def test_a_key_of_another_kind_is_refused(key):
    with pytest.raises(BadKey):
        Signer((key,)).signature("a", 1, b"")
