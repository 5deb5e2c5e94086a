-- Every defendant on a case is a person record or is counted as left out.
with counted as (
    select
        (select count(*) from {{ ref('stg_xhibit__defendant_on_case') }}) as n_staged,
        (select count(*) from {{ ref('people_xhibit') }}) as n_people,
        (
            select coalesce(sum(n_records), 0) from {{ ref('people_excluded') }}
            where source_dataset = 'crown_xhibit'
        ) as n_excluded,
)

select * from counted where n_staged <> n_people + n_excluded
