"""Codes: ten random characters and one that checks them, shown as `XXXX-XXXX-XXX`.

The alphabet leaves out what is easily taken for something else (0/O, 1/I/L, U/V). Its length is a
prime, so a changed character or two swapped neighbours always break the check character.
"""

import hmac
from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
LENGTH = 10
_VALUE = {character: value for value, character in enumerate(ALPHABET)}


def derive_code(derive_key: bytes, invitation_id: str) -> str:
    """Return the code of an invitation, the same each time, so that it need not be stored."""
    digest = hmac.digest(derive_key, invitation_id.encode(), sha256)
    number = int.from_bytes(digest, "big")
    characters = []
    for _ in range(LENGTH):
        number, value = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[value])
    code = "".join(characters)
    return code + check_character(code)


def check_character(code: str) -> str:
    """Return the character that follows the ten: the weighted sum modulo 29."""
    total = sum(place * _VALUE[character] for place, character in enumerate(code, start=1))
    return ALPHABET[total % len(ALPHABET)]


def normalise(typed: str) -> str | None:
    """Return the code as it is looked up, or None when it cannot be one.

    Capitals, spaces and hyphens do not matter.
    """
    code = "".join(character for character in typed.upper() if character.isalnum())
    if len(code) != LENGTH + 1 or any(character not in _VALUE for character in code):
        return None
    return code if check_character(code[:LENGTH]) == code[LENGTH] else None


def display(code: str) -> str:
    """Return the code as people read and write it."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def code_mac(lookup_key: bytes, round_id: str, code: str) -> bytes:
    """Return what is stored instead of the code (32 bytes)."""
    return hmac.digest(lookup_key, f"{round_id}\0{code}".encode(), sha256)


def derived_here(
    mac: bytes, *, invitation_id: str, round_id: str, derive_key: bytes, lookup_key: bytes
) -> bool:
    """Return whether the stored `mac` is that of the code these keys derive for the invitation.

    It is not when the installation key was lost and made anew: codes handed out then no longer
    work, and those derived now never did.
    """
    derived = code_mac(lookup_key, round_id, derive_code(derive_key, invitation_id))
    return hmac.compare_digest(mac, derived)
