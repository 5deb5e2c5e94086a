-- A rule that a column states is checked only where its table has the test columns_hold, and only
-- under the name `rules`: no table lacks the test, and no column has meta of another name.
{% set known = [
    'provenance', 'source', 'rule', 'code_set', 'code_set_part', 'unit', 'coverage', 'quality',
    'label', 'keywords', 'notes', 'references', 'rules',
] %}
{% set tested = [] %}
{% set problems = [] %}
{% if execute %}
{% for node in graph.nodes.values() if node.resource_type == 'test' and node.test_metadata %}
    {% if node.test_metadata.name == 'columns_hold' %}
        {% do tested.append(node.attached_node) %}
    {% endif %}
{% endfor %}
{% for node in graph.nodes.values()
    if node.package_name == 'data_first' and node.resource_type in ['model', 'seed'] %}
    {% for column in node.columns.values() %}
        {% for name in (column.config or {}).get('meta') or column.meta if name not in known %}
            {% do problems.append((node.name, column.name, 'has meta of unknown name ' ~ name)) %}
        {% endfor %}
        {% if data_first._stated_rules(column) and node.unique_id not in tested %}
            {% do problems.append((node.name, column.name, 'add columns_hold to the table')) %}
        {% endif %}
    {% endfor %}
{% endfor %}
{% endif %}

select *
from (
    values
    {% for table_name, column_name, problem in problems %}
    ('{{ table_name }}', '{{ column_name }}', '{{ problem }}'),
    {% endfor %}
    (null, null, null)
) as found (table_name, column_name, problem)
where table_name is not null
