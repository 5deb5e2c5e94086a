{#- m from labelled pairs: columns as those of m_from_label_column, to be given to the training.

    `labels` has <key>_l and <key>_r, `key` being a column of `relation` (identities with their block
    keys) that names a row. With `score_column` a pair counts as much as its score (0 for a pair that
    is none), without it every row is a match; without it and with pseudo_matches=0 this is Splink's
    estimate_m_from_pairwise_labels, which does not look at the score. -#}
{% macro m_from_pairwise_labels(
    settings, relation, labels, key='identity_id', score_column=none, pseudo_matches=0.5
) %}
{%- set from_clause %}
from {{ labels }} as link__label
inner join {{ relation }} as l
    on link__label.{{ key }}_l = l.{{ key }}
inner join {{ relation }} as r
    on link__label.{{ key }}_r = r.{{ key }}
where {{ data_first.link_type_condition(settings) }}
{%- endset %}
{%- set weight = 'l.n_records * r.n_records' %}
{%- if score_column is not none %}
{%- set weight = 'coalesce(link__label.' ~ score_column ~ ', 0) * ' ~ weight %}
{%- endif %}
with link__labelled as (
    {{ data_first.compare_pairs(settings, from_clause, weight) | indent(4) }}
),

link__matches as (
    -- scores are added as whole numbers of 2^-40
    select
        pattern,
        {{ data_first.exact_sum('n_record_pairs') }} as n,
        0 as match_key,
    from link__labelled
    group by pattern
),

{{ data_first._m_from_matches(settings, pseudo_matches) }}
{% endmacro %}
