{#- Stops where tables and settings do not fit, before anything is built, as far as that can be seen:
    the columns of a table that does not exist yet are not looked at. -#}
{% macro _check_records(settings, sources, unique_id, source_column, further_columns=[]) %}
    {%- set where = "Linkage model '" ~ settings.model ~ "': " -%}
    {%- set read = data_first._read_columns(settings) -%}
    {%- for column in further_columns -%}
        {%- set name = data_first._unquoted(column) | lower -%}
        {%- do read.update({name: read.get(name, 'further_columns')}) -%}
    {%- endfor -%}
    {%- if not sources -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "relations is empty; give a relation, such as ref('customers'), or several by"
            ~ " source name, such as {'shop': ref('shop'), 'web': ref('web')}."
        ) -%}
    {%- endif -%}
    {%- if sources | length > 63 -%}
        {%- do exceptions.raise_compiler_error(
            where ~ 'relations has ' ~ sources | length ~ ' sources; at most 63 can be linked.'
            ~ ' Unite some of them.'
        ) -%}
    {%- endif -%}
    {%- if settings.link_type == 'link_only' and sources | length == 1 and not source_column -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "link_type is 'link_only', but relations has one source, '" ~ sources[0].name
            ~ "'; give two or more, or set link_type to 'dedupe_only'."
        ) -%}
    {%- endif -%}
    {%- for column, reader in read.items()
        if modules.re.fullmatch(data_first._our_columns(settings) | join('|'), column) -%}
        {%- do exceptions.raise_compiler_error(
            where ~ reader ~ " reads column '" ~ column ~ "', a name that linkage_records() uses"
            ~ ' itself; give the column another name in the model that prepares the table.'
        ) -%}
    {%- endfor -%}
    {%- if execute -%}
        {%- for source in sources if source.relation is not string -%}
            {%- do data_first._check_source(
                where, source, read, {'unique_id': unique_id, 'source_column': source_column}
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}


{#- Stops at a column that a table does not have. -#}
{% macro _check_source(where, source, read, named) %}
    {%- set names = adapter.get_columns_in_relation(source.relation) | map(attribute='name') | list -%}
    {%- set known = names | map('lower') | list -%}
    {%- set wanted = {} -%}
    {%- for setting, column in named.items() if column -%}
        {%- do wanted.update({column.strip('"') | lower: setting}) -%}
    {%- endfor -%}
    {%- for column, reader in read.items() if column not in wanted -%}
        {%- do wanted.update({column: reader}) -%}
    {%- endfor -%}
    {%- for column, reader in wanted.items() if known and column not in known -%}
        {%- do exceptions.raise_compiler_error(
            where ~ reader ~ (' is ' if reader in named else ' reads column ') ~ "'" ~ column
            ~ "', which " ~ source.relation ~ " (source '" ~ source.name ~ "') does not have. It has: "
            ~ names | join(', ') ~ '. Correct the name, or make the column there'
            ~ ('.' if reader in named else ' (null as ' ~ column ~ ', if that source lacks it).')
        ) -%}
    {%- endfor -%}
{% endmacro %}


{#- The columns that comparisons and terms read, lower case, each with who reads it. -#}
{% macro _read_columns(settings) %}
    {%- set read = {} -%}
    {%- for comparison in settings.comparisons -%}
        {%- for name in data_first._columns_of_comparison(comparison) if name not in read -%}
            {%- do read.update({name: "comparison '" ~ comparison.output_column_name ~ "'"}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for term in settings.terms -%}
        {%- for column in term.columns if modules.re.fullmatch('"[^"]+"|\\w+', column) -%}
            {%- set name = column.strip('"') | lower -%}
            {%- if name not in read -%}
                {%- do read.update({name: "term '" ~ term.name ~ "'"}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(read) %}
{% endmacro %}
