-- All bins of a basis together hold what its bins hold, and shares lie between 0 and 1.
with counted as (
    select
        basis,
        sum(n_pairs) filter (where bin_no is not null) as n_in_bins,
        sum(n_pairs) filter (where bin_no is null) as n_in_all,
        bool_and(share_matches between share_matches_low - 1e-9 and share_matches_high + 1e-9)
            as are_held,
    from {{ ref('quality_calibration') }}
    group by basis
)

select * from counted
where n_in_bins is distinct from n_in_all or not are_held
