{{ config(materialized='nested_clusters', linkage_settings='person_linkage_settings') }}
{{ data_first.settings_read(data_first.person_linkage_settings(), ['clustering']) }}

{#- all sources; the four of criminal justice; each source for itself #}
{%- set scopes = {'xjs': 1, 'criminal_justice': 2, 'within_source': 3} %}
{%- set criminal_justice = "('mags_hocas', 'crown_xhibit', 'prison_nomis', 'probation_delius')" %}
{#- no pair is of two scopes, so that each may come in its turn #}
{%- set at_once = data_first._fits_memory(ref('link_person__component_pairs'), 250) %}
{%- for part in ([scopes.keys() | list] if at_once else scopes.keys() | batch(1)) %}
{%- set in_part %}
    {%- for scope in part %}
    select {{ scopes[scope] }} as scope_id, '{{ scope }}' as scope {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endset %}
{% if not at_once %}-- part: {{ part[0] }}{% endif %}
-- statement: nodes
with nodes as (
    select distinct
        nodes.node_id,
        profiles.source_dataset,
        profiles.source_dataset in {{ criminal_justice }} as is_criminal_justice,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__profiles') }} as profiles using (profile_id)
)

-- one node a scope: 4 * node_id + scope_id
select 4 * nodes.node_id + scopes.scope_id as node_id, nodes.source_dataset,
from nodes
cross join ({{ in_part }}) as scopes
where
    scopes.scope <> 'criminal_justice'
    -- where there is no other source, this scope is the first one: link_person__record_clusters
    or (nodes.is_criminal_justice and exists (select 1 from nodes where not is_criminal_justice))

-- statement: pairs
with sources as (
    select distinct source_id, source_dataset in {{ criminal_justice }} as is_criminal_justice,
    from {{ ref('link_person__profiles') }}
)

select
    4 * pairs.node_l + scopes.scope_id as node_l,
    4 * pairs.node_r + scopes.scope_id as node_r,
    pairs.weight_units,
    pairs.n_pairs,
from {{ ref('link_person__component_pairs') }} as pairs
inner join sources as l on pairs.source_id_l = l.source_id
inner join sources as r on pairs.source_id_r = r.source_id
cross join ({{ in_part }}) as scopes
where
    scopes.scope = 'xjs'
    or (
        scopes.scope = 'criminal_justice'
        and l.is_criminal_justice
        and r.is_criminal_justice
        and exists (select 1 from sources where not is_criminal_justice)
    )
    or (scopes.scope = 'within_source' and pairs.source_id_l = pairs.source_id_r)

-- statement: overrides
with overrides as (
    select * from {{ ref('link_person__overrides') }} where status = 'in force'
),

ends as (
    select node_l as node_id, group_l as group_id, from overrides
    union
    select node_r, group_r, from overrides
),

apart as (
    -- parties of one case, unless decisions say that they are one person
    select parties.node_l, parties.node_r,
    from {{ ref('link_person__cannot_links') }} as parties
    left join ends as l on parties.node_l = l.node_id
    left join ends as r on parties.node_r = r.node_id
    where l.group_id is null or r.group_id is null or l.group_id <> r.group_id
),

placed as (
    -- one row a scope and node; within a source, each source is a world of its own
    select
        ends.node_id,
        ends.group_id,
        scopes.scope_id,
        case when scopes.scope = 'within_source' then profiles.source_id else 0 end as world,
    from ends
    inner join {{ ref('link_person__profile_records') }} as records
        on ends.node_id = records.record_id
    inner join {{ ref('link_person__profiles') }} as profiles using (profile_id)
    cross join ({{ in_part }}) as scopes
    where
        scopes.scope <> 'criminal_justice'
        or profiles.source_dataset in {{ criminal_justice }}
),

firsts as (
    -- what is tied together through another source stays together without it
    select group_id, scope_id, world, min(node_id) as node_id,
    from placed
    group by group_id, scope_id, world
)

select
    4 * firsts.node_id + scope_id as node_l,
    4 * placed.node_id + scope_id as node_r,
    'must_link' as decision,
from placed
inner join firsts using (group_id, scope_id, world)
where placed.node_id <> firsts.node_id
union all
select
    4 * l.node_id + l.scope_id as node_l,
    4 * r.node_id + r.scope_id as node_r,
    'cannot_link' as decision,
from overrides
inner join firsts as l on overrides.group_l = l.group_id
inner join firsts as r
    on
        overrides.group_r = r.group_id
        and l.scope_id = r.scope_id
        and l.world = r.world
where overrides.decision = 'cannot_link'
union all
select
    4 * apart.node_l + scopes.scope_id as node_l,
    4 * apart.node_r + scopes.scope_id as node_r,
    'cannot_link' as decision,
from apart
cross join ({{ in_part }}) as scopes
where scopes.scope <> 'criminal_justice'
{%- endfor %}
