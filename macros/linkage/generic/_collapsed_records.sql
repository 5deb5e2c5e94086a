{#- One row a distinct content of a source, with the keys of its records; without
    `collapse_equal_records` one row a record. -#}
{% macro _collapsed_records(settings) -%}
select
    source_dataset,
    {%- if settings.get('collapse_equal_records', true) %}
    list_sort(list(record_key)) as record_keys,
    count(*) as n_records,
    {%- else %}
    [record_key] as record_keys,
    cast(1 as bigint) as n_records,
    {%- endif %}
    * exclude (source_dataset, record_key),
from link__keyed
{%- if settings.get('collapse_equal_records', true) %}
group by all
{%- endif %}
{%- endmacro %}


{#- One row, which there is no more where a key is not unique in its source: that stops the run. Hashes
    are counted first, since keys are long and hardly ever repeat. -#}
{% macro _checked_keys(settings, unique_id) -%}
{%- set where = 'Linkage model ' ~ settings.model ~ ', unique_id ' ~ unique_id ~ ': ' -%}
select
    max(error(
        {{ data_first._text(where ~ 'source ') }} || source_dataset
        || ' has more than one record with key ' || record_key
        || {{ data_first._text('; keep one of them, or name another column as unique_id.') }}
    )) as message,
from (
    select source_dataset, record_key,
    from (select source_dataset, unnest(record_keys) as record_key, from link__collapsed)
    where
        hash(source_dataset, record_key) in (
            select key_hash,
            from (select hash(source_dataset, unnest(record_keys)) as key_hash, from link__collapsed)
            group by key_hash
            having count(*) > 1
        )
    group by source_dataset, record_key
    having count(*) > 1
)
{%- endmacro %}


{#- Contents with the columns that the engine reads, numbered in the order of source and first key, so
    that ids depend on neither row order nor threads. Keys alone are sorted, since whole contents are
    several times as wide. -#}
{% macro _numbered_records() -%}
select
    link__numbers.identity_id,
    link__collapsed.source_dataset,
    link__numbers.record_key,
    link__collapsed.record_keys,
    link__numbers.identity_id as profile_id,
    cast(list_position(link__sources.names, link__collapsed.source_dataset) as integer) as source_id,
    true as is_main,
    link__collapsed.n_records,
    cast(1 as bigint) as n_names,
    link__collapsed.* exclude (source_dataset, record_keys, n_records),
from link__collapsed
inner join (
    select
        row_number() over (order by source_dataset, record_key) as identity_id,
        source_dataset,
        record_key,
    from (select source_dataset, record_keys[1] as record_key, from link__collapsed)
) as link__numbers
    on
        link__collapsed.source_dataset = link__numbers.source_dataset
        and link__collapsed.record_keys[1] = link__numbers.record_key
cross join (
    select list(distinct source_dataset order by source_dataset) as names, from link__collapsed
) as link__sources
where (select message from link__checked_keys) is null
{%- endmacro %}
