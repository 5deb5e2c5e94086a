-- People who stand on one case beside each other: the linkage never takes two of them for one.
with parties as (
    select
        source_dataset,
        record_key,
        'familyman|' || case_number as case_key,
    from {{ ref('people_familyman__parties') }}
    union all
    select
        people.source_dataset,
        people.record_key,
        parties.case_key,
    from {{ ref('people_caseman') }} as people
    inner join {{ ref('people_caseman__parties') }} as parties
        on people.record_key = parties.record_key
),

cases as (
    select case_key
    from parties
    group by case_key
    having count(*) > 1
)

select
    parties.source_dataset,
    parties.record_key,
    parties.case_key,
from parties
inner join cases on parties.case_key = cases.case_key
