{#- Makes a slow EM fast: SQUAREM, the squared extrapolation S3 of Varadhan and Roland (2008).

    Where few comparisons are left to tell matches from others, EM walks for thousands of iterations
    along a ridge of the likelihood. A state is m and the shares of the blocks. Of three states in a
    row t0, t1, t2, with r = t1 - t0 and v = (t2 - t1) - r, every group leaps to t0 + 2ar + a²v, where
    a = |r| / |v|: no nearer than t2, which is a = 1, and no farther than its reach. A group whose
    objective the leap would not raise stays where it was, so that the objective never falls, and
    gets a quarter of that reach; one whose reach was too short gets four times as much.

    link__trail (step, pair_group, parameter_index, match_key, value) holds the states, link__reach
    (pair_group, reach) the largest a. -#}
{% macro _accelerate(settings, by_group=false) %}
    {% call data_first._temp_table('link__leap') %}
        {{ data_first._leap() }}
    {% endcall %}
    {% do run_query('create or replace temp table link__trail as select * from link__trail where false') %}
    {% do run_query('create or replace temp table link__walked_parameters as select * from link__parameters') %}
    {% do run_query('create or replace temp table link__walked_shares as select * from link__block_shares') %}
    {% do data_first._measure_objective(settings, 'link__walked_objective', by_group) %}
    {% do run_query('create or replace temp table link__parameters as ' ~ data_first._leapt_parameters(settings)) %}
    {% call data_first._temp_table('link__block_shares') %}
        select walked.pair_group, walked.match_key, least(greatest(leap.value, 1e-9), 1 - 1e-9) as share
        from link__walked_shares as walked
        inner join link__leap as leap using (pair_group, match_key)
        order by walked.pair_group, walked.match_key
    {% endcall %}
    {% do data_first._measure_objective(settings, 'link__leapt_objective', by_group) %}
    {% call data_first._temp_table('link__worse') %}
        select pair_group
        from link__walked_objective as walked
        inner join link__leapt_objective as leapt using (pair_group)
        where (leapt.value > walked.value) is not true
    {% endcall %}
    {% call data_first._temp_table('link__reach') %}
        select
            reach.pair_group,
            case
                when leaps.a > 1 and reach.pair_group in (select pair_group from link__worse)
                    then greatest(leaps.a / 4, 1)
                when leaps.a >= reach.reach then reach.reach * 4
                else reach.reach
            end as reach,
        from link__reach as reach
        left join (select distinct pair_group, a, from link__leap) as leaps using (pair_group)
    {% endcall %}
    {%- for name, walked in [('link__parameters', 'link__walked_parameters'), ('link__block_shares', 'link__walked_shares')] -%}
        {% do run_query('create or replace temp table ' ~ name ~ ' as select * from ('
            ~ 'select * from ' ~ name ~ ' anti join link__worse using (pair_group) union all '
            ~ 'select * from ' ~ walked ~ ' semi join link__worse using (pair_group)) order by all') %}
    {%- endfor -%}
{% endmacro %}


{#- An empty link__trail, and a reach of four for every group. -#}
{% macro _start_trail() %}
    {% do run_query('create or replace temp table link__trail ('
        ~ 'step integer, pair_group integer, parameter_index integer, match_key integer, value double)') %}
    {% do run_query('create or replace temp table link__reach as '
        ~ 'select distinct pair_group, 4.0::double as reach from link__parameters') %}
{% endmacro %}


{#- Adds the present state to link__trail. -#}
{% macro _remember_state(step) %}
    {% do run_query('insert into link__trail '
        ~ 'select ' ~ step ~ ', pair_group, parameter_index, null, m from link__parameters where gamma >= 0 union all '
        ~ 'select ' ~ step ~ ', pair_group, null, match_key, share from link__block_shares') %}
{% endmacro %}


{#- The state to which each group leaps: pair_group, parameter_index or match_key, value. -#}
{% macro _leap() -%}
with states as (
    select
        pair_group,
        parameter_index,
        match_key,
        max(value) filter (where step = 0) as t0,
        max(value) filter (where step = 1) - max(value) filter (where step = 0) as r,
        max(value) filter (where step = 2) - max(value) filter (where step = 1) - r as v,
    from link__trail
    group by pair_group, parameter_index, match_key
),

lengths as (
    select
        pair_group,
        -- in units that a sum keeps; a walk that is straight has no end of its own
        least(greatest(coalesce(sqrt(
            {{ data_first.exact_sum('pow(r * 1048576, 2)') }}
            / nullif({{ data_first.exact_sum('pow(v * 1048576, 2)') }}, 0)
        ), any_value(reach)), 1), any_value(reach)) as a,
    from states
    inner join link__reach using (pair_group)
    group by pair_group
)

select
    pair_group,
    parameter_index,
    match_key,
    t0 + 2 * a * r + a * a * v as value,
    a,
from states
inner join lengths using (pair_group)
{%- endmacro %}


{#- The parameters there, each comparison's m a distribution again, with what is held. -#}
{% macro _leapt_parameters(settings) -%}
with leapt as (
    select walked.*, greatest(leap.value, 0) as count_m,
    from link__walked_parameters as walked
    left join link__leap as leap using (pair_group, parameter_index)
),

{{ data_first._fitted_m(settings, 'leapt', 'count_m') }}

select
    pair_group, parameter_index, comparison, gamma, m, u, fixed_m, fixed_u, fixed_weight, prior,
from fitted
order by pair_group, parameter_index
{%- endmacro %}


{#- What EM maximises at the present state, one row a group. -#}
{% macro _measure_objective(settings, name, by_group) %}
    {% do run_query('create or replace temp table link__posteriors as ' ~ data_first._e_step(settings)) %}
    {% do run_query('create or replace temp table ' ~ name ~ ' as ' ~ data_first._objective(0, 0, by_group)) %}
{% endmacro %}
