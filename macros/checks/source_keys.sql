{#- A select with system keys of every delivered source: one row a key, column system_key. At most
    `per_column` keys of each column of a primary key, chosen by hash; all keys of a table are hashed
    alike, so some stand for all. -#}
{% macro source_keys(per_column=200) -%}
    {% for source in data_first.delivered_sources() %}
    {% for key in (source.node.config.meta or source.node.meta).get('primary_key', []) %}
    (
        select cast({{ key }} as varchar) as system_key
        from {{ source.location }}
        order by hash({{ key }})
        limit {{ per_column }}
    )
    union all
    {% endfor %}
    {% endfor %}
    select cast(null as varchar) as system_key
    where false
{%- endmacro %}
