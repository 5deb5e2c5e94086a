{#- A select with the keys of records under each rule: one row a record, name, rule and key. The key
    holds the values of the variables that the rule wants to agree exactly; where one is missing there
    is no key. A rule that reads the postcode has a key for each postcode of the record.
    `rules` has rule_number and exact_variables, a list. -#}
{% macro deterministic_keys(records, rules) -%}
select
    record_key,
    name_number,
    forename,
    forename_full,
    surname,
    date_of_birth,
    gender,
    postcodes,
    rule_number,
    {%- for variable in ['forename', 'surname', 'date_of_birth', 'gender'] %}
    case
        when list_contains(exact_variables, '{{ variable }}') then cast({{ variable }} as varchar)
        else ''
    end || '|' ||
    {%- endfor %}
    postcode as match_key,
from (
    select
        records.*,
        rules.rule_number,
        rules.exact_variables,
        unnest(
            case
                when list_contains(rules.exact_variables, 'postcode') then records.postcodes
                else ['']
            end
        ) as postcode,
    from {{ records }} as records
    cross join {{ rules }} as rules
) as rows_of_rules
where match_key is not null
{%- endmacro %}
