-- An interval holds its estimate, has a width, and lies between 0 and 1.
{% for rate in ['precision', 'recall', 'f1'] %}
select
    method,
    threshold,
    '{{ rate }}' as rate,
    {{ rate }} as estimate,
    {{ rate }}_low as low,
    {{ rate }}_high as high,
from {{ ref('quality_label_accuracy') }}
where
    n_labels > 0
    and {{ rate }} is not null
    and not (
        0 <= {{ rate }}_low
        and {{ rate }}_low <= {{ rate }}
        and {{ rate }} <= {{ rate }}_high
        and {{ rate }}_high <= 1
        and {{ rate }}_low < {{ rate }}_high
    )
{{ 'union all' if not loop.last }}
{% endfor %}
