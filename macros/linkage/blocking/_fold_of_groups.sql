{#- CTEs: groups taken in one after another. `rules` are those that no group has ruled out so far;
    a group leaves a rule alone that does not look at it.

    A pair of sources has its own shares of agreement, with a hundred matches added that are spread
    as those of all sources. -#}
{% macro _fold_of_groups(settings, groups) -%}
{%- for group in groups %}
{%- set g = loop.index %}
link__wanted_{{ g }} as (
    select distinct pair_group, has_values_{{ g }} as has_values, from link__fold_0
),

link__outcomes_{{ g }} as (
    -- a match that has more values tells about one that has fewer
    select
        wanted.pair_group,
        wanted.has_values,
        agreement.agree & wanted.has_values as agree,
        {{ data_first.exact_sum('agreement.n') }} as n,
        {{ data_first.exact_sum(
            'case when agreement.pair_group = wanted.pair_group then agreement.n else 0 end'
        ) }} as n_own,
    from link__wanted_{{ g }} as wanted
    inner join link__agreement_{{ g }} as agreement
        on agreement.has_values & wanted.has_values = wanted.has_values
    group by wanted.pair_group, wanted.has_values, agreement.agree & wanted.has_values
),

link__shares_{{ g }} as (
    select
        *,
        sum(case when agree = has_values then share else 0 end)
            over (partition by pair_group, has_values) as share_of_all,
    from (
        select
            pair_group,
            has_values,
            agree,
            (n_own + 100 * n / sum_of_n) / (sum_of_own + 100) as share,
        from (
            select
                *,
                {{ data_first.exact_sum('n', window='partition by pair_group, has_values') }}
                    as sum_of_n,
                {{ data_first.exact_sum('n_own', window='partition by pair_group, has_values') }}
                    as sum_of_own,
            from link__outcomes_{{ g }}
        )
        where sum_of_n > 0
    )
),

link__frail_shares_{{ g }} as (
    -- everything agrees with exp(-frailty * hazard); else it is as it is where something does not
    select
        frailty.frailty,
        shares.pair_group,
        shares.has_values,
        shares.agree,
        case
            when shares.agree = shares.has_values then exp(-frailty * hazard)
            else shares.share * (1 - exp(-frailty * hazard)) / (1 - shares.share_of_all)
        end as share,
    from (
        select
            *,
            {{ data_first._hazard('share_of_all', 'error_dependence') }}
                * hazard_ratios[{{ g }}] as hazard,
        from link__shares_{{ g }}
        cross join link__dependence
        cross join link__hazard_ratios
    ) as shares
    cross join link__frailties as frailty
),

link__fold_{{ g }} as (
    -- values that no match was seen to have are taken not to agree
    select
        fold.frailty,
        fold.pair_group,
        fold.rules
        & (coalesce(shares.agree, 0) | {{ data_first._rules_elsewhere(settings, group) }}) as rules,
        {%- for later in groups[g:] %}
        fold.has_values_{{ g + loop.index }},
        {%- endfor %}
        {{ data_first.exact_sum('fold.probability * coalesce(shares.share, 1)') }} as probability,
    from link__fold_{{ g - 1 }} as fold
    left join link__frail_shares_{{ g }} as shares
        on
            fold.frailty = shares.frailty
            and fold.pair_group = shares.pair_group
            and fold.has_values_{{ g }} = shares.has_values
    group by all
),
{% endfor %}
{%- endmacro %}
