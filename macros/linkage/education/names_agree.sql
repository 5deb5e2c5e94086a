{#- Whether two records meet the name part of a rule: both names agree as its forename_rule and its
    surname_rule say. A missing name agrees with nothing, but under `any`. -#}
{% macro names_agree(rule, left, right) -%}
    coalesce(
        case {{ rule }}.forename_rule
            when 'exact' then {{ left }}.forename = {{ right }}.forename
            when 'similar'
                then
                    {{ left }}.forename_full = {{ right }}.forename_full
                    or {{ data_first._alike(rule, left ~ '.forename', right ~ '.forename') }}
            when 'exchanged'
                then {{ data_first._alike(rule, left ~ '.forename', right ~ '.surname') }}
            when 'any' then true
        end
        and case {{ rule }}.surname_rule
            when 'exact' then {{ left }}.surname = {{ right }}.surname
            when 'similar'
                then {{ data_first._alike(rule, left ~ '.surname', right ~ '.surname') }}
            when 'exchanged'
                then {{ data_first._alike(rule, left ~ '.surname', right ~ '.forename') }}
            when 'any' then true
        end,
        false
    )
{%- endmacro %}


{#- Whether two names are as similar as a rule asks, by Jaro and Winkler (Winkler 1990). -#}
{% macro _alike(rule, left_name, right_name) -%}
    jaro_winkler_similarity({{ left_name }}, {{ right_name }}) >= {{ rule }}.least_similarity
{%- endmacro %}
