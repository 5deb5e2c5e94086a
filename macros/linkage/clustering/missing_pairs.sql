{#- The pairs inside components that no rule found or that scored too low to be kept, compared, for the
    materialisation `statements`: a step that finds them by numbers alone, then a statement that
    compares them, or several where records are too many for memory (_slices).

    `placed` says which component an identity is in, `relation` has block keys, `scored` the pairs of
    profiles that are known. -#}
{% macro missing_pairs(settings, placed, relation, scored) %}
-- step: link__missing: pairs inside components that are not scored
{{ data_first._missing_pair_ids(settings, placed, scored) }}
{%- set slices = data_first._slices(settings, relation) %}
{%- for slice in slices %}
-- statement: missing pairs compared{{ ', part ' ~ loop.index ~ ' of ' ~ slices | length if slice }}
{{ data_first._compare_missing(settings, relation, 'link__missing', slice) }}
{%- endfor %}
{% endmacro %}


{#- Pairs inside components that are not scored: identity_id_l < identity_id_r, each once. -#}
{% macro _missing_pair_ids(settings, placed, scored) -%}
with link__identities_placed as (
    select * from {{ placed }}
)

select distinct
    l.identity_id as identity_id_l,
    r.identity_id as identity_id_r,
from link__identities_placed as l
inner join link__identities_placed as r
    on l.component_id = r.component_id
    and l.identity_id < r.identity_id
left join {{ scored }} as scored
    on least(l.profile_id, r.profile_id) = scored.profile_id_l
    and greatest(l.profile_id, r.profile_id) = scored.profile_id_r
where
    scored.profile_id_l is null
    and l.profile_id <> r.profile_id
    and {{ data_first.link_type_condition(settings) }}
{%- endmacro %}


{#- A select that compares them; they stand for no pairs of records, since they do not train. -#}
{% macro _compare_missing(settings, relation, missing, slice=none) -%}
{%- set found = missing if not slice
    else '(select * from ' ~ missing ~ ' where ' ~ data_first._in_slice(slice) ~ ')' -%}
{{ data_first._compare_found(settings, relation, found, '0', slice=slice) }}
{%- endmacro %}
