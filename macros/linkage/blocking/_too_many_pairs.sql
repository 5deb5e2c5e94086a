{#- One row with a message where the rules together may find more pairs than
    `blocking.max_pairs`; no row otherwise. `relation` has block keys.

    Keys with the same remainder, counted as one block, give more pairs than the blocks apart: where
    that is within the limit already, no block is counted by itself. -#}
{% macro _too_many_pairs(settings, relation) %}
with link__bound as (
    select sum(n * (n - 1) // 2) > {{ settings.blocking.max_pairs }} as is_near,
    from (
        {%- for rule in settings.blocking_rules %}
        select cast(count(*) as hugeint) as n,
        from (
            {{ data_first._keys_of_rule(rule, relation, are_keyed=true) | indent(12) }}
        )
        where block_key is not null
        group by block_key % 1048576
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    )
),

link__near as (
    select * from {{ relation }}
    where (select is_near from link__bound)
),

link__forecast as (
    {%- for rule in settings.blocking_rules %}
    {{ data_first._forecast_of_rule(settings, rule, 'link__near', are_keyed=true) | indent(4) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

{{ data_first._message_of_too_many_pairs(
    settings, 'link__forecast', settings.blocking.max_pairs, 'blocking.max_pairs'
) }}
{% endmacro %}


{#- The message about a forecast above a limit: it names the rule with the most pairs. -#}
{% macro _message_of_too_many_pairs(settings, forecast, limit, name_of_limit) %}
select
    {{ data_first._text("Linkage model '" ~ settings.model ~ "': the blocking rules would compare"
        ~ " up to ") }} || format('{:,}', total) || {{ data_first._text(" pairs, more than "
        ~ name_of_limit ~ " = " ~ '{:,}'.format(limit) ~ ". Most come from rule ") }}
    || match_key || ', ''' || blocking_rule || ''': ' || format('{:,}', n_pairs)
    || ' pairs, the largest block with ' || format('{:,}', largest_block)
    || {{ data_first._text(" identities. Add an expression to that rule or drop it, lower"
        ~ " max_block_size (now " ~ '{:,}'.format(settings.max_block_size) ~ "), or raise "
        ~ name_of_limit ~ " if the machine can do it.") }} as message,
from (select *, cast(sum(n_pairs) over () as hugeint) as total, from {{ forecast }})
where total > {{ limit }}
order by n_pairs desc, match_key
limit 1
{% endmacro %}
