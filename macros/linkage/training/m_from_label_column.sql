{#- m from records whose person is known: comparison, gamma, label, n_pairs, m_probability,
    u_probability (null), to be given to the training. Pairs of records with equal labels are matches.

    `relation` has identities with their block keys and the label. m is the share of a level among
    the matches with both values, after `pseudo_matches` more at each level (half of one: Jeffreys;
    0 gives Splink's estimate_m_from_label_column). -#}
{% macro m_from_label_column(settings, relation, label_column, pseudo_matches=0.5) %}
{%- set from_clause %}
from {{ relation }} as l
inner join {{ relation }} as r
    on l.{{ label_column }} = r.{{ label_column }}
    and l.identity_id < r.identity_id
where
    l.profile_id <> r.profile_id
    and l.is_main
    and r.is_main
    and {{ data_first.link_type_condition(settings) }}
{%- endset %}
{%- set labelled = '(select * from ' ~ relation ~ ' where ' ~ label_column ~ ' is not null)' %}
with link__labelled as (
    {{ data_first.compare_pairs(settings, from_clause, 'l.n_records * r.n_records') | indent(4) }}
),

link__self as (
    {{ data_first.self_pairs(settings, labelled) | indent(4) }}
),

link__matches as (
    select pattern, n_record_pairs as n, 0 as match_key, from link__labelled
    union all
    select pattern, n_record_pairs as n, 0 as match_key, from link__self
),

{{ data_first._m_from_matches(settings, pseudo_matches) }}
{% endmacro %}


{#- The end of every m_from_…: shares of the levels among link__matches (pattern, n, match_key).
    `closed` maps a match key to the comparisons that its rule fixes. -#}
{% macro _m_from_matches(settings, pseudo_matches, closed={}) -%}
link__decoded as (
    select
        {{ data_first.decode_pattern(settings) | indent(8) }}
        match_key,
        n,
    from (
        select pattern, match_key, cast(sum(n) as double) as n, from link__matches group by all
    )
),

link__counted as (
    {%- for comparison in settings.comparisons %}
    {%- set name = comparison.output_column_name %}
    {%- set fixing = [] %}
    {%- for key, touches in closed.items() if name in touches %}{% do fixing.append(key) %}{% endfor %}
    select
        {{ comparison.first_index + 2 }} + gamma_{{ name }} as parameter_index,
        {{ data_first.exact_sum('n') }} as n_pairs,
    from link__decoded
    {%- if fixing %}
    where match_key not in ({{ fixing | join(', ') }})
    {%- endif %}
    group by all
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

link__levels as (
    {{ data_first._levels(settings) | indent(4) }}
)

-- a comparison that no match shows keeps no m, and a training given it estimates one
select
    link__levels.comparison,
    link__levels.gamma,
    link__levels.label,
    coalesce(link__counted.n_pairs, 0) as n_pairs,
    case
        when {{ data_first.exact_sum('coalesce(link__counted.n_pairs, 0)', window='link__comparison') }} > 0
            then (coalesce(link__counted.n_pairs, 0) + {{ pseudo_matches }}) / (
                {{ data_first.exact_sum('coalesce(link__counted.n_pairs, 0)', window='link__comparison') }}
                + {{ pseudo_matches }} * count(*) over link__comparison
            )
    end as m_probability,
    cast(null as double) as u_probability,
from link__levels
left join link__counted using (parameter_index)
where link__levels.gamma >= 0
window link__comparison as (partition by link__levels.comparison)
order by link__levels.parameter_index
{%- endmacro %}
