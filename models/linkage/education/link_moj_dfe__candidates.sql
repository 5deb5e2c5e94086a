with rules as (
    select
        * exclude (exact_variables),
        string_split(exact_variables, ' ') as exact_variables,
    from {{ ref('moj_dfe_match_rules') }}
),

offender_keys as (
    {{ data_first.deterministic_keys(ref('link_moj_dfe__offenders'), 'rules') | indent(4) }}
),

pupil_keys as (
    {{ data_first.deterministic_keys(ref('link_moj_dfe__pupils'), 'rules') | indent(4) }}
),

-- One row a pair of records, names and postcode that meets a rule: an equi-join for every rule.
met as (
    select
        offenders.record_key as offender_key,
        pupils.record_key as pupil_key,
        offenders.rule_number,
        cast(coalesce(offenders.forename = pupils.forename, false) as integer)
        + cast(coalesce(offenders.surname = pupils.surname, false) as integer)
        + cast(coalesce(offenders.date_of_birth = pupils.date_of_birth, false) as integer)
        + cast(coalesce(offenders.gender = pupils.gender, false) as integer)
        + cast(list_has_any(offenders.postcodes, pupils.postcodes) as integer)
            as n_exact_variables,
        coalesce(jaro_winkler_similarity(offenders.forename, pupils.forename), 0)
        + coalesce(jaro_winkler_similarity(offenders.surname, pupils.surname), 0)
            as name_similarity,
    from offender_keys as offenders
    inner join pupil_keys as pupils
        on
            offenders.rule_number = pupils.rule_number
            and offenders.match_key = pupils.match_key
    inner join rules on offenders.rule_number = rules.rule_number
    where {{ data_first.names_agree('rules', 'offenders', 'pupils') | indent(4) }}
)

select
    offender_key,
    pupil_key,
    rule_number,
    max(n_exact_variables) as n_exact_variables,
    -- in thousandths, so that ties are ties
    cast(round(500 * max(name_similarity)) as integer) as name_similarity_thousandths,
from met
group by offender_key, pupil_key, rule_number
