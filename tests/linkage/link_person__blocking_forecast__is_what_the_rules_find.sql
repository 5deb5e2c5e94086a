-- A rule finds as many pairs as its block sizes promise, or at most as many where that is a bound.
select
    forecast.match_key,
    forecast.n_pairs as n_pairs_forecast,
    rules.n_pairs,
from {{ ref('link_person__blocking_forecast') }} as forecast
full join {{ ref('link_person__blocking_rules') }} as rules using (match_key)
where
    forecast.n_pairs is null
    or rules.n_pairs is null
    or rules.n_pairs > forecast.n_pairs
    or (rules.n_pairs < forecast.n_pairs and not forecast.is_upper_bound)
