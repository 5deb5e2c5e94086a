{#- Rates of groups with 95 % intervals, and how they differ from the rest of their dimension.

    `moments` has the columns of group_moments(), those of `by`, n_people, n_records, is_suppressed.
    A rate is a ratio of sums over units (people; those who share a cluster together). Its variance
    is that of its linear part over units, sum((y - rate x)^2) / sum(x)^2 (Woodruff 1971; Saerndal,
    Swensson and Wretman 1992, 5.6); in a difference, units with records on both sides count once.

    A rate's interval is Wilson's, of as many independent observations as the variance is worth
    (Korn and Graubard 1998); where no unit differs from another it is worth the effective number of
    units, sum(x)^2 / sum(x^2) (Kish 1965). A difference's interval is 1.96 standard errors either
    way.

    `is_worse` corrects for the number of groups looked at: over the groups of a dimension, each
    rate by itself, Holm's (1979) step-down test keeps the chance of any false alarm at one in
    40; and the difference must be `least_difference` at least. -#}
{% macro group_rates(moments, by, least_difference=0.001, least_counted=10) -%}
{%- set keys = by | join(', ') -%}
with quality__counted as (
    -- too few to say anything, or nothing to compare with: null
    select
        *,
        below >= {{ least_counted }} * unit and not is_suppressed as is_counted,
        is_counted and rest_below >= {{ least_counted }} * unit as is_compared,
        cast(above as double) / nullif(below, 0) as rate,
        cast(rest_above as double) / nullif(rest_below, 0) as rest_rate,
        n_units / nullif(n_units - 1, 0) as correction,
    from {{ moments }}
),

quality__variances as (
    select
        *,
        greatest(0, yy - 2 * rate * yx + rate * rate * xx) as variance_above,
        greatest(0, rest_yy - 2 * rest_rate * rest_yx + rest_rate * rest_rate * rest_xx)
            as rest_variance_above,
        y_rest_y - rest_rate * y_rest_x - rate * x_rest_y + rate * rest_rate * x_rest_x
            as covariance_above,
    from quality__counted
),

quality__errors as (
    select
        *,
        case
            when rate > 0 and rate < 1 and variance_above > 0
                then rate * (1 - rate) / (correction * variance_above) * below * below
            else cast(below as double) * below / nullif(xx, 0)
        end as n_effective,
        rate - rest_rate as difference,
        sqrt(greatest(0, correction * (
            variance_above / below / below
            + rest_variance_above / rest_below / rest_below
            - 2 * covariance_above / below / rest_below
        ))) as standard_error,
        if(is_better_high, -1, 1) * difference as how_much_worse,
        case
            when not is_compared then null
            when standard_error > 0 then how_much_worse / standard_error
            when how_much_worse > 0 then cast('infinity' as double)
            else 0
        end as z,
    from quality__variances
),

quality__tested as (
    -- the k-th of m tests is held against a tail of 0.025 / (m - k + 1)
    select
        *,
        row_number() over in_order as place,
        count(z) over (partition by {{ keys }}, dimension, measure) as n_tests,
        z > {{ data_first.normal_quantile('0.025 / greatest(n_tests - place + 1, 1)') | indent(8) }}
            as stands_alone,
    from quality__errors
    window in_order as (
        partition by {{ keys }}, dimension, measure
        order by z desc nulls last, group_name
    )
)

select
    {{ keys }},
    dimension,
    group_name,
    measure,
    counted_of,
    case when not is_suppressed then n_people end as n_people,
    case when not is_suppressed then n_records end as n_records,
    case when not is_suppressed then cast(above as double) / unit end as numerator,
    case when not is_suppressed then cast(below // unit as bigint) end as denominator,
    case when is_counted then rate end as rate,
    {%- for end, z in [('low', -1.959964), ('high', 1.959964)] %}
    case
        when is_counted
            then {{ data_first.wilson_bound('rate', 'n_effective', z) | indent(16) }}
    end as rate_{{ end }},
    {%- endfor %}
    case when is_compared then rest_rate end as rest_rate,
    case when is_compared then difference end as difference,
    case when is_compared then difference - 1.959964 * standard_error end as difference_low,
    case when is_compared then difference + 1.959964 * standard_error end as difference_high,
    coalesce(
        is_compared
        and how_much_worse >= {{ least_difference }}
        and bool_and(stands_alone) over (
            partition by {{ keys }}, dimension, measure
            order by place
            rows between unbounded preceding and current row
        ),
        false
    ) as is_worse,
    is_suppressed,
from quality__tested
{%- endmacro %}
