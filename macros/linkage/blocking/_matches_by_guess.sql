{#- Matches of a trained model: mask (the keys on which they agree), n (a share), n_left (the
    share that no chosen rule finds yet), stuck (columns whose block was too large for a rule). -#}
{% macro _matches_by_model(keys, scored_pairs) -%}
select mask, n, n as n_left, 0::bigint as stuck,
from (
    select mask, {{ data_first.exact_sum('match_probability') }} / (
        select {{ data_first.exact_sum('match_probability') }} from {{ scored_pairs }}
    ) as n,
    from (
        select {{ data_first._agreement_of_keys(keys) }} as mask, scored.match_probability,
        from {{ scored_pairs }} as scored
        inner join link__advice_keys as l on scored.identity_id_l = l.row_no
        inner join link__advice_keys as r on scored.identity_id_r = r.row_no
    )
    group by mask
)
{%- endmacro %}


{#- The bits of the keys on which rows `l` and `r` agree. -#}
{% macro _agreement_of_keys(keys) -%}
    {%- for key in keys %}
    {%- set name = 'key_' ~ loop.index0 %}
    case when {{ 'list_has_any(l.' ~ name ~ ', r.' ~ name ~ ')' if key.array
        else 'l.' ~ name ~ ' = r.' ~ name }} then {{ 2 ** loop.index0 }}::bigint else 0 end
    {{- ' +' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{#- Makes link__advice_matches (mask, n, n_left, stuck) without a model, and says how.

    Two or three columns that agree twenty times as often as chance would have it agree mostly on
    matches. How often a column agrees on matches is read off such pairs that were found without it,
    and columns are taken to be independent of each other. A rule of thumb: members of a household
    are such pairs as well. -#}
{% macro _matches_by_guess(keys, link_type) %}
    {%- set n_columns = keys[-1].column + 1 -%}
    {%- set seeds = run_query(
        'select mask from link__advice_candidates cross join ('
        ~ 'select n_all_pairs as n_total from link__advice_total) '
        ~ 'where bit_count(mask) > 1 and n_all_pairs between 20 and 5000000 '
        ~ 'and n_all_pairs >= 20 * chance * n_total '
        ~ 'order by n_all_pairs desc, mask'
    ).columns[0].values() | map('int') | list -%}
    {%- set selects, uses = [], namespace(found={}) -%}
    {%- for column in range(n_columns) -%}
        {#- of the seeds without a column the three with the most pairs speak for it -#}
        {%- set fit = [] -%}
        {%- for mask in seeds if fit | length < 3 -%}
            {%- set numbers = data_first._numbers_of(keys, mask) -%}
            {%- set parts = [] -%}
            {%- for number in numbers -%}{%- do parts.append(keys[number]) -%}{%- endfor -%}
            {%- if column not in parts | map(attribute='column') | list
                and not parts | selectattr('array') | list -%}
                {%- do fit.append(numbers) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do uses.found.update({column: fit}) -%}
        {%- do selects.append(data_first._agreement_of_column(keys, column, fit, link_type)) -%}
    {%- endfor -%}
    {% do run_query('create or replace temp table link__advice_states as '
        ~ selects | join(' union all ')) %}
    {% do run_query('create or replace temp table link__advice_matches as '
        ~ 'select 0::bigint as mask, 1.0::double as n, 1.0::double as n_left, '
        ~ '0::bigint as stuck') %}
    {%- for column in range(n_columns) -%}
        {% do run_query('create or replace temp table link__advice_matches as '
            ~ 'select matches.mask + states.mask as mask, matches.n * states.share as n, '
            ~ 'matches.n * states.share as n_left, 0::bigint as stuck '
            ~ 'from link__advice_matches as matches cross join ('
            ~ 'select * from link__advice_states where column_no = ' ~ column ~ ') as states '
            ~ 'where matches.n * states.share > 1e-7 order by 1') %}
    {%- endfor -%}
    {%- set assumed = [] -%}
    {%- for column, fit in uses.found.items() if not fit -%}
        {%- do assumed.append(
            keys | selectattr('column', 'equalto', column) | map(attribute='expression') | first
        ) -%}
    {%- endfor -%}
    {% do return(
        'a rule of thumb, not a model: columns that agree together twenty times as often as chance'
        ~ (', and nine in ten assumed to agree in ' ~ assumed | join(', ') if assumed else '')
    ) %}
{% endmacro %}


{#- How a column agrees on pairs that agree on other columns: column_no, mask, share. -#}
{% macro _agreement_of_column(keys, column, seeds, link_type) -%}
{%- set bits = namespace(sum=0) -%}
{%- for key in keys if key.column == column -%}
    {%- set bits.sum = bits.sum + key.bit -%}
{%- endfor -%}
{%- if not seeds -%}
select {{ column }} as column_no, {{ bits.sum }}::bigint as mask, 0.9::double as share
union all
select {{ column }}, 0::bigint, 0.1::double
{%- else -%}
select {{ column }} as column_no, mask, count(*)::double / sum(count(*)) over () as share,
from (
    {%- for numbers in seeds %}
    select l.row_no as row_no_l, r.row_no as row_no_r,
        ({{ data_first._agreement_of_keys(keys) }}) & {{ bits.sum }} as mask,
    from link__advice_keys as l
    inner join link__advice_keys as r
        on {% for number in numbers %}l.key_{{ number }} = r.key_{{ number }} and {% endfor -%}
        l.row_no < r.row_no
    where {{ data_first.link_type_condition({'link_type': link_type}) }}
    {{ 'union' if not loop.last }}
    {%- endfor %}
)
group by mask
{%- endif -%}
{%- endmacro %}
