"""Cutting one step out of a kept page."""

from app.guide.steps import chart_at, step_text

PAGE = """<article><ol class="steps">
<li class="step" id="s-listen" value="1">
<div class="step-margin"><span class="step-number">1</span>
<span class="step-within">time limit: 2 min</span>
</div>
<div class="step-body">
<p class="step-text">Listen &amp; <em>wait</em>.<br></p>
<aside class="wording"><div class="step-body"><p class="step-text">Nested</p></div></aside>
<p>See <a class="document-link" href="other#s-x">other</a>, <a href="#s-note">below</a>,
<a href="https://example.com/">out</a>.</p>
<ul class="choices"><li class="choice">yes</li></ul>
<p class="step-next">→ Step 2</p>
</div>
</li>
<li class="step" id="s-note" value="2"><div class="step-margin"><span class="step-number">2</span></div>
<div class="step-body"><p class="step-text">Second</p></div></li>
</ol><figure class="chart"><svg><g data-step="listen"></g><g data-step="note"></g></svg></figure></article>"""


def test_a_step_is_cut_into_first_line_limits_and_what_stands_under_it() -> None:
    text = step_text(PAGE, "s-listen", "../page")
    assert text
    assert text.first_line == "Listen &amp; <em>wait</em>.<br>"
    assert text.limits == ("time limit: 2 min",)
    assert "Nested" in text.under_it
    assert "choices" not in text.under_it
    assert "Step 2" not in text.under_it
    assert "Second" not in text.under_it


def test_links_are_moved_one_folder_down_and_others_left_alone() -> None:
    text = step_text(PAGE, "s-listen", "../page")
    assert text
    assert 'href="../other#s-x"' in text.under_it
    assert 'href="../page#s-note"' in text.under_it
    assert 'href="https://example.com/"' in text.under_it


def test_the_last_step_has_nothing_of_those_before() -> None:
    text = step_text(PAGE, "s-note", "../page")
    assert text
    assert (text.first_line, text.limits, text.under_it) == ("Second", (), "")


def test_a_step_that_is_not_there_gives_nothing() -> None:
    assert step_text(PAGE, "s-none", "../page") is None


def test_the_current_step_is_marked_in_the_chart() -> None:
    chart = chart_at(PAGE, "note")
    assert '<g data-step="note" data-current="true">' in chart
    assert chart.count("data-current") == 1
    assert chart_at("<p>none</p>", "note") == ""
