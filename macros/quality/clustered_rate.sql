{#- A rate with its interval, where errors come in groups: one row a group of `by`, with n_of, n_wrong,
    rate, rate_low and rate_high.

    `units` has the columns of `by` (none of them null), n_of and n_wrong, one row a unit: what is drawn
    together, such as a person with all pairs of its records. The rate is the ratio of their sums, its
    variance that of a ratio over units (linearised: Cochran 1977, section 6.4); `n_chance` adds what
    chance within units adds to it. The interval is Wilson's, at 95 %, for as many independent trials
    as would have that variance (effective sample size: Korn and Graubard 1998), so that it lies between
    0 and 1 and has a width where no error was seen. -#}
{% macro clustered_rate(units, by, n_chance='0.0') %}
{%- set keys = by | join(', ') -%}
with quality__sums as (
    select
        {{ keys }},
        {{ data_first.exact_sum('n_of') }} as n_of,
        {{ data_first.exact_sum('n_wrong') }} as n_wrong,
    from {{ units }}
    group by {{ keys }}
),

quality__rates as (
    select
        {{ keys }},
        any_value(sums.n_of) as n_of,
        any_value(sums.n_wrong) as n_wrong,
        any_value(sums.n_wrong / sums.n_of) as rate,
        {{ data_first.exact_sum(
            'power(units.n_wrong - sums.n_wrong / sums.n_of * units.n_of, 2) + ' ~ n_chance
        ) }} as squares,
    from {{ units }} as units
    inner join quality__sums as sums using ({{ keys }})
    where sums.n_of > 0
    group by {{ keys }}
),

quality__effective as (
    -- z2: the square of the 97.5 % point of the normal distribution, over the effective trials
    select
        *,
        power(1.959963985, 2) / least(
            n_of, coalesce(rate * (1 - rate) / nullif(squares / power(n_of, 2), 0), n_of)
        ) as z2,
    from quality__rates
)

select
    {{ keys }},
    n_of,
    n_wrong,
    rate,
    greatest((rate + z2 / 2 - sqrt(z2 * rate * (1 - rate) + z2 * z2 / 4)) / (1 + z2), 0)
        as rate_low,
    least((rate + z2 / 2 + sqrt(z2 * rate * (1 - rate) + z2 * z2 / 4)) / (1 + z2), 1)
        as rate_high,
from quality__effective
{% endmacro %}
