{#- The text of a model `link_…__term_frequencies`, for the materialisation `term_frequencies`: the
    main names as nodes, and what connects those of one person before term frequencies are known:
    pairs whose levels alone reach the high threshold. -#}
{% macro term_frequency_statements(settings, identities, pairs, parameters, match_shares) %}
-- statement: values
select * from {{ identities }} where is_main

-- statement: nodes
select profile_id as node_id from {{ identities }} where is_main

-- statement: edges
with weights as (
    {{ data_first.pattern_weights(settings, pairs, parameters, match_shares) | indent(4) }}
)

select l.profile_id as node_l, r.profile_id as node_r,
from {{ pairs }} as pairs
inner join weights using (pattern)
inner join {{ identities }} as l
    on pairs.identity_id_l = l.identity_id
inner join {{ identities }} as r
    on pairs.identity_id_r = r.identity_id
where {{ data_first.match_probability('weights.match_weight') }}
    >= {{ settings.clustering.match_probability_high }}
{% endmacro %}
