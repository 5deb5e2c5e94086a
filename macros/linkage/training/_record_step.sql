{#- Write down m and the blocks' shares after a step of EM. -#}
{% macro _record_step(round, iteration) %}
    {% do run_query(
        'insert into link__history '
        ~ 'select ' ~ round ~ ', ' ~ iteration ~ ", 'm_probability', parameter_index, null, pair_group, m "
        ~ 'from link__parameters where gamma >= 0 union all '
        ~ 'select ' ~ round ~ ', ' ~ iteration ~ ", 'block_match_share', null, match_key, pair_group, share "
        ~ 'from link__block_shares'
    ) %}
{% endmacro %}


{#- Write down the state at the end of a round (iteration -1) or before any (0). -#}
{% macro _record_round(round, iteration, by_group=false) %}
    {% do data_first._record_step(round, iteration) %}
    {% do run_query(
        'insert into link__history '
        ~ 'select ' ~ round ~ ', ' ~ iteration ~ ", 'u_probability', parameter_index, null, pair_group, u "
        ~ 'from link__parameters where gamma >= 0 union all '
        ~ 'select ' ~ round ~ ', ' ~ iteration ~ ", 'match_share', null, null, pair_group, share "
        ~ 'from link__match_shares'
    ) %}
    {%- if iteration < 0 -%}
        {% do run_query('insert into link__history select ' ~ round ~ ", -1, 'expected_matches', parameter_index, "
            ~ 'null, pair_group, coalesce(n_expected, 0) from link__parameters '
            ~ 'left join link__expected using (pair_group, parameter_index) where gamma >= 0') %}
    {%- endif -%}
{% endmacro %}
