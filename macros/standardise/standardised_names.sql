{#- The names in some columns of a relation, standardised: name, name_std. Each distinct name once, since
    a few thousand names are most of what millions of records hold; join it to each column.

    Calls the Python function transliterate: use it in tables, not in views. -#}
{% macro standardised_names(relation, columns) -%}
select
    name,
    {{ data_first.standardise_name('name') | indent(4) }} as name_std,
from (
    select distinct unnest([{{ columns | join(', ') }}]) as name, from {{ relation }}
)
where name is not null
{%- endmacro %}
