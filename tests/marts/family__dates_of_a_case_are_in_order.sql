-- Nothing happens before a case is received, and it is closed last: at most one row in a hundred is
-- odd, since staff enter dates by hand.
with odd_rows as (
    select
        count(*) filter (
            where
            issue_date < receipt_date
            or first_hearing_date < receipt_date
            or final_order_date < receipt_date
            or closed_date < final_order_date
        ) as n_rows,
        count(*) as n_all,
    from {{ ref('family_cases') }}
)

select * from odd_rows where n_rows > 0.01 * n_all
