-- Every party on a case is a person record or is counted as left out.
with counted as (
    select
        (
            select count(*)
            from (select distinct case_number, party_id from {{ ref('stg_familyman__roles') }})
        ) as n_staged,
        (select count(*) from {{ ref('people_familyman') }}) as n_people,
        (
            select coalesce(sum(n_records), 0) from {{ ref('people_excluded') }}
            where source_dataset = 'familyman'
        ) as n_excluded,
)

select * from counted where n_staged <> n_people + n_excluded
