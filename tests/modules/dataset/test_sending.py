"""Saving and sending a return: nothing lost, nothing twice, and nothing that names a child."""

from tests.modules.dataset.making import GOOD, Collection


def test_a_good_return_is_sent_and_acknowledged(collected: Collection) -> None:
    receipt = collected.fill_and_send()
    assert (receipt.number, receipt.values, receipt.blanks) == (1, len(GOOD), 0)
