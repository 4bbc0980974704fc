"""ratebook: regulatory tariff documents as records whose every accepted number is proven."""

__version__ = "0.1.0"
