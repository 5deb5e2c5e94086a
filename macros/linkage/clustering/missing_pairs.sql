{#- The pairs inside components that no rule found or that scored too low to be kept, compared:
    identity_id_l, identity_id_r, pattern, n_record_pairs.

    `relation` has block keys and a component_id; `scored` the pairs of profiles that are known. -#}
{% macro missing_pairs(settings, relation, scored) %}
{%- set from_clause %}
from {{ relation }} as l
inner join {{ relation }} as r
    on l.component_id = r.component_id
    and l.identity_id < r.identity_id
left join {{ scored }} as scored
    on least(l.profile_id, r.profile_id) = scored.profile_id_l
    and greatest(l.profile_id, r.profile_id) = scored.profile_id_r
where
    scored.profile_id_l is null
    and l.profile_id <> r.profile_id
    and {{ data_first.link_type_condition(settings) }}
{%- endset %}
{{ data_first.compare_pairs(settings, from_clause, '0') }}
{% endmacro %}
