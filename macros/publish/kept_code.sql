{#- A code as published: that of the code list, and where the list has none, the code as it was
    recorded, if it looks like a code (see looks_like_a_code). Anything else could be a name that
    was entered in the wrong field, and is null; quality_unknown_codes counts it all the same.
    `listed` is the code of the joined list, `recorded` that of the extract. -#}
{% macro kept_code(listed, recorded) -%}
    coalesce(
        {{ listed }},
        case when {{ data_first.looks_like_a_code(recorded) }} then {{ recorded }} end
    )
{%- endmacro %}
