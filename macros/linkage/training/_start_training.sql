{#- Starting values and the rows that EM reads.

    link__parameters: pair_group (0: all together), parameter_index (1 ..), comparison, gamma, m, u
    (1 and 1 where missing), fixed_m, fixed_u, fixed_weight (null where free), prior
    (pseudo-matches).
    link__training_rows: one row a block and pattern of the comparisons that the block leaves open:
    pair_group, match_key, i_1 … i_C (parameter indices), n. -#}
{% macro _start_training(settings) %}
    {% do run_query('create temp table if not exists link__given_parameters ('
        ~ 'comparison varchar, gamma integer, m_probability double, u_probability double)') %}
    {% do data_first._check_given_parameters(settings) %}
    {% do run_query('create or replace temp table link__expected ('
        ~ 'pair_group integer, parameter_index integer, n_expected double, n_compared double)') %}
    {% do run_query('create or replace temp table link__fixed as ' ~ data_first._fixed_parameters(settings)) %}
    {% do run_query('create or replace temp table link__parameters as ' ~ data_first._starting_parameters(settings)) %}
    {% do run_query('create or replace temp table link__training_rows as ' ~ data_first._training_rows(settings)) %}
    {% do run_query('create or replace temp table link__block_shares as '
        ~ 'select distinct pair_group, match_key, 0.5::double as share from link__training_rows') %}
    {% do run_query('create or replace temp table link__match_shares as '
        ~ 'select pair_group, n_all_pairs, 0.0::double as share from link__all_pairs') %}
    {% do run_query('create or replace temp table link__history ('
        ~ 'round integer, iteration integer, parameter varchar, parameter_index integer, '
        ~ 'match_key integer, pair_group integer, value double)') %}
{% endmacro %}


{#- What is given for a level: values that training leaves alone (fixed) and an m to start from.
    What the settings fix goes before what the statement `given parameters` holds. -#}
{% macro _fixed_parameters(settings) -%}
with levels as (
    {%- for comparison in settings.comparisons %}
    {%- set outer_last = loop.last %}
    {%- for level in comparison.comparison_levels[1:] %}
    {%- set gamma = comparison.n_codes - loop.index0 - 2 %}
    {%- set m, u = level.get('m_probability'), level.get('u_probability') %}
    {%- set weight = level.get('match_weight') %}
    select
        '{{ comparison.output_column_name }}' as comparison,
        {{ gamma }} as gamma,
        {{ comparison.first_index + gamma + 2 }} as parameter_index,
        {{ 'null' if m is none else m }}::double as start_m,
        {{ 'null' if m is none or not level.get('fix_m_probability') else m }}::double as fixed_m,
        {{ 'null' if u is none or not level.get('fix_u_probability') else u }}::double as fixed_u,
        {{ 'null' if weight is none else weight }}::double as fixed_weight,
    {{ 'union all' if not (loop.last and outer_last) }}
    {%- endfor %}
    {%- endfor %}
)

select
    levels.parameter_index,
    levels.start_m,
    coalesce(levels.fixed_m, given.m_probability) as fixed_m,
    coalesce(levels.fixed_u, given.u_probability) as fixed_u,
    levels.fixed_weight,
from levels
left join link__given_parameters as given using (comparison, gamma)
{%- endmacro %}


{#- m starts high on the best level and falls by a factor a level; u is chance agreement. -#}
{% macro _starting_parameters(settings) -%}
with levels as (
    {{ data_first._levels(settings) | indent(4) }}
),

shares as (
    select
        0 as pair_group,
        levels.parameter_index,
        levels.comparison,
        levels.gamma,
        link__fixed.fixed_m,
        link__fixed.fixed_u,
        link__fixed.fixed_weight,
        coalesce(random_agreement.n_pairs, 0) as n_random,
        link__fixed.start_m,
        case
            when levels.gamma < 0 then 0
            else pow({{ settings.training.starting_ratio }}::double, levels.gamma)
        end as start,
    from levels
    left join link__fixed using (parameter_index)
    left join link__random_agreement as random_agreement
        on
            levels.parameter_index = random_agreement.parameter_index
            and random_agreement.pair_group = 0
),

started as (
    -- an m to start from takes its share; the rest falls by the factor
    select
        *,
        0.0::double as m,
        0.0::double as u,
        coalesce(
            start_m,
            greatest(0, 1 - {{ data_first.exact_sum('coalesce(start_m, 0)', window='link__comparison') }})
            * start / {{ data_first.exact_sum('case when start_m is null then start else 0 end', window='link__comparison') }}
        ) as count_m,
    from shares
    window link__comparison as (partition by comparison)
),

chance as (
    {{ data_first._share_out(settings, 'started', 'u', 'n_random', 'fixed_u') | indent(4) }}
),

{{ data_first._fitted_m(settings, 'chance', 'count_m') }}

select
    pair_group, parameter_index, comparison, gamma, m, u, fixed_m, fixed_u, fixed_weight,
    0.0::double as prior,
from fitted
order by parameter_index
{%- endmacro %}


{#- Patterns by training block; comparisons that the block fixes count as missing there. -#}
{% macro _training_rows(settings, by_group=false) -%}
    {%- set weight = 'n_pairs' if settings.training.weight_pairs_by == 'identity_pairs' else 'n_record_pairs' %}
    {%- for rule in settings.blocking_rules if rule.trains %}
select
    {{ 'pair_group' if by_group else '0' }} as pair_group,
    {{ rule.match_key }} as match_key,
    {%- for comparison in settings.comparisons %}
    {%- if comparison.output_column_name in rule.touches %}
    {{ comparison.first_index + 1 }} as i_{{ loop.index }},
    {%- else %}
    {{ comparison.first_index + 2 }} + gamma_{{ comparison.output_column_name }} as i_{{ loop.index }},
    {%- endif %}
    {%- endfor %}
    cast(sum({{ weight }}) as double) as n,
from link__patterns
where rules_satisfied & {{ 2 ** rule.match_key }} > 0 and {{ weight }} > 0
group by all
    {{ 'union all' if not loop.last }}
    {%- endfor %}
order by all
{%- endmacro %}
