with exclusions as (
    select * from {{ ref('stg_npd__exclusions') }}
    where {{ in_coverage('npd_exclusions', 'start_date') }}
)

select
    {{ hash_key('pmra', 'exclusions.pupil_id') }} as pmra,
    cast(exclusions.exclusion_number as integer) as exclusion_number,
    cast(year(exclusions.start_date + interval 4 month) as integer) as school_year,
    {{ kept_code('categories.code', 'exclusions.category_code') | indent }} as category,
    categories.description as category_desc,
    {{ kept_code('reasons.code', 'exclusions.reason_code') | indent }} as reason,
    reasons.description as reason_desc,
    {{ iso_date('exclusions.start_date') }} as startdate,
    cast(exclusions.sessions as integer) as sessions,
    cast(exclusions.nc_year as integer) as ncyear,
from exclusions
left join {{ ref('npd_exclusion_categories') }} as categories
    on exclusions.category_code = categories.code
left join {{ ref('npd_exclusion_reasons') }} as reasons on exclusions.reason_code = reasons.code
