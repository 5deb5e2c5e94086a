-- A row here is a predictor whose band in the system is not the one that its score gives by the
-- seed oasys_score_bands. The derived band is published. A warning: the system may have set the
-- band by other cuts then; if most rows disagree, the seed is wrong.
{{ config(severity='warn') }}

{% for score in ['ogrs3', 'ogp', 'ovp'] %}
select
    '{{ score }}' as score,
    {{ score }}_risk_code as band_of_the_system,
    {{ score }}_band_code as band_by_score,
    count(*) as n_rows,
from {{ ref('people_oasys__assessments') }}
where
    {{ score }}_risk_code is not null
    and {{ score }}_risk_code is distinct from {{ score }}_band_code
group by all
{% if not loop.last %}union all{% endif %}
{% endfor %}
