-- Exactly the bad values of a fixture are found.
{% set fixture %}
(
    select *
    from (
        values (0.0, 1.5), (1.0, -0.1), (0.5, cast('nan' as double)), (null, null)
    ) as fixture (good, bad)
)
{% endset %}

with found as (
    {{ data_first.outside_0_to_1(fixture, ['good', 'bad']) | indent }}
)

select
    count(*) filter (where column_name = 'good') as n_wrongly_found,
    count(*) filter (where column_name = 'bad') as n_rightly_found,
from found
having n_wrongly_found <> 0 or n_rightly_found <> 3
