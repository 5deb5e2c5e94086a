{#- A select that compares pairs: identity_id_l, identity_id_r, pattern, n_record_pairs.

    `from_clause` joins `l` with `r`, rows of a relation with block keys. Levels are computed inside
    the join, so that no table of bare id pairs is ever written and read again. `except_rules` drops
    pairs that one of the first so many rules has found. -#}
{% macro compare_pairs(settings, from_clause, n_record_pairs, except_rules=0) %}
with link__candidates as (
    -- one row a candidate pair, with the rules that it satisfies and what its comparisons read
    select
        l.identity_id as identity_id_l,
        r.identity_id as identity_id_r,
        {{ data_first._pair_group() }} as pair_group,
        {{ data_first._rules_satisfied(settings) | indent(8) }} as rules_satisfied,
        {{ n_record_pairs }} as n_record_pairs,
        {%- for column in data_first._compared_columns(settings) %}
        l.{{ column }} as {{ column }}_l,
        r.{{ column }} as {{ column }}_r,
        {%- endfor %}
    {{ from_clause | indent(4) }}
),

link__new_candidates as (
    -- a pair that an earlier rule found is not found again
    select * from link__candidates
    {%- if except_rules %}
    where rules_satisfied & {{ 2 ** except_rules - 1 }} = 0
    {%- endif %}
),

link__similarities as (
    select
        *,
        {%- for comparison in settings.comparisons %}
        {%- for name, expression in comparison.similarities.items() %}
        {{ data_first._suffixed(expression) }} as {{ name }},
        {%- endfor %}
        {%- endfor %}
    from link__new_candidates
),

link__levels as (
    select
        identity_id_l,
        identity_id_r,
        pair_group,
        rules_satisfied,
        n_record_pairs,
        {%- for comparison in settings.comparisons %}
        {{ data_first._suffixed(data_first._gamma_case(comparison)) | indent(8) }}
            as gamma_{{ comparison.output_column_name }},
        {%- endfor %}
    from link__similarities
)

select
    identity_id_l,
    identity_id_r,
    {{ data_first._pattern(settings) | indent(4) }} as pattern,
    n_record_pairs,
from link__levels
{% endmacro %}


{#- `l.surname_std` as it is called once the pair is one row: `surname_std_l`. -#}
{% macro _suffixed(expression) -%}
    {{ modules.re.sub('\\b([lr])\\.([a-z_][a-z0-9_]*)', '\\2_\\1', expression) }}
{%- endmacro %}


{#- The columns that comparisons read, found in their conditions. -#}
{% macro _compared_columns(settings) %}
    {%- set columns = [] -%}
    {%- for comparison in settings.comparisons -%}
        {%- set texts = comparison.comparison_levels | map(attribute='sql_condition') | list
            + comparison.similarities.values() | list -%}
        {%- for column in modules.re.findall('\\b[lr]\\.([a-z_][a-z0-9_]*)', texts | join(' ')) -%}
            {%- if column not in columns -%}{%- do columns.append(column) -%}{%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(columns) %}
{% endmacro %}


{#- One number for the unordered pair of sources: 64 * smaller source_id + larger. -#}
{% macro _pair_group() -%}
    least(l.source_id, r.source_id) * 64 + greatest(l.source_id, r.source_id)
{%- endmacro %}
