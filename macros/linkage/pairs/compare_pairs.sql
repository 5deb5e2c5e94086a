{#- A select that compares pairs: identity_id_l, identity_id_r, pattern, n_record_pairs.

    `from_clause` joins `l` with `r`, rows of a relation with block keys. `rules_satisfied` is what is
    known of the rules already; without it the rules are read from the block keys. `one_sided` says that
    `l` and `r` are of _with_one_sided(). -#}
{% macro compare_pairs(
    settings, from_clause, n_record_pairs, rules_satisfied=none, one_sided=false
) %}
{%- if one_sided -%}
    {%- set settings = data_first._reading_one_sided(settings) -%}
{%- endif -%}
with link__candidates as (
    -- one row a candidate pair, with the rules that it satisfies and what its comparisons read
    select
        l.identity_id as identity_id_l,
        r.identity_id as identity_id_r,
        {{ data_first._pair_group() }} as pair_group,
        {{ rules_satisfied or data_first._rules_satisfied(settings) | indent(8) }} as rules_satisfied,
        {{ n_record_pairs }} as n_record_pairs,
        {%- for column in data_first._compared_columns(settings) %}
        {{ column.l }} as {{ data_first._suffixed(column.l) }},
        {{ column.r }} as {{ data_first._suffixed(column.r) }},
        {%- endfor %}
    {{ from_clause | indent(4) }}
),

link__similarities as (
    -- each once a pair, whatever number of levels and comparisons use it
    select
        *,
        {%- for name, expression in data_first._similarities(settings).items() %}
        {{ data_first._suffixed(expression) | indent(8) }} as {{ name }},
        {%- endfor %}
    from link__candidates
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


{#- Similarities of all comparisons: name to expression. -#}
{% macro _similarities(settings) %}
    {%- set found, used_by = {}, {} -%}
    {%- for comparison in settings.comparisons -%}
        {%- for name, expression in comparison.similarities.items() -%}
            {%- if found.get(name, expression) != expression -%}
                {%- do exceptions.raise_compiler_error(
                    "Linkage model '" ~ settings.model ~ "': similarity '" ~ name ~ "' is `"
                    ~ found[name] ~ "` in comparison '" ~ used_by[name] ~ "' and `" ~ expression
                    ~ "` in comparison '" ~ comparison.output_column_name
                    ~ "'; give one of them another name."
                ) -%}
            {%- endif -%}
            {%- do found.update({name: expression}) -%}
            {%- do used_by.update({name: comparison.output_column_name}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(found) %}
{% endmacro %}


{#- `l.surname_std` as it is called once the pair is one row: `surname_std_l`. -#}
{% macro _suffixed(expression) -%}
    {%- for part in data_first._parts(expression) -%}
        {%- if loop.index0 % 2 and modules.re.match('(?i)[lr]\\.', part) -%}
            {%- if part.endswith('"') -%}
                "{{ part[3:-1] }}_{{ part[0] | lower }}"
            {%- else -%}
                {{ part[2:] }}_{{ part[0] | lower }}
            {%- endif -%}
        {%- else -%}
            {{ part }}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}


{#- An expression cut at its texts, quoted names and columns of `l` and `r`, which stand in the odd
    places. -#}
{% macro _parts(expression) %}
    {% do return(modules.re.split(
        "('(?:[^']|'')*'"
        ~ '|(?<![\\w."])[lrLR]\\.(?:"(?:[^"]|"")+"|[^\\W\\d]\\w*)|"(?:[^"]|"")*")',
        expression
    )) %}
{% endmacro %}


{#- The columns that comparisons read, found in their conditions: their names on both sides. -#}
{% macro _compared_columns(settings) %}
    {%- set seen, columns = ['identity_id'], [] -%}
    {%- for comparison in settings.comparisons -%}
        {%- set texts = comparison.comparison_levels | map(attribute='sql_condition') | list
            + comparison.similarities.values() | list -%}
        {%- for part in data_first._parts(texts | join(' ; ')) -%}
            {%- set column = part[2:] -%}
            {%- set key = column.strip('"') | lower -%}
            {%- if loop.index0 % 2 and modules.re.match('(?i)[lr]\\.', part) and key not in seen -%}
                {%- do seen.append(key) -%}
                {%- do columns.append({'l': 'l.' ~ column, 'r': 'r.' ~ column}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(columns) %}
{% endmacro %}


{#- One number for the unordered pair of sources: 64 * smaller source_id + larger. -#}
{% macro _pair_group() -%}
    least(l.source_id, r.source_id) * 64 + greatest(l.source_id, r.source_id)
{%- endmacro %}
