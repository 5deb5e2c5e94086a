{#- A select with the codes of a relation that their lists do not have: column_name, code_set, code,
    n_rows. `coded` is a list of (column, code list). One scan, whatever the number of columns. -#}
{% macro unlisted_codes(relation, coded, files='seeds/reference/**/*.csv') -%}
    with listed as (
        {{ data_first.listed_codes(files) | indent(8) }}
    ),

    code_sets as (
        {%- for column, code_set in coded %}
        select '{{ column }}' as column_name, '{{ code_set }}' as code_set,
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ),

    published as (
        select unnest([
            {%- for column, code_set in coded %}
            struct_pack(
                column_name := '{{ column }}', codes := histogram(cast({{ column }} as varchar))
            ){{ ',' if not loop.last }}
            {%- endfor %}
        ]) as found,
        from {{ relation }}
    ),

    counted as (
        select
            found.column_name as column_name,
            unnest(map_entries(found.codes), recursive := true),
        from published
    )

    select
        counted.column_name,
        code_sets.code_set,
        counted.key as code,
        counted.value as n_rows,
    from counted
    inner join code_sets on counted.column_name = code_sets.column_name
    anti join listed
        on
            code_sets.code_set = listed.list_name
            and {{ data_first.code_key('counted.key') }} = listed.code_key
{%- endmacro %}
