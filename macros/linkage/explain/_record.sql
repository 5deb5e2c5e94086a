{#- A record by its key `source_dataset|record_key`, or the key alone where one source has it: key,
    source_dataset, profile_id, clusters and cannot_link_key (none where the relation has none). -#}
{% macro _record(records, key, side) %}
    {%- if not key -%}
        {%- do exceptions.raise_compiler_error(
            'explain: ' ~ side ~ ' is missing; give <source_dataset>|<record_key>. '
            ~ data_first._example_keys(records)
        ) -%}
    {%- endif -%}
    {%- set key = key | string -%}
    {%- set names = run_query('select * from ' ~ records ~ ' limit 0').column_names -%}
    {%- set columns = names | map('lower') | list -%}
    {%- set levels = ['cluster_low', 'cluster_medium', 'cluster_high'] -%}
    {%- set has_key = 'cannot_link_key' in columns -%}
    {%- set has_clusters = levels | reject('in', columns) | list | length == 0 -%}
    {%- set found = run_query(
        "select source_dataset || '|' || record_key as key, source_dataset, cast("
        ~ ('profile_id' if 'profile_id' in columns else 'identity_id') ~ ' as varchar) as profile_id, '
        ~ ('cast(cannot_link_key as varchar)' if has_key else 'null') ~ ' as cannot_link_key'
        ~ (', cast(cluster_low as varchar) as low, cast(cluster_medium as varchar) as medium,'
           ~ ' cast(cluster_high as varchar) as high' if has_clusters else '')
        ~ ' from ' ~ records ~ " where source_dataset || '|' || record_key = " ~ data_first._text(key)
        ~ ' or cast(record_key as varchar) = ' ~ data_first._text(key)
        ~ " order by source_dataset || '|' || record_key <> " ~ data_first._text(key) ~ ', key limit 3'
    ).rows -%}
    {%- if not found -%}
        {%- do exceptions.raise_compiler_error(
            'explain: ' ~ side ~ " is '" ~ key ~ "', and no record has that key; give"
            ~ ' <source_dataset>|<record_key>. ' ~ data_first._example_keys(records)
        ) -%}
    {%- elif found | length > 1 and found[0][0] != key -%}
        {%- do exceptions.raise_compiler_error(
            'explain: ' ~ side ~ " is '" ~ key ~ "', which several records have: "
            ~ found | map(attribute=0) | join(', ') ~ '; give one of these.'
        ) -%}
    {%- endif -%}
    {%- set row = found[0] -%}
    {% do return({
        'key': row[0],
        'source_dataset': row[1],
        'profile_id': row[2],
        'cannot_link_key': row[3],
        'clusters': {'low': row[4], 'medium': row[5], 'high': row[6]} if has_clusters else none,
    }) %}
{% endmacro %}


{#- How keys look, in words: one a source, and how to list them all. -#}
{% macro _example_keys(records) %}
    {%- set examples = run_query(
        "select source_dataset || '|' || min(record_key) as key from " ~ records
        ~ ' group by source_dataset order by source_dataset limit 8'
    ).columns[0].values() -%}
    {%- set text = records | string -%}
    {%- set relation = modules.re.search(
        '\\bfrom\\s+(\\S+)', text if '(' in text else 'from ' ~ text
    ) -%}
    {% do return(
        'There are, for instance, ' ~ examples | join(', ') ~ '. To list all: select source_dataset,'
        ~ ' record_key from ' ~ relation.group(1).replace('"', '') ~ '.'
    ) %}
{% endmacro %}
