{#- The parts in which pairs are compared: a list of pairs of conditions, on identity_id_l and on
    identity_id_r; one of none where everything fits into memory.

    A statement that compares holds what comparisons read of its records twice, once a side. Beyond
    memory DuckDB writes pairs and records to disk and reads them back, which takes many times as long
    as to compare the pairs of two ranges of ids at a time. Since the smaller id stands left, k
    ranges give k * (k + 1) / 2 parts. -#}
{% macro _slices(settings, relation) %}
    {%- set n = data_first._n_ranges(settings, relation) -%}
    {%- if n == 1 -%}
        {% do return([none]) %}
    {%- endif -%}
    {%- set slices = [] -%}
    {%- set largest = data_first._largest(relation, 'identity_id') -%}
    {%- for l in range(n) -%}
        {%- for r in range(l, n) -%}
            {%- set slice = {} -%}
            {%- for side, i in [('l', l), ('r', r)] -%}
                {%- do slice.update({side: data_first._id_range('{id}', largest, i, n)}) -%}
            {%- endfor -%}
            {%- do slices.append(slice) -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(slices) %}
{% endmacro %}


{#- How many ranges of ids: as many as `blocking.id_ranges` says, else so many that what is held
    takes no more than half of the memory limit. A text stands in 16 bytes and a list in some more,
    beside what a row needs in a hash table. -#}
{% macro _n_ranges(settings, relation) %}
    {%- if settings.blocking.id_ranges is not none -%}
        {% do return(settings.blocking.id_ranges) %}
    {%- endif -%}
    {%- if not execute or relation is string or load_relation(relation) is none -%}
        {% do return(1) %}
    {%- endif -%}
    {%- set n_columns = data_first._compared_columns(settings) | length
        + data_first._one_sided(settings) | length -%}
    {%- set n_records = run_query('select count(*) from ' ~ relation).columns[0].values()[0] | int -%}
    {%- set needed = 2 * n_records * (64 + 24 * n_columns) -%}
    {% do return((needed / (data_first._memory_limit() / 2)) | round(0, 'ceil') | int or 1) %}
{% endmacro %}
