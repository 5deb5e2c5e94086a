{#- The published code of a system's own code: `unlisted` where the system wrote something that its
    code list has not, so that such rows stay and can be counted; null where it wrote nothing. -#}
{% macro listed_code(own_code, published_code) -%}
    case when {{ own_code }} is not null then coalesce({{ published_code }}, 'unlisted') end
{%- endmacro %}
