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
