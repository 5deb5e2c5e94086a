-- What a case counts of itself is what stands in the tables below it, and no row is of a case that
-- is not published.
{%- set below = {
    'civil_judgments': 'number_of_judgments',
    'civil_warrants': 'number_of_warrants',
    'civil_hearings': 'number_of_hearings',
} %}

with counted as (
    {%- for table_name, column in below.items() %}
    select
        '{{ table_name }}' as table_name,
        coalesce(cases.case_id_hash, rows_below.case_id_hash) as case_id_hash,
        cases.{{ column }} as n_in_case,
        rows_below.n_rows,
    from {{ ref('civil_cases') }} as cases
    full join (
        select
            case_id_hash,
            count(*) as n_rows,
        from {{ ref(table_name) }}
        group by case_id_hash
    ) as rows_below
        on cases.case_id_hash = rows_below.case_id_hash
    union all
    {%- endfor %}
    select
        'civil_parties' as table_name,
        coalesce(cases.case_id_hash, rows_below.case_id_hash) as case_id_hash,
        cases.number_of_claimants + cases.number_of_defendants as n_in_case,
        rows_below.n_rows,
    from {{ ref('civil_cases') }} as cases
    full join (
        select
            case_id_hash,
            count(*) filter (where party_role_code in ('claimant', 'defendant')) as n_rows,
        from {{ ref('civil_parties') }}
        group by case_id_hash
    ) as rows_below
        on cases.case_id_hash = rows_below.case_id_hash
    union all
    select
        'civil_events' as table_name,
        events.case_id_hash,
        0 as n_in_case,
        count(*) as n_rows,
    from {{ ref('civil_events') }} as events
    where
        not exists (
            select 1 from {{ ref('civil_cases') }} as cases
            where events.case_id_hash = cases.case_id_hash
        )
    group by events.case_id_hash
)

select * from counted where n_in_case is null or n_in_case <> coalesce(n_rows, 0)
