-- One bad row or more for each rule beside rules that hold, null among them: exactly the bad are
-- found, with the number of failures worked by hand.
{% set fixture %}
(
    select *
    from (
        values
        (1, 'a', 'x', 'm', 'high', 1, 'l'),
        (2, null, 'x', 'f', 'low', 1, 'r'),
        (3, null, 'x', 'o''b', 'medium', 2, 'l'),
        (4, 'b', 'y', null, null, null, 'l'),
        (5, 'c', null, 'm', 'o''b', null, 'l'),
        (6, 'd', null, 'm', 'x', 3, 'l')
    ) as fixture (id, forename, "key", sex, band, part, side)
)
{% endset %}
{% set rules = [
    {'columns': ['id'], 'rule': 'not_null'},
    {'columns': ['id'], 'rule': 'unique'},
    {'columns': ['forename'], 'rule': 'not_null'},
    {'columns': ['forename'], 'rule': 'unique'},
    {'columns': ['key'], 'rule': 'unique'},
    {'columns': ['sex'], 'rule': 'accepted_values', 'values': ['m', 'f', "o'b"]},
    {'columns': ['band'], 'rule': 'accepted_values', 'values': ['high', 'medium', 'low']},
    {'columns': ['part'], 'rule': 'accepted_values', 'values': [1, 2]},
    {'columns': ['part', 'side'], 'rule': 'unique'},
    {'columns': ['id', 'side'], 'rule': 'unique'},
] %}

with found as (
    {{ data_first.broken_rules(fixture, rules) | indent }}
),

only_rows as (
    {{ data_first.broken_rules(fixture, rules[2:3]) | indent }}
),

only_keys as (
    {{ data_first.broken_rules(fixture, rules[4:5]) | indent }}
),

expected as (
    select *
    from (
        values
        ('forename', 'not_null', 2),
        ('key', 'unique', 1),
        ('band', 'accepted_values', 2),
        ('part', 'accepted_values', 1),
        ('part, side', 'unique', 1)
    ) as expected (column_name, rule, n_failures)
)

select
    'all rules' as part,
    expected.column_name as expected_column,
    expected.rule as expected_rule,
    found.column_name as found_column,
    found.rule as found_rule,
    found.n_failures as found_failures,
from expected
full outer join found
    on
        expected.column_name = found.column_name
        and expected.rule = found.rule
where
    expected.n_failures is distinct from found.n_failures
    or found.rows_query is null
union all
select
    'one rule' as part,
    null as expected_column,
    null as expected_rule,
    column_name as found_column,
    rule as found_rule,
    n_failures as found_failures,
from (
    select * from only_rows
    union all
    select * from only_keys
) as found
where
    (column_name, rule, n_failures) not in (
        ('forename', 'not_null', 2),
        ('key', 'unique', 1)
    )
union all
select
    'number of rules' as part,
    null as expected_column,
    null as expected_rule,
    null as found_column,
    null as found_rule,
    count(*) as found_failures,
from (
    select * from only_rows
    union all
    select * from only_keys
) as found
having count(*) <> 2
