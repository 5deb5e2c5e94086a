{%- set decisions = source('review', 'decisions') -%}
{%- set columns = [
    'decided_at', 'reviewer', 'queue', 'item_id', 'source_dataset_l', 'record_key_l',
    'source_dataset_r', 'record_key_r', 'decision', 'note', 'further_fields',
] -%}

with written as (
    -- the same row in files of two machines is one row
    select
        {% for column in columns %}
        nullif(trim({{ column }}, e' \t\r\n'), '') as {{ column }},
        {% endfor %}
        min(parse_filename(filename)) as file_name,
    {% if data_first.decisions_delivered() %}
    from {{ decisions }}
    {% else %}
    -- Nobody has reviewed anything.
    from (
        select {% for column in columns + ['filename'] %}
            cast(null as varchar) as {{ column }}, {% endfor %}
        where false
    )
    {% endif %}
    group by all
),

records as (
    select record_id, source_dataset, record_key, from {{ ref('people_records') }}
),

placed as (
    select
        written.* exclude (decided_at),
        -- the instant, whatever offset it is written with
        make_timestamp(epoch_us(try_cast(written.decided_at as timestamptz))) as decided_at,
        written.decided_at as decided_at_text,
        l.record_id as record_id_l,
        r.record_id as record_id_r,
        {{ data_first.pair_id('l', 'r') | indent(8) }} as pair_id,
    from written
    left join records as l
        on
            written.source_dataset_l = l.source_dataset
            and written.record_key_l = l.record_key
    left join records as r
        on
            written.source_dataset_r = r.source_dataset
            and written.record_key_r = r.record_key
),

problems as (
    -- the first thing that is wrong with a row, in the order of its fields
    select
        *,
        case
            {% for problem in data_first.decision_problems() %}
            when {{ problem.condition }} then {{ loop.index0 }}
            {% endfor %}
        end as problem,
    from placed
)

select
    file_name,
    decided_at,
    decided_at_text,
    reviewer,
    queue,
    item_id,
    source_dataset_l,
    record_key_l,
    source_dataset_r,
    record_key_r,
    record_id_l,
    record_id_r,
    decision,
    note,
    case problem
        {% for problem in data_first.decision_problems() %}
        when {{ loop.index0 }} then '{{ problem.column }}'
        {% endfor %}
    end as rejected_column,
    case problem
        {% for problem in data_first.decision_problems() %}
        when {{ loop.index0 }} then '{{ problem.mend }}'
        {% endfor %}
    end as mend,
from problems
