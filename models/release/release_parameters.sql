{% for model, parameters in [
    ('person', ref('link_person__parameters')), ('case', ref('link_case__parameters'))
] %}
select
    '{{ model }}' as model,
    pair_group,
    comparison,
    gamma,
    label,
    m_probability,
    u_probability,
    match_weight,
from {{ parameters }}
{% if not loop.last %}
union all
{% endif %}
{% endfor %}
order by model, pair_group, comparison, gamma
