-- Every party on a case is a person record or is counted as left out, and so is every row that the
-- two systems hold of them: no join of the parties loses or doubles one.
with counted as (
    select
        (select count(*) from {{ ref('stg_caseman__case_party_roles') }})
        + (select count(*) from {{ ref('stg_pcol__claim_party') }}) as n_staged,
        (select count(*) from {{ ref('people_caseman') }}) as n_people,
        (
            select coalesce(sum(n_records), 0) from {{ ref('people_excluded') }}
            where source_dataset = 'civil_caseman_pcol'
        ) as n_excluded,
)

select * from counted where n_staged <> n_people + n_excluded
