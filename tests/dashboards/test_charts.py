from hypothesis import given
from hypothesis import strategies as st

from pembinaan.dashboards.charts import line, nice_ceiling


@given(st.integers(0, 10**6))
def test_the_axis_ends_above_the_highest_in_four_whole_steps(highest):
    ceiling = nice_ceiling(highest)
    assert ceiling >= max(highest, 1)
    assert ceiling % 4 == 0
    assert ceiling <= max(2 * highest, 4)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=24))
def test_every_point_lies_on_the_chart_and_zero_on_the_axis(values):
    chart = line("x", values, [str(n) for n in range(len(values))], width=328, height=210)
    assert all(0 <= mark.x <= chart.width and 0 <= mark.y <= chart.floor for mark in chart.marks)
    assert all(mark.y == chart.floor for mark in chart.marks if mark.value == 0)
    assert chart.marks[values.index(max(values))].extreme
