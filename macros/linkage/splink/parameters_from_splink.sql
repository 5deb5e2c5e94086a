{#- The parameters of a Splink model (version 4 or 5) as a select of the columns of parameters(), the
    same for every pair of sources of `all_pairs`, what all_pairs_by_group() selects. A level that
    Splink has not trained has Splink's default. -#}
{% macro parameters_from_splink(model_dict, all_pairs) %}
    {%- do return(data_first.level_parameters(
        data_first.settings_from_splink(model_dict), all_pairs
    )) -%}
{% endmacro %}


{#- The prior of a Splink model as a select of the columns of match_shares(), one and the same for
    every pair of sources of `all_pairs`. -#}
{% macro match_shares_from_splink(model_dict, all_pairs) %}
    {%- do return(data_first.given_match_shares(
        data_first.settings_from_splink(model_dict), all_pairs
    )) -%}
{% endmacro %}


{#- m and u of a Splink comparison's levels, the null levels left out: a list of {m, u}. A level
    without a value, or with a text that says that it was never seen, has what Splink then takes: 0.95
    of the matches at the best level, and weights from -5 up to 3, and 10 at the best. -#}
{% macro _splink_chances(comparison) %}
    {%- set levels = comparison.comparison_levels | rejectattr('is_null_level', 'true') | list -%}
    {%- set n = levels | length -%}
    {%- set chances = [] -%}
    {%- for level in levels -%}
        {%- set default_m = 0.95 if loop.first else (1 - 0.95) / (n - 1) -%}
        {%- set weight = 10 if loop.first else -5 if n < 3 else -5 + 8 * (loop.revindex0 / (n - 2)) -%}
        {%- set chance = {'m': default_m, 'u': default_m / 2 ** weight} -%}
        {%- for which in ['m', 'u'] -%}
            {%- set value = level.get(which ~ '_probability') -%}
            {%- if value is number -%}
                {%- do chance.update({which: value}) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do chances.append(chance) -%}
    {%- endfor -%}
    {% do return(chances) %}
{% endmacro %}


{#- log2 of a number above 0, by halving: Jinja has none. -#}
{% macro _log2(number) %}
    {%- set state = namespace(least=-1074.0, most=1024.0) -%}
    {%- for step in range(72) -%}
        {%- set middle = (state.least + state.most) / 2 -%}
        {%- if 2.0 ** middle <= number -%}
            {%- set state.least = middle -%}
        {%- else -%}
            {%- set state.most = middle -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(state.least) %}
{% endmacro %}
