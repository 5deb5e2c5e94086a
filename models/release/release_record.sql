-- The build says itself which run it is: the hooks of the run stamp the candidate.
with build as materialized (
    select
        invocation_id,
        started_at as built_at,
        left({{ hash_key('release', "'salt check'") }}, 16) as salt_check,
        release_series('{{ var("extracts") }}') as series,
        project_fingerprint('') as project_fingerprint,
        '{{ dbt_version }}' as dbt_version,
        version() as duckdb_version,
        nullif(project_commit(''), '') as project_commit,
    from candidate.main.build_run
),

contents as (
    {% for part, columns in {
        'inputs': ['kind', 'file_name', 'n_rows', 'fingerprint'],
        'settings': ['model', 'setting', 'value'],
        'parameters': ['model', 'pair_group', 'comparison', 'gamma', 'label', 'm_probability',
                       'u_probability', 'match_weight'],
        'figures': ['metric', 'detail', 'value'],
    }.items() %}
    select
        '{{ part }}' as part,
        cast(({{ columns | join(', ') }}) as varchar) as line,
    from {{ ref('release_' ~ part) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

hashed as (
    select part, left(sha256(string_agg(line, chr(10) order by line)), 16) as fingerprint,
    from contents
    group by part
),

fingerprints as (
    select
        max(fingerprint) filter (where part = 'inputs') as inputs_fingerprint,
        max(fingerprint) filter (where part = 'settings') as settings_fingerprint,
        max(fingerprint) filter (where part = 'parameters') as parameters_fingerprint,
        max(fingerprint) filter (where part = 'figures') as figures_fingerprint,
    from hashed
),

-- who is with whom: sums of products of record and person, the same in any order
people as (
    select
        concat_ws(
            ' ',
            {% for level in ['high', 'medium', 'low'] %}
            sum(
                cast((record_id * 2654435761 + 97) % 4294967291 as hugeint)
                * (cluster_{{ level }} % 4294967291 + 1)
            ){{ ',' if not loop.last }}
            {% endfor %}
        ) as people_fingerprint,
    from {{ ref('link_person__record_clusters') }}
),

identified as (
    select
        left(sha256(concat_ws(
            '|', build.series, build.salt_check, build.project_fingerprint,
            fingerprints.inputs_fingerprint, fingerprints.settings_fingerprint,
            fingerprints.parameters_fingerprint, fingerprints.figures_fingerprint,
            people.people_fingerprint
        )), 12) as release_id,
        build.*,
        fingerprints.*,
        left(sha256(people.people_fingerprint), 16) as people_fingerprint,
    from build
    cross join fingerprints
    cross join people
),

last_published as (
    -- a release is compared with the one before it, not with itself
    select
        earlier.series,
        max_by(earlier.release_id, (earlier.published_at, earlier.built_at)) as compared_with,
        max_by(earlier.salt_check, (earlier.published_at, earlier.built_at)) as its_salt_check,
    from {{ data_first.release_store('builds') }} as earlier
    anti join identified on earlier.release_id = identified.release_id
    where earlier.published_at is not null
    group by earlier.series
)

select
    identified.*,
    last_published.compared_with,
    last_published.its_salt_check = identified.salt_check as is_same_salt,
from identified
left join last_published on identified.series = last_published.series
