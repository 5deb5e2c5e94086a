{#- Which pairs of records may be compared at all, by the settings' link_type. -#}
{% macro link_type_condition(settings) -%}
    {%- if settings.link_type == 'link_only' -%}
        l.source_id <> r.source_id
    {%- elif settings.link_type == 'dedupe_only' -%}
        l.source_id = r.source_id
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
