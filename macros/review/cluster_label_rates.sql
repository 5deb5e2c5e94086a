{#- Rates of clusters from a stratified sample that reviewers labelled: one row a measure of
    cluster_measures(), with a 95 % interval.

    `labels` has stratum, n_records, n_people, n_pairs, n_right_pairs, n_person_squares, one row a
    labelled cluster; `strata` has stratum and n_stratum_clusters. A cluster stands for as many of
    its stratum as were not labelled beside it. The rate is the combined ratio estimate, its variance
    that of its linear part, with the correction for a finite stratum (Cochran 1977, 6.11). The
    interval is Wilson's, of as many independent clusters as that variance is worth (Korn and
    Graubard 1998). That labels all agree is no certainty about the rest of their stratum: such
    strata go together, and the lower end falls by their share times the most that can be wrong
    among them, 1 - 0.025^(1/n) (Hanley and Lippman-Hand 1983), n being their effective number,
    sum(wx)^2 / sum((wx)^2) (Kish 1965). Null where a stratum has no label: nothing speaks for it. -#}
{% macro cluster_label_rates(labels, strata) -%}
with review__strata as (
    select
        strata.stratum,
        any_value(strata.n_stratum_clusters) as n_clusters,
        count(labels.stratum) as n_labels,
    from {{ strata }} as strata
    left join {{ labels }} as labels on strata.stratum = labels.stratum
    group by strata.stratum
),

review__values as (
    -- one row a measure and labelled cluster
    {%- for measure in data_first.cluster_measures() %}
    select
        {{ loop.index }} as measure_no,
        '{{ measure.name }}' as measure,
        labels.stratum,
        strata.n_clusters,
        strata.n_labels,
        strata.n_clusters / strata.n_labels as weight,
        cast({{ measure.above }} as double) as y,
        cast({{ measure.below }} as double) as x,
    from {{ labels }} as labels
    inner join review__strata as strata on labels.stratum = strata.stratum
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

review__rates as (
    select
        measure_no,
        measure,
        count(*) as n_labels,
        {{ data_first.exact_sum('weight * y') }} / {{ data_first.exact_sum('weight * x') }} as rate,
        {{ data_first.exact_sum('weight * x') }} as below,
    from review__values
    group by measure_no, measure
),

review__residuals as (
    -- one row a measure and stratum; of a single cluster its whole residual counts
    select
        review__values.measure_no,
        any_value(n_clusters) as n_clusters,
        any_value(review__values.n_labels) as n,
        {{ data_first.exact_sum('y - rate * x') }} as residual,
        {{ data_first.exact_sum('(y - rate * x) * (y - rate * x)') }} as residual_squares,
        case
            when n > 1 then greatest(0, residual_squares - residual * residual / n) / (n - 1)
            else residual_squares
        end as variance,
        -- no label is wrong, and there are clusters without one
        n < any_value(n_clusters) and bool_and(y >= x) as is_agreed,
        {{ data_first.exact_sum('weight * x') }} as below,
        {{ data_first.exact_sum('weight * x * weight * x') }} as below_squares,
    from review__values
    inner join review__rates using (measure_no)
    group by review__values.measure_no, review__values.stratum
),

review__variances as (
    select
        measure_no,
        {{ data_first.exact_sum(
            'if(is_agreed, 0, n_clusters * (n_clusters - n) * variance / n)'
        ) }} as variance,
        {{ data_first.exact_sum('if(is_agreed, below, 0)') }} as agreed_below,
        agreed_below * agreed_below
        / nullif({{ data_first.exact_sum('if(is_agreed, below_squares, 0)') }}, 0) as n_agreed,
    from review__residuals
    group by measure_no
),

review__silent as (
    select count(*) as n_strata from review__strata where n_labels = 0
),

review__worth as (
    select
        rates.measure_no,
        rates.measure,
        rates.n_labels,
        case when silent.n_strata = 0 then rates.rate end as rate,
        case
            when variances.variance > 0 and rates.rate > 0 and rates.rate < 1
                then rates.rate * (1 - rates.rate) * rates.below * rates.below / variances.variance
        end as n_effective,
        coalesce(
            variances.agreed_below / rates.below * (1 - pow(0.025, 1 / variances.n_agreed)), 0
        ) as most_unseen,
    from review__rates as rates
    inner join review__variances as variances using (measure_no)
    cross join review__silent as silent
)

select
    measure_no,
    measure,
    n_labels,
    rate,
    case
        when rate is not null
            then greatest(0, coalesce(
                {{ data_first.wilson_bound('rate', 'n_effective', -1.959963984540054) | indent(16) }},
                rate
            ) - most_unseen)
    end as rate_low,
    coalesce(
        {{ data_first.wilson_bound('rate', 'n_effective', 1.959963984540054) | indent(8) }}, rate
    ) as rate_high,
from review__worth
{%- endmacro %}
