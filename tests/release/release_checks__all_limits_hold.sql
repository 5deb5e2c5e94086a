{{ config(severity='warn') }}

-- A limit of seeds/release/release_limits.csv is broken: the build stands, but publication refuses.
-- Mend: find the cause and build again; or let somebody answer for it in release_overrules.csv.
select * from {{ ref('release_checks') }}
where state = 'breached' and overruled_by is null
