{#- What can be wrong with a row of a file of decisions: a list of {column, condition, mend}. -#}
{% macro decision_problems() -%}
    {%- set is_of_pair = "queue = 'pairs' and decision <> 'undone'" -%}
    {%- set is_of_record = "queue in ('clusters', 'people') and decision <> 'undone'" -%}
    {{- return([
        {
            'column': 'decided_at', 'condition': 'decided_at is null',
            'mend': 'give a time such as 2026-01-31T12:00:00.000000Z; a row that a crash cut'
                ~ ' short can go',
        },
        {
            'column': 'reviewer',
            'condition': "coalesce(not regexp_full_match(reviewer, '[A-Za-z0-9_]+'), true)",
            'mend': 'say who decided, in letters, digits and _',
        },
        {
            'column': 'queue',
            'condition': "queue is null or queue not in ('pairs', 'clusters', 'people')",
            'mend': 'use pairs, clusters or people',
        },
        {
            'column': 'item_id', 'condition': 'item_id is null',
            'mend': 'give the id of the pair, cluster or person',
        },
        {
            'column': 'decision',
            'condition': "case when queue = 'pairs'"
                ~ " then decision in ('match', 'not_match', 'cannot_tell', 'undone')"
                ~ " else regexp_full_match(decision, '[A-Z]{1,2}|cannot_tell|undone')"
                ~ ' end is not true',
            'mend': 'use match, not_match, cannot_tell or undone for a pair, and a capital letter,'
                ~ ' cannot_tell or undone for a record of a cluster or person',
        },
        {
            'column': 'record_key_l',
            'condition': 'record_id_l is null and (' ~ is_of_pair ~ ' or ' ~ is_of_record ~ ')',
            'mend': 'no such record in people_records: correct source_dataset_l and record_key_l,'
                ~ ' or take the row out if the record is no longer delivered',
        },
        {
            'column': 'record_key_r', 'condition': 'record_id_r is null and ' ~ is_of_pair,
            'mend': 'no such record in people_records: correct source_dataset_r and record_key_r,'
                ~ ' or take the row out if the record is no longer delivered',
        },
        {
            'column': 'item_id', 'condition': is_of_pair ~ ' and item_id <> pair_id',
            'mend': 'the id is not that of the two records: copy all three from review_pairs',
        },
        {
            'column': 'note', 'condition': 'further_fields is not null',
            'mend': 'the row has more than ten fields: put the note in double quotes',
        },
    ]) -}}
{%- endmacro %}
