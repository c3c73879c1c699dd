"""The visible text of this version."""

TEXT = "TSH ERP"
