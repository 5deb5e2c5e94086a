{#- The code of a remand over several moments (seed xhibit_remand_histories): 1 bail throughout, 2
    custody throughout, 3 bail and then custody, 4 custody and then bail, 9 neither. `first_status`
    is the first known status, B or C; `had_bail` and `had_custody` say whether either occurred. -#}
{% macro remand_history(first_status, had_bail, had_custody) -%}
    case
        when {{ had_bail }} and {{ had_custody }}
            then case when {{ first_status }} = 'B' then 3 else 4 end
        when {{ had_bail }} then 1
        when {{ had_custody }} then 2
        else 9
    end
{%- endmacro %}
