{{ config(severity='warn') }}

-- Decisions about records that are not here: a wrong key, or a record that is no longer delivered.
select * from {{ ref('link_person__override_report') }}
where status = 'unknown record'
