"""Pages of orders as a visitor of a test reads them."""

from django.urls import reverse

from tests.pairs.made import plain


def at(name: str, *keys) -> str:
    """The address of a page of orders in the kindergarten of the cast."""
    return reverse(f"orders:{name}", args=["ryabinka", *keys])


def page(client, address: str) -> str:
    """What stands on a page, with plain spaces."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def sent(client, address: str, **data) -> str:
    """The page after a form has been sent and its answer followed."""
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def ticked(said: str, name: str, value=None) -> bool:
    """Whether the tick of this name (and value) stands on the page and is set."""
    inputs = [one.split(">")[0] for one in said.split("<input ")[1:]]
    wanted = f'value="{value}"' if value else ""
    return any(f'name="{name}"' in one and wanted in one and " checked" in one for one in inputs)
