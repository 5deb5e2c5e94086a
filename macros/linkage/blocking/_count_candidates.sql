{#- Makes link__advice_candidates: mask (bits of keys), columns (bits of columns), n_pairs (blocks
    within the limit), kept (the share of records in these), n_all_pairs (all blocks), chance (the
    share of all pairs that would agree if columns had nothing to do with each other). Keys are
    added to a candidate only while it has pairs to lose. -#}
{% macro _count_candidates(keys, max_pairs, max_block_size, link_type) %}
    {% do run_query('create or replace temp table link__advice_candidates '
        ~ '(mask bigint, columns bigint, n_pairs double, kept double, n_all_pairs double, '
        ~ 'chance double)') %}
    {% do run_query('create or replace temp table link__advice_total as '
        ~ data_first._pairs_of_keys(keys, [], 0, link_type)) %}
    {%- for n_keys in range(1, 4) -%}
        {%- set wide = run_query('select mask from link__advice_candidates where n_pairs > '
            ~ max_pairs / 50).columns[0].values() | map('int') | list -%}
        {%- set state = namespace(selects=[]) -%}
        {%- set tried = [] -%}
        {%- for start in ([0] if n_keys == 1 else wide) -%}
            {%- for key in keys -%}
                {%- set mask = start + (0 if start // key.bit % 2 else key.bit) -%}
                {%- set numbers = data_first._numbers_of(keys, mask) -%}
                {%- if numbers | length == n_keys and data_first._fit_together(keys, numbers) -%}
                    {%- do tried.append(mask) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- for mask in tried | unique -%}
            {%- set numbers = data_first._numbers_of(keys, mask) -%}
            {%- do state.selects.append(
                data_first._pairs_of_keys(keys, numbers, max_block_size, link_type)
            ) -%}
            {%- if state.selects | length == 40 or loop.last -%}
                {% do run_query('insert into link__advice_candidates '
                    ~ state.selects | join(' union all ')) %}
                {%- set state.selects = [] -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{% endmacro %}


{#- The numbers of the keys in a mask. -#}
{% macro _numbers_of(keys, mask) %}
    {%- set numbers = [] -%}
    {%- for key in keys if mask // key.bit % 2 == 1 -%}
        {%- do numbers.append(key.number) -%}
    {%- endfor -%}
    {% do return(numbers) %}
{% endmacro %}


{#- Whether keys are of different columns, with one array at most. -#}
{% macro _fit_together(keys, numbers) %}
    {%- set columns, arrays = [], [] -%}
    {%- for number in numbers -%}
        {%- do columns.append(keys[number].column) -%}
        {%- if keys[number].array -%}{%- do arrays.append(number) -%}{%- endif -%}
    {%- endfor -%}
    {% do return(columns | unique | list | length == numbers | length and arrays | length < 2) %}
{% endmacro %}


{#- One row: mask, columns, n_pairs, kept, n_all_pairs, chance of records that agree on keys;
    without keys, the number of all pairs. -#}
{% macro _pairs_of_keys(keys, numbers, max_block_size, link_type) -%}
{%- set mask = namespace(bits=0, columns=0) -%}
{%- for number in numbers -%}
    {%- set mask.bits = mask.bits + 2 ** number -%}
    {%- set mask.columns = mask.columns + 2 ** keys[number].column -%}
{%- endfor -%}
{%- set pairs = {
    'link_only': '(n * n - n_squares) / 2',
    'dedupe_only': '(n_squares - n) / 2',
}.get(link_type, 'n * (n - 1) / 2') %}
select
    {{ mask.bits }}::bigint as mask,
    {{ mask.columns }}::bigint as columns,
    coalesce(sum({{ pairs }}) filter (where n <= {{ max_block_size }}), 0)::double as n_pairs,
    coalesce(sum(n) filter (where n <= {{ max_block_size }}) / sum(n), 0)::double as kept,
    coalesce(sum({{ pairs }}), 0)::double as n_all_pairs,
    {% if numbers | length == 1 -%}
    coalesce(sum({{ pairs }}), 0) / (select greatest(n_all_pairs, 1) from link__advice_total)
    {%- else -%}
    1.0
    {%- for number in numbers %}
    * (select chance from link__advice_candidates where mask = {{ 2 ** number }})
    {%- endfor %}
    {%- endif %}::double as chance,
from (
    select sum(n_source)::hugeint as n, sum(n_source * n_source)::hugeint as n_squares,
    from (
        select {{ 'keys, ' if numbers }}source_id, count(*) as n_source,
        from (
            select source_id,
                {%- for number in numbers %}
                {{ 'unnest(key_' ~ number ~ ')' if keys[number].array else 'key_' ~ number }}
                    as k{{ loop.index }},
                {%- endfor %}
                {%- set each = data_first._each(range(1, numbers | length + 1), 'k', '') %}
                {{ 'hash(' ~ each | join(', ') ~ ') as keys,' if numbers }}
            from link__advice_keys
        )
        {%- for number in numbers %}
        {{ 'where' if loop.first else 'and' }} k{{ loop.index }} is not null
        {%- endfor %}
        group by all
    )
    {{ 'group by keys' if numbers }}
)
{%- endmacro %}
