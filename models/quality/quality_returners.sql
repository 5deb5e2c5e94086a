with records as (
    select * from {{ ref('people_records') }}
    where source_dataset = 'mags_hocas'
),

defendants as (
    select * from {{ ref('stg_libra__defendants') }}
),

cases as (
    select * from {{ ref('stg_libra__cases') }}
),

clusters as (
    select * from {{ ref('link_person__record_clusters') }}
),

true_records as (
    select * from {{ ref('quality_true_records') }}
),

published as (
    select * from {{ ref('published_returners') }}
),

-- One row a record with a case in the period; the published data start in 2011.
case_records as (
    select
        records.record_id,
        cases.first_hearing_date,
    from records
    inner join defendants on records.record_key = cast(defendants.defendant_id as varchar)
    inner join cases on defendants.case_id = cases.case_id
    where cases.first_hearing_date between date '2011-01-01' and date '2019-12-31'
),

-- One row a record and way of telling people apart.
person_records as (
    {% for basis, relation, column in [
        ('truth', 'true_records', 'true_person_id'),
        ('defendant', 'clusters', 'cluster_within_source'),
        ('xjs', 'clusters', 'cluster_medium'),
    ] %}
    select
        '{{ basis }}' as basis,
        people.{{ column }} as person_id,
        case_records.first_hearing_date,
    from case_records
    inner join {{ relation }} as people
        on case_records.record_id = people.record_id
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
),

-- One row a person first seen in 2011; cases of one day are one return.
people as (
    select
        basis,
        person_id,
        count(distinct first_hearing_date) - 1 as n_returns,
    from person_records
    group by basis, person_id
    having min(first_hearing_date) < date '2012-01-01'
),

returns as (
    select basis, n_returns, count(*) as n_people,
    from people
    group by basis, n_returns
)

select
    published.sort_order,
    published.returns,
    published.published_share,
    published.is_derived,
    {% for basis, prefix in [
        ('truth', 'true_person'), ('defendant', 'estimated_defendant'), ('xjs', 'estimated_xjs')
    ] %}
    {% set counts = "returns.basis = '" ~ basis ~ "'" %}
    {% set in_row -%}
        returns.n_returns >= published.least_returns
        and returns.n_returns <= coalesce(published.most_returns, returns.n_returns)
    {%- endset %}
    cast(
        coalesce(sum(returns.n_people) filter (where {{ counts }} and {{ in_row }}), 0) as bigint
    ) as n_{{ prefix }},
    n_{{ prefix }} / nullif(sum(returns.n_people) filter (where {{ counts }}), 0)
        as {{ prefix }}_share,
    {% endfor %}
from published
left join returns on true
group by all
order by published.sort_order
