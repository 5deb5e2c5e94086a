{%- set files = data_first.extract_files() -%}
{%- set left_out = 'seeds/release/' -%}

with extracts as (
    {% if files %}
    select
        array_to_string(string_split(file_name, '/')[-2:], '/') as file_name,
        num_rows as n_rows,
        file_sha256(file_name) as fingerprint,
    from parquet_file_metadata({{ files }})
    {% else %}
    select
        cast(null as varchar) as file_name,
        cast(null as bigint) as n_rows,
        cast(null as varchar) as fingerprint,
    where false
    {% endif %}
),

-- what the gate itself reads makes no other release
seeds as (
    select unnest(cast([
        {% for node in (graph.nodes.values() if execute else [])
            if node.resource_type == 'seed' and node.package_name == 'data_first'
            and not node.original_file_path.startswith(left_out) %}
        {
            'file_name': '{{ node.original_file_path }}',
            'fingerprint': '{{ node.checksum.checksum }}'
        },
        {% endfor %}
    ] as struct(file_name varchar, fingerprint varchar)[])) as seed
),

decisions as (
    select
        'decisions/' || string_split(file, '/')[-1] as file_name,
        file_sha256(file) as fingerprint,
    from glob('{{ var("review", "data/review") }}/decisions/*.csv')
)

select
    'extract' as kind,
    file_name,
    n_rows,
    fingerprint,
from extracts
union all
select
    'seed' as kind,
    seed.file_name,
    cast(null as bigint) as n_rows,
    seed.fingerprint,
from seeds
union all
select
    'review' as kind,
    file_name,
    cast(null as bigint) as n_rows,
    fingerprint,
from decisions
order by kind, file_name
