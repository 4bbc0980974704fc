import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.reading.debris import plain


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("3<sup>rd</sup> Revised Sheet", "3rd Revised Sheet"),
        ("4 <sup>th</sup> Revised", "4th Revised"),
        ("dispatched <sup>(I)</sup> by", "dispatched (I) by"),
        ("Case No. 2019-00441<sup>12</sup>", "Case No. 2019-00441¹²"),
        ("<b>(R)</b> <u>09-19</u> r<del>eduction</del>", "(R) 09-19 reduction"),
        ("Requirement <1> and <2>", "Requirement <1> and <2>"),
        ("AT&amp;T &lt;5 kW&nbsp;&#36;7", "AT&T <5 kW $7"),
        ("one<br>two<br/>three", "one two three"),
        (r"\$12.50 and \$13.75", "$12.50 and $13.75"),
        (r"$\bigcirc$ Rate", " Rate"),
        (r"$2^{\text{nd}}$ Revised", "2nd Revised"),
        (r"$Q(m) = A \times \text{Base} - 3.$", "Q(m) = A x Base - 3."),
        (r"$\frac{a}{b}$", "(a) / (b)"),
        (r"$m^{2}$", "m²"),
        ("$5.00 to $7.25 a month", "$5.00 to $7.25 a month"),
        ("$O.O4 and $I.25 each", "$O.O4 and $I.25 each"),
        ("$ 12.00\t$ -\t$ 3.10", "$ 12.00\t$ -\t$ 3.10"),
        ("**BILLING:** and *Id.* at 4", "BILLING: and Id. at 4"),
        ("*A Name\tStreet", "*A Name\tStreet"),
        ("5.29* and 6.30**", "5.29* and 6.30**"),
        (r"reser\'e re\'enue", r"reser\'e re\'enue"),
        ("[$4.10](#page-3-0) net", "$4.10 net"),
        ("off\u2010peak \u2212 5 \u2013 7", "off-peak - 5 – 7"),
    ],
)
def test_wrapping_goes_and_glyphs_stay(raw: str, meant: str) -> None:
    assert plain(raw) == meant


def test_a_raised_digit_never_joins_a_number() -> None:
    assert "1001" not in plain("100<sup>1</sup>")
    assert "1001" not in plain("$100^{1}$")


@given(st.text(alphabet="0123456789.,-() \t", max_size=60))
def test_lines_of_figures_are_left_alone(line: str) -> None:
    assert plain(line) == line


@given(st.text(max_size=200))
def test_no_digit_is_lost_or_made(line: str) -> None:
    told = [sign for sign in line if sign in "0123456789" and "<" not in line and "&" not in line]
    kept = [sign for sign in plain(line) if sign in "0123456789"]
    assert "<" in line or "&" in line or "\\" in line or "^" in line or told == kept
