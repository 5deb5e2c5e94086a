{%- set measures = data_first.group_measures('medium') | map(attribute='name') | list -%}
{%- set compared = [
    'precision',
    'recall',
    'share_of_records_with_false_link',
    'share_of_records_with_missed_link',
    'share_of_people_with_false_link',
    'share_of_people_with_missed_link',
] -%}

with rates as (
    select * from {{ ref('quality_group_rates') }}
),

by_group as (
    select
        dimension,
        group_name,
        level,
        any_value(n_people) as n_people,
        any_value(n_records) as n_records,
        {% for count, column, measure in [
            ('n_true_links', 'denominator', 'recall'),
            ('n_found_links', 'denominator', 'precision'),
            ('n_right_links', 'numerator', 'recall'),
        ] %}
        cast(max({{ column }}) filter (where measure = '{{ measure }}') as bigint) as {{ count }},
        {% endfor %}
        {% for measure in measures %}
        {% for end in ['', '_low', '_high'] %}
        {% set rate, column = 'rate' ~ end, measure ~ end %}
        max({{ rate }}) filter (where measure = '{{ measure }}') as {{ column }},
        {% endfor %}
        {% endfor %}
        {% for measure in compared %}
        {% for end in ['', '_low', '_high'] %}
        {% set difference, column = 'difference' ~ end, measure ~ '_difference' ~ end %}
        max({{ difference }}) filter (where measure = '{{ measure }}') as {{ column }},
        {% endfor %}
        {% endfor %}
        list_sort(coalesce(list(measure) filter (where is_worse), [])) as worse_in,
        bool_or(is_worse) as is_worse,
        bool_or(is_suppressed) as is_suppressed,
    from rates
    group by dimension, group_name, level
)

select
    by_group.*,
    2 * b_cubed_precision * b_cubed_recall / (b_cubed_precision + b_cubed_recall) as b_cubed_f1,
from by_group
order by dimension, group_name, level
