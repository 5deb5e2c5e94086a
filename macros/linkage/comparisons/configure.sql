{#- A ready-made comparison with other options of its levels.

    Lists have one value a level, best to worst, the null level left out; none leaves a level as it
    is, and one value instead of a list goes to every level. `term_frequency_adjustments` goes to
    the equalities of a whole column: true, if the terms bear the names of the columns, the name of
    a term where there is one equality, or a mapping of columns to terms. -#}
{% macro configure(
    comparison, m_probabilities=none, u_probabilities=none, fix_m_probability=none,
    fix_u_probability=none, match_weights=none, term_frequency_adjustments=none,
    tf_adjustment_weight=none, tf_minimum_u_value=none, output_column_name=none
) %}
    {%- if comparison is not mapping or 'comparison_levels' not in comparison -%}
        {%- do data_first._wrong('configure', 'comparison', comparison,
            'give what a comparison macro returns') -%}
    {%- endif -%}
    {%- set name = comparison.output_column_name -%}
    {%- set levels = comparison.comparison_levels | rejectattr('is_null_level') | list -%}
    {%- set given = {} -%}
    {%- for option, value in {
        'm_probabilities': m_probabilities,
        'u_probabilities': u_probabilities,
        'fix_m_probability': fix_m_probability,
        'fix_u_probability': fix_u_probability,
        'match_weights': match_weights,
    }.items() -%}
        {%- set is_list = value is sequence and value is not string and value is not mapping -%}
        {%- if is_list and value | length != levels | length -%}
            {%- do exceptions.raise_compiler_error(
                "configure(): comparison '" ~ name ~ "' has " ~ levels | length ~ ' levels ('
                ~ levels | map(attribute='label') | join('; ') ~ '), but ' ~ option ~ ' has '
                ~ value | length
                ~ ' values; give one a level, best to worst, without the null level.'
            ) -%}
        {%- endif -%}
        {%- do given.update({option: value if is_list else [value] * levels | length}) -%}
    {%- endfor -%}
    {%- set terms = data_first._terms_by_level(name, levels, term_frequency_adjustments) -%}
    {%- set configured = comparison.comparison_levels | selectattr('is_null_level') | list -%}
    {%- for level in levels -%}
        {%- set place = loop.index0 -%}
        {%- set adjusted = terms[place] or level.tf_term -%}
        {%- do configured.append(data_first.configure_level(
            level,
            m_probability=given.m_probabilities[place],
            u_probability=given.u_probabilities[place],
            fix_m_probability=given.fix_m_probability[place],
            fix_u_probability=given.fix_u_probability[place],
            match_weight=given.match_weights[place],
            term_frequency_adjustments=terms[place],
            tf_adjustment_weight=tf_adjustment_weight if adjusted else none,
            tf_minimum_u_value=tf_minimum_u_value if adjusted else none,
        )) -%}
    {%- endfor -%}
    {% do return(dict(
        comparison,
        output_column_name=data_first._safe_name(output_column_name or name),
        comparison_levels=configured,
    )) %}
{% endmacro %}


{#- The term of each level; none where it stays as it is. -#}
{% macro _terms_by_level(name, levels, term_frequency_adjustments) %}
    {%- set equalities = levels | map(attribute='equality_on') | select | list -%}
    {%- set given = term_frequency_adjustments -%}
    {%- set terms = [] -%}
    {%- for level in levels -%}
        {%- if not given or not level.equality_on -%}
            {%- do terms.append(none) -%}
        {%- elif given is mapping -%}
            {%- do terms.append(given.get(level.equality_on)) -%}
        {%- else -%}
            {%- do terms.append(level.equality_on if given is sameas true else given) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set unknown = given | reject('in', equalities) | list if given is mapping else [] -%}
    {%- set is_ambiguous = given is string and equalities | length > 1 -%}
    {%- if given and (not equalities or unknown or is_ambiguous) -%}
        {%- do exceptions.raise_compiler_error(
            "configure(): term_frequency_adjustments is " ~ (
                "'" ~ given ~ "'" if given is string else given
            ) ~ " for comparison '" ~ name ~ "', " ~ (
                'which has no equality of a whole column; set tf_term on one of its levels.'
                if not equalities else 'whose equalities are of ' ~ equalities | join(', ')
                ~ '; use true or a mapping of these to terms.'
            )
        ) -%}
    {%- endif -%}
    {% do return(terms) %}
{% endmacro %}
