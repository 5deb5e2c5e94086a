{#- A code as it is published: itself where its code list holds it, `UNLISTED` where the extract is
    ahead of the list, null where nothing was recorded. The list has a row for `UNLISTED`, so that
    no row is lost in a join, a strange text is never published, and what is not known is told
    from what is missing. -#}
{% macro known_code(code, code_list, key='code') -%}
    case
        when {{ code }} in (select listed.{{ key }} from {{ code_list }} as listed) then {{ code }}
        when {{ code }} is not null then 'UNLISTED'
    end
{%- endmacro %}
