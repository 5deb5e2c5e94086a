with decision_rows as (
    select * from {{ ref('review_decision_rows') }}
    where rejected_column is not null
)

select
    file_name,
    rejected_column,
    case rejected_column
        {% for column in ['reviewer', 'queue', 'item_id', 'decision', 'note'] %}
        when '{{ column }}' then {{ column }}
        {% endfor %}
        when 'decided_at' then decided_at_text
        when 'record_key_l' then concat_ws('|', source_dataset_l, record_key_l)
        when 'record_key_r' then concat_ws('|', source_dataset_r, record_key_r)
    end as rejected_value,
    mend,
    decided_at_text,
    reviewer,
    queue,
    item_id,
    decision,
from decision_rows
order by all
