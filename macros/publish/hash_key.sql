{#- A published key: the salted SHA-256 of a system key, 64 hexadecimal digits; null in, null out.
    One key type has one hash everywhere, whatever the column is called: the magistrates' case is
    `hash_key('case_id', ...)` in every table. The salt is a database variable, set by the plugin,
    so that it is in no SQL; without a salt every hash is null, which no contract lets through. -#}
{% macro hash_key(key_type, key) -%}
    sha256(getvariable('salt') || '|{{ key_type }}|' || cast({{ key }} as varchar))
{%- endmacro %}
