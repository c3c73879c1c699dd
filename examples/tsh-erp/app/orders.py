"""Rules of orders; no third-party packages, so that they can be tested anywhere."""


class InvalidOrder(ValueError):
    pass


def check_order(body):
    """Returns (item, quantity) of a request body, or raises InvalidOrder with the reason."""
    if not isinstance(body, dict):
        raise InvalidOrder("the body must be a JSON object")
    item = body.get("item")
    quantity = body.get("quantity")
    if not isinstance(item, str) or not item.strip():
        raise InvalidOrder("item must be a non-empty string")
    if isinstance(quantity, bool) or not isinstance(quantity, int) or not 1 <= quantity <= 10_000:
        raise InvalidOrder("quantity must be a whole number from 1 to 10000")
    return item.strip(), quantity
