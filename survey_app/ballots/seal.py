"""Seal an answer with the round's public key, so that only its private key opens it.

HPKE (RFC 9180) in base mode: an ephemeral X25519 key, HKDF-SHA256, ChaCha20-Poly1305. The round's
id is bound in as `info`, so an answer cannot be moved to another round.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from survey_app.ballots.payload import pad

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
OVERHEAD = 32 + 16
"""Bytes that sealing adds: the ephemeral public key and the authentication tag."""


class CannotOpen(Exception):
    """The answer was sealed for another key or round, or has been changed."""


def seal(payload: bytes, public_key: bytes, round_id: str, pad_bytes: int) -> bytes:
    """Return `payload` sealed, `pad_bytes + OVERHEAD` bytes whatever is in it.

    Raises payload.TooLong when it does not fit.
    """
    return SUITE.encrypt(
        pad(payload, pad_bytes), X25519PublicKey.from_public_bytes(public_key), _info(round_id)
    )


def unseal(sealed: bytes, private_key: X25519PrivateKey, round_id: str) -> bytes:
    """Return the padded payload.

    Raises CannotOpen, never with any content in it.
    """
    try:
        return SUITE.decrypt(sealed, private_key, _info(round_id))
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _info(round_id: str) -> bytes:
    return b"samsvar ballot 1\0" + round_id.encode()
