{{ config(materialized='statements') }} -- noqa: disable=PRS

{%- set age = data_first.age_at('dob_std', 'record_date') %}

{%- for dimension, group_name in [
    ('sex', 'sex_std'),
    ('ethnic group', 'ethnic_group'),
    ('source', 'source_dataset'),
] %}
-- statement: {{ dimension }}
select
    record_id,
    '{{ dimension }}' as dimension,
    coalesce({{ group_name }}, 'not known') as group_name,
from {{ ref('people_records') }}
{% endfor %}

-- statement: age band
select
    record_id,
    'age band' as dimension,
    case
        when {{ age }} < 18 then 'under 18'
        {%- for first in [18, 25, 35, 45] %}
        when {{ age }} < {{ [25, 35, 45, 55][loop.index0] }}
            then '{{ first }} to {{ [24, 34, 44, 54][loop.index0] }}'
        {%- endfor %}
        when {{ age }} >= 55 then '55 and over'
        else 'not known'
    end as group_name,
from {{ ref('people_records') }}

-- statement: area
with areas as (
    -- one row a postcode; the country where the region is not told
    select
        postcode_std,
        coalesce(
            min(region),
            case left(min(lsoa_code), 1)
                when 'E' then 'England'
                when 'W' then 'Wales'
                when 'S' then 'Scotland'
                when '9' then 'Northern Ireland'
                when 'N' then 'Northern Ireland'
            end
        ) as area,
    from {{ ref('stg_reference__postcode_lookup') }}
    where postcode_std is not null
    group by postcode_std
)

select
    records.record_id,
    'area' as dimension,
    case
        when records.area_postcode_std is null then 'no postcode'
        else coalesce(areas.area, 'not known')
    end as group_name,
from {{ ref('people_records') }} as records
left join areas on records.area_postcode_std = areas.postcode_std

-- statement: origin of name
-- known of true people only; there is no such group where it was not delivered
with people as (
    select
        origins.true_person_id,
        origins.name_origin,
        coalesce(broad.broad_origin, origins.name_origin) as broad_origin,
    from {{ ref('stg_truth__origin') }} as origins
    left join {{ ref('name_origins') }} as broad
        on origins.name_origin = broad.name_origin
)

select
    true_records.record_id,
    unnest(['origin of name', 'broad origin of name']) as dimension,
    coalesce(unnest([people.name_origin, people.broad_origin]), 'not known') as group_name,
from {{ ref('quality_true_records') }} as true_records
left join people on true_records.true_person_id = people.true_person_id
where exists (from people)
