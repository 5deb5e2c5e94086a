with resolved as (
    select * from {{ ref('link_moj_dfe__resolved') }}
    where status = 'linked'
),

rules as (
    select * from {{ ref('moj_dfe_match_rules') }}
)

select
    {{ hash_key('mojuid', 'resolved.offender_key') }} as mojuid,
    {{ hash_key('pmra', 'resolved.pupil_key') }} as pmra,
    rules.rule_number as match_rule_code,
    rules.match_rule as match_rule_desc,
    cast(resolved.n_exact_variables as integer) as number_of_exact_variables,
from resolved
inner join rules on resolved.rule_number = rules.rule_number
