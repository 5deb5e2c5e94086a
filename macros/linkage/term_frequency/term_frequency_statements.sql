{#- The text of a model `link_…__term_frequencies`, for the materialisation `term_frequencies`: the
    main names as nodes, and what connects those of one person before term frequencies are known:
    pairs whose levels alone reach the high threshold. `one_name_each` says that an identity bears
    the id of its profile; where several people bear it, of the first of them. -#}
{% macro term_frequency_statements(
    settings, identities, pairs, parameters, match_shares, one_name_each=false
) %}
{%- set columns = ['profile_id'] -%}
{%- for term in settings.terms -%}{%- do columns.extend(term.columns) -%}{%- endfor %}
-- statement: values
select {{ columns | unique | join(', ') }}, from {{ identities }} where is_main

-- statement: nodes
select profile_id as node_id from {{ identities }} where is_main

-- statement: edges
with weights as (
    {{ data_first.pattern_weights(settings, pairs, parameters, match_shares) | indent(4) }}
)
{%- set is_match -%}
    {{ data_first.match_probability('weights.match_weight') }}
    >= {{ settings.clustering.match_probability_high }}
{%- endset %}
{%- if one_name_each %},

matches as (
    select
        pairs.identity_id_l as profile_id_l,
        pairs.identity_id_r as profile_id_r,
        null::bigint as match_weight_units,
    from {{ pairs }} as pairs
    inner join weights using (pattern)
    where {{ is_match }}
),

bearers as (
    select profile_id as node_id, identity_id as profile_id, null::bigint as self_weight_units,
    from {{ identities }}
)

select * from (
    {{ data_first.node_edges(settings, 'bearers', 'matches') | indent(4) }}
)
{%- else %}

select l.profile_id as node_l, r.profile_id as node_r,
from {{ pairs }} as pairs
inner join weights using (pattern)
inner join {{ identities }} as l
    on pairs.identity_id_l = l.identity_id
inner join {{ identities }} as r
    on pairs.identity_id_r = r.identity_id
where {{ is_match }}
{%- endif %}
{% endmacro %}
