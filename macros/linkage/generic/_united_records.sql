{#- The tables of `relations` as a list of {name, relation}. -#}
{% macro _record_sources(relations) %}
    {%- set sources = [] -%}
    {%- if relations is mapping and relations.identifier is not defined -%}
        {%- for name, relation in relations.items() -%}
            {%- do sources.append({'name': name, 'relation': relation}) -%}
        {%- endfor -%}
    {%- elif relations -%}
        {%- do sources.append({
            'name': relations.identifier if relations.identifier is defined else relations,
            'relation': relations,
        }) -%}
    {%- endif -%}
    {% do return(sources) %}
{% endmacro %}


{#- All tables as one, columns by name: the columns that the settings read, and no others. Columns that
    are called like one of ours give way. -#}
{% macro _united_records(settings, sources, unique_id, source_column, further_columns) -%}
{%- set is_ours = "regexp_matches(lower(name), '^(" ~ data_first._our_columns(settings) | join('|') ~ ")$')" -%}
{%- set words = data_first._words_of_settings(settings, further_columns) -%}
{%- set texts = [] -%}
{%- for word in words or [] -%}{%- do texts.append(data_first._text(word)) -%}{%- endfor -%}
{%- for source in sources %}
select
    {%- if source_column %}
    cast({{ data_first._quoted(source_column) }} as varchar) as source_dataset,
    {%- else %}
    {{ data_first._text(source.name) }} as source_dataset,
    {%- endif %}
    cast({{ data_first._quoted(unique_id) }} as varchar) as record_key,
    columns(
        lambda name:
            {%- if words is not none %}
            lower(name) in ({{ texts | join(', ') }}) and
            {%- endif %}
            not {{ is_ours }}
    ),
from {{ source.relation }}
{{ 'union all by name' if not loop.last }}
{%- endfor %}
{%- endmacro %}


{#- Records with their source and key, one of which missing stops the run. -#}
{% macro _keyed_records(settings, unique_id) -%}
{%- set where = 'Linkage model ' ~ settings.model ~ ', unique_id ' ~ unique_id ~ ': ' -%}
select
    case
        when source_dataset is null
            then error({{ data_first._text(
                where ~ 'a record without a source; fill the source_column.') }})
        else source_dataset
    end as source_dataset,
    case
        when record_key is null
            then error(
                {{ data_first._text(where ~ 'a record of source ') }} || source_dataset
                || {{ data_first._text(' has no key; leave such records out or give them one.') }}
            )
        else record_key
    end as record_key,
    * exclude (source_dataset, record_key),
from link__united
{%- endmacro %}


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


{#- Patterns of the names that linkage_records() and with_term_frequencies() give out, lower case. -#}
{% macro _our_columns(settings) %}
    {%- set names = [
        'identity_id', 'profile_id', 'source_id', 'source_dataset', 'record_key', 'record_keys',
        'is_main', 'n_records', 'n_names', 'block_key_[0-9]+(_r)?', 'link__.*',
    ] -%}
    {%- for term in settings.terms -%}
        {%- do names.append('tf_' ~ term.name | lower) -%}
    {%- endfor -%}
    {% do return(names) %}
{% endmacro %}


{#- A column's name in double quotes, unless it has them. -#}
{% macro _quoted(name) -%}
    {%- if name.startswith('"') and name.endswith('"') -%}
        {{ name }}
    {%- else -%}
        "{{ name | replace('"', '""') }}"
    {%- endif -%}
{%- endmacro %}
