{#- Pairs of records that agree, counted from the values, for the levels that are an equality:
    pair_group (0: all), parameter_index, n_pairs. Every such level has a row of pair_group 0.

    Sums are of whole numbers. An array counts a pair once an element that both share. -#}
{% macro _exact_agreement(settings, identities) -%}
select
    cast(null as integer) as pair_group,
    cast(null as integer) as parameter_index,
    cast(null as double) as n_pairs,
where false
{%- for comparison in settings.comparisons %}
{%- set level = comparison.comparison_levels[1] %}
{%- if level.exact_u_on %}
union all
select
    coalesce(pair_group, 0) as pair_group,
    {{ comparison.first_index + comparison.n_codes }} as parameter_index,
    coalesce(cast(sum(n_pairs) as double), 0) as n_pairs,
from (
    with link__values as (
        -- one row a value and source
        select value, source_id, cast(sum(n_records) as hugeint) as n_records,
        from (
            select
                source_id,
                n_records,
                {%- if level.exact_u_on_array %}
                unnest({{ level.exact_u_on[0] }}) as value,
                {%- else %}
                case
                    when {% for column in level.exact_u_on %}{{ column }} is not null{{ ' and ' if not loop.last }}{% endfor %}
                        then hash({{ level.exact_u_on | join(', ') }})
                end as value,
                {%- endif %}
            from {{ identities }}
            where is_main
        )
        where value is not null
        group by value, source_id
    )

    select
        l.source_id * 64 + r.source_id as pair_group,
        sum(case
            when l.source_id = r.source_id then l.n_records * (l.n_records - 1) // 2
            else l.n_records * r.n_records
        end) as n_pairs,
    from link__values as l
    inner join link__values as r
        on l.value = r.value and l.source_id <= r.source_id
    where {{ data_first.link_type_condition(settings) }}
    group by all
)
group by grouping sets ((pair_group), ())
{%- endif %}
{%- endfor %}
{%- endmacro %}
