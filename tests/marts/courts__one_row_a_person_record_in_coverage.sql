-- Every person record of the courts whose first hearing is in coverage has one row in its research
-- table, and no other record has one.
{%- set tables = {
    'mags_hocas': ['people_libra__cases', 'magistrates_defendant_case'],
    'crown_xhibit': ['people_xhibit__cases', 'crown_defendant_case'],
} %}

with expected as (
    {%- for source_dataset, (cases, mart) in tables.items() %}
    select
        source_dataset,
        {{ hash_key('row_id', "source_dataset || '|' || record_key") }} as row_id_hash,
    from {{ ref(cases) }}
    where {{ in_coverage(mart, 'first_hearing_date') | indent(8) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

published as (
    {%- for source_dataset, (cases, mart) in tables.items() %}
    select '{{ source_dataset }}' as source_dataset, row_id_hash from {{ ref(mart) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    coalesce(expected.source_dataset, published.source_dataset) as source_dataset,
    coalesce(expected.row_id_hash, published.row_id_hash) as row_id_hash,
    count(expected.row_id_hash) as n_expected,
    count(published.row_id_hash) as n_published,
from expected
full join published
    on
        expected.source_dataset = published.source_dataset
        and expected.row_id_hash = published.row_id_hash
group by all
having
    count(expected.row_id_hash) <> 1
    or count(published.row_id_hash) <> 1
