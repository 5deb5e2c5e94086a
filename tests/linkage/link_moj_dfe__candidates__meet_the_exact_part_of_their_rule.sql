-- A row here is a pair that agrees on fewer variables than its rule asks for.
select
    candidates.offender_key,
    candidates.pupil_key,
    candidates.rule_number,
    candidates.n_exact_variables,
from {{ ref('link_moj_dfe__candidates') }} as candidates
inner join {{ ref('moj_dfe_match_rules') }} as rules
    on candidates.rule_number = rules.rule_number
where candidates.n_exact_variables < len(string_split(rules.exact_variables, ' '))
