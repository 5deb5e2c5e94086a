{#- A condition on the levels of several comparisons that is worth a number of bits of its own: what
    Fellegi and Sunter's independence of comparisons (1969) misses, such as twins, who agree in
    surname, date of birth and address and are two people.

    A level stands in the condition by its number or by its label: gamma_surname = 'equal'. -#}
{% macro weight_adjustment(name, sql_condition, match_weight) %}
    {% do return({'name': name, 'sql_condition': sql_condition, 'match_weight': match_weight}) %}
{% endmacro %}


{#- Puts numbers in place of labels; stops at an adjustment that is no number or speaks of comparisons
    or levels that there are not. -#}
{% macro _resolve_weight_adjustment(model, adjustment, comparisons) %}
    {%- if adjustment is not mapping or adjustment.match_weight is not number -%}
        {%- do exceptions.raise_compiler_error(
            "Linkage model '" ~ model ~ "': weight_adjustments has " ~ adjustment
            ~ "; give weight_adjustment(name, condition, bits)."
        ) -%}
    {%- endif -%}
    {%- set where = "Linkage model '" ~ model ~ "', weight adjustment '" ~ adjustment.name ~ "': " -%}
    {%- set by_name = {} -%}
    {%- for comparison in comparisons -%}
        {%- do by_name.update({'gamma_' ~ comparison.output_column_name: comparison}) -%}
    {%- endfor -%}
    {%- set used = modules.re.findall('\\bgamma_\\w+', adjustment.sql_condition) -%}
    {%- for gamma in used if gamma not in by_name -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "'" ~ gamma ~ "' is no comparison's level; use " ~ by_name.keys() | join(', ') ~ "."
        ) -%}
    {%- endfor -%}
    {%- if not used -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "its condition speaks of no level; use " ~ by_name.keys() | join(', ') ~ "."
        ) -%}
    {%- endif -%}
    {%- set labelled = modules.re.findall("\\b(gamma_\\w+)\\s*([<>=]+)\\s*('[^']*')", adjustment.sql_condition) -%}
    {%- for gamma, sign, quoted in labelled -%}
        {%- set labels = by_name[gamma].comparison_levels | map(attribute='label') | list -%}
        {%- if quoted[1:-1] not in labels -%}
            {%- do exceptions.raise_compiler_error(
                where ~ gamma ~ " has no level " ~ quoted ~ "; use one of '" ~ labels | join("', '") ~ "'."
            ) -%}
        {%- endif -%}
        {#- levels go from the null level, then best to worst: -1, n - 2, ..., 0 -#}
        {%- set place = labels.index(quoted[1:-1]) -%}
        {%- set number = -1 if place == 0 else labels | length - 1 - place -%}
        {%- do adjustment.update({'sql_condition': modules.re.sub(
            "\\b" ~ gamma ~ "\\s*" ~ sign ~ "\\s*" ~ modules.re.escape(quoted),
            gamma ~ ' ' ~ sign ~ ' ' ~ number, adjustment.sql_condition
        )}) -%}
    {%- endfor -%}
{% endmacro %}
