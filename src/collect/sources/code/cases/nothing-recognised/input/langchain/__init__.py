"""A package of this program that is called like a library: what imports it imports no library."""


def prices():
    return {"bolt": 1}
