"""A quarter in an address: 2019-20-q4 stands for 2019-20 Q4."""

from django.urls import register_converter


class Quarter:
    """The part of an address that names a quarter of a financial year."""

    regex = "[0-9]{4}-[0-9]{2}-q[1-4]"

    def to_python(self, value: str) -> str:
        """The quarter's code."""
        year, _, number = value.rpartition("-")
        return f"{year} {number.upper()}"

    def to_url(self, value: str) -> str:
        """From the code or the key of a round."""
        return str(value).lower().replace(" ", "-")


register_converter(Quarter, "quarter")
