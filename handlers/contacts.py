"""How a patient can be reached: what people type becomes an address or a number that BetterPT can use."""

from __future__ import annotations

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from bot.errors import ContactUnclear
from bot.models import Patient

REGION = "US"
"""Where a number without a country code belongs."""


def email(text: str) -> str | None:
    """An e-mail address in its normal form; None for a blank.

    Raises:
        ContactUnclear: it is none.
    """
    if not text.strip():
        return None
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ContactUnclear("email") from error


def phone(text: str) -> str | None:
    """A phone number as E.164, read as a US one when it has no country code; None for a blank.

    Raises:
        ContactUnclear: it is none.
    """
    if not text.strip():
        return None
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise ContactUnclear("phone") from error
    if not is_whole(number):
        raise ContactUnclear("phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken(number: str) -> str:
    """An E.164 number as people write it."""
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(phonenumbers.parse(number), style)


def masked(patient: Patient) -> str:
    """Enough of a contact for those who know it to tell two patients apart."""
    name, _, domain = (patient.email or "").partition("@")
    address = f"{name[:2]}…@{domain}" if domain else ""
    return address or (f"…{patient.phone[-4:]}" if patient.phone else "")


def is_whole(number: phonenumbers.PhoneNumber) -> bool:
    """Whether it reaches somebody: with an area code, and none that no plan has (a date is no number)."""
    return phonenumbers.is_valid_number(number)
