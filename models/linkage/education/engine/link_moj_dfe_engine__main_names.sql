with main_names as (
    select 'pnc' as side, * from {{ ref('link_moj_dfe__offenders') }}
    where name_number = 1
    union all
    select 'npd', * from {{ ref('link_moj_dfe__pupils') }}
    where name_number = 1
)

select
    side,
    record_key as person_key,
    forename,
    forename_full,
    surname,
    date_of_birth,
    gender,
    postcodes,
    list_sort(list_distinct(
        list_transform(postcodes, lambda code: left(code, length(code) - 2))
    )) as postcode_sectors,
    list_sort(list_distinct(
        list_transform(postcodes, lambda code: left(code, length(code) - 3))
    )) as postcode_districts,
from main_names
