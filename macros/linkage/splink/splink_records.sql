{#- The records of a model as Splink's input, for a model that splink_model() wrote: unique_id,
    source_dataset, every column of the identities, of each term its value and its frequency (tf_…),
    which Splink then takes as they are, and arrays that rules make of columns. Of several names a
    record has its main one; equal records that are one identity are one row.
    Identities without tf columns need `term_frequencies`. -#}
{% macro splink_records(settings, identities, term_frequencies=none) %}
with link__identities as (
    {{ data_first._with_frequencies(settings, identities, term_frequencies) | indent(4) }}
)

select
    identity_id as unique_id,
    * exclude (identity_id),
    {%- for term in settings.terms if not term.array and data_first._term_column(term) != term.name %}
    case
        when {% for column in term.columns %}{{ column }} is not null{{ ' and ' if not loop.last }}{% endfor %}
            then {{ data_first._term_value(term) }}
    end as {{ data_first._term_column(term) }},
    tf_{{ term.name }} as tf_{{ data_first._term_column(term) }},
    {%- endfor %}
    {%- for rule in settings.blocking_rules %}
    {%- for array in data_first._array_columns(rule) if array.expression %}
    {{ array.expression }} as {{ array.column }},
    {%- endfor %}
    {%- endfor %}
from link__identities
where is_main
{% endmacro %}


{#- Rows with their tf columns, which they have already where no frequencies are given. -#}
{% macro _with_frequencies(settings, relation, term_frequencies) -%}
    {%- if term_frequencies is none or not settings.terms -%}
        select * from {{ relation }}
    {%- else -%}
        {{ data_first.with_term_frequencies(settings, relation, term_frequencies, 'identity_id') }}
    {%- endif -%}
{%- endmacro %}
