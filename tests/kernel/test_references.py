"""References: what a record is and which one, as text that reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.kernel.references import BadReference, Ref


@given(
    st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9._/-]{1,40}", fullmatch=True),
)
def test_a_reference_reads_back_from_its_text(kind: str, key: str) -> None:
    ref = Ref(kind, key)
    assert str(ref) == f"{kind}:{key}"
    assert Ref.parse(f"  {ref} ") == ref


def test_references_sort_by_kind_and_then_key() -> None:
    assert sorted([Ref("b", "1"), Ref("a", "2"), Ref("a", "1")])[0] == Ref("a", "1")


@pytest.mark.parametrize("text", ["", "publication", ":key", "Publication:x", "1a:x", "a b:x"])
def test_a_text_without_a_plain_kind_is_refused(text: str) -> None:
    with pytest.raises(BadReference):
        Ref.parse(text)


@pytest.mark.parametrize("key", ["", "two words", "a:b", "new\nline"])
def test_a_key_that_would_be_ambiguous_is_refused(key: str) -> None:
    with pytest.raises(BadReference, match="key of a reference"):
        Ref("publication", key)
