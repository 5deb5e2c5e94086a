{{ config(materialized='statements') }} -- noqa: disable=PRS

{%- set settings = data_first.person_linkage_settings() -%}
{%- set options = settings.clustering -%}
{%- set thresholds = data_first.review_thresholds(settings) -%}
{%- set levels = ['low', 'medium', 'high'] %}

{%- for method in ['pairs', 'clusters'] %}
-- step: quality__steps: {{ method }}
{%- set least = [] %}
{%- for level in levels %}{% do least.append(options['match_probability_' ~ level]) %}{% endfor %}
select
    '{{ method }}' as method,
    cast(step_no as integer) as step_no,
    threshold,
    {%- if method == 'clusters' %}
    ['{{ levels | join("', '") }}'][step_no] as level,
    {%- else %}
    case threshold
        {%- for level in levels | reverse %}
        when {{ options['match_probability_' ~ level] }} then '{{ level }}'
        {%- endfor %}
    end as level,
    {%- endif %}
from (
    select
        unnest({{ thresholds if method == 'pairs' else least }}::double[]) as threshold,
        generate_subscripts({{ thresholds if method == 'pairs' else least }}, 1) as step_no,
)
{%- endfor %}

{%- for method in ['pairs', 'clusters'] %}
-- step: quality__labels: {{ method }}
{%- set labels %}(
    select * from {{ ref('review_labels') }}
    {%- if method == 'clusters' %}
    -- where a decision has a say in the clusters they are not the linkage's own
    where not is_override
    {%- endif %}
){% endset %}
select '{{ method }}' as method, *,
from (
    {{ data_first.weighed_labels(
        labels, ref('review_strata'), data_first.steps_reached(method, thresholds)
    ) | indent(4) }}
)
{%- endfor %}

{%- for method in ['pairs', 'clusters'] %}
-- step: quality__frame: {{ method }}
-- what the frame holds by how many steps are reached: by the posteriors, and by truth
select
    '{{ method }}' as method,
    {{ data_first.steps_reached(method, thresholds) | indent(4) }} as step_no,
    sum(n_record_pairs) as n_record_pairs,
    {{ data_first.exact_sum('n_record_pairs * match_probability') }} as n_expected_matches,
    sum(n_record_pairs) filter (where l.true_person_id = r.true_person_id) as n_true_matches,
    sum(n_record_pairs) filter (where l.true_person_id <> r.true_person_id) as n_true_others,
from {{ ref('review_frame') }} as frame
left join {{ ref('quality_true_records') }} as l on frame.profile_id_l = l.record_id
left join {{ ref('quality_true_records') }} as r on frame.profile_id_r = r.record_id
group by all
{%- endfor %}

{%- for method in ['pairs', 'clusters'] %}
-- statement: {{ method }}
{{ data_first.accuracy_of_labels(
    method,
    'quality__steps', 'quality__labels', 'quality__frame',
    ref('review_labels'), ref('review_strata'), ref('link_person__expected_accuracy'),
) }}
{%- endfor %}
