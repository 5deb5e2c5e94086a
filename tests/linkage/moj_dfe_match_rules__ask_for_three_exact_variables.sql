-- The guide: exact agreement on at least three of the five variables, and only names may be alike.
-- A row here is a rule that is weaker or names a variable that there is not. Mend the seed.
with rules as (
    select
        *,
        string_split(exact_variables, ' ') as variables,
    from {{ ref('moj_dfe_match_rules') }}
)

select
    rule_number,
    exact_variables,
from rules
where
    len(list_distinct(variables)) < 3
    or len(list_distinct(variables)) < len(variables)
    or not list_has_all(
        ['forename', 'surname', 'date_of_birth', 'gender', 'postcode'], variables
    )
    -- what must agree exactly is said once: by the list and by the name rule alike
    or (forename_rule = 'exact') <> list_contains(variables, 'forename')
    or (surname_rule = 'exact') <> list_contains(variables, 'surname')
