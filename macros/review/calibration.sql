{#- Predicted probabilities beside what came true: one row a basis and bin, and one for all of a
    basis (bin_no null), with n_pairs, n_record_pairs (sum of weights), mean_predicted,
    share_matches with its 95 % score interval (Wilson 1927), and, for all,
    expected_calibration_error: the mean over what the weights stand for of how far each bin's share
    lies from its prediction (Naeini, Cooper and Hauskrecht 2015).

    `judged`: basis, bin_no (how many of the cuts the probability reaches), match_probability,
    is_match, weight. The interval is that of Kish's effective number, sum(w)^2 / sum(w^2). -#}
{% macro calibration(judged, cuts) %}
with review__bins as (
    select
        basis,
        bin_no,
        count(*) as n_pairs,
        {{ data_first.exact_sum('weight') }} as w,
        {{ data_first.exact_sum('weight * weight') }} as w_2,
        {{ data_first.exact_sum('weight * match_probability') }} as w_predicted,
        {{ data_first.exact_sum('case when is_match then weight else 0 end') }} as w_match,
    from {{ judged }}
    group by basis, bin_no
),

review__rows as (
    select *, cast(null as double) as expected_calibration_error, from review__bins
    union all
    select
        basis,
        null as bin_no,
        cast(sum(n_pairs) as bigint) as n_pairs,
        {%- for sum in ['w', 'w_2', 'w_predicted', 'w_match'] %}
        {{ data_first.exact_sum('bins.' ~ sum) }} as {{ sum }},
        {%- endfor %}
        {{ data_first.exact_sum('abs(bins.w_match - bins.w_predicted)') }}
            / {{ data_first.exact_sum('bins.w') }} as expected_calibration_error,
    from review__bins as bins
    group by basis
),

review__shares as (
    select
        *,
        w_predicted / nullif(w, 0) as mean_predicted,
        w_match / nullif(w, 0) as share_matches,
        w * w / nullif(w_2, 0) as n_effective,
    from review__rows
)

select
    basis,
    bin_no,
    case
        when bin_no = 0 or bin_no is null then 0
        else (cast({{ cuts }} as double[]))[bin_no]
    end as least_probability,
    case
        when bin_no < {{ cuts | length }} then (cast({{ cuts }} as double[]))[bin_no + 1]
        else 1
    end as most_probability,
    n_pairs,
    w as n_record_pairs,
    mean_predicted,
    share_matches,
    {{ data_first.wilson_bound('share_matches', 'n_effective', -1.959963984540054) | indent(4) }}
        as share_matches_low,
    {{ data_first.wilson_bound('share_matches', 'n_effective', 1.959963984540054) | indent(4) }}
        as share_matches_high,
    expected_calibration_error,
from review__shares
{% endmacro %}
