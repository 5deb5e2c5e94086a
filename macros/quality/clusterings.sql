{#- Every way in which the records of a scope were grouped: a list of {level, method, column}. -#}
{% macro clusterings() -%}
    {%- set found = [] -%}
    {%- for level in ['high', 'medium', 'low'] -%}
        {%- for method, name in [
            ('average_linkage', 'cluster'), ('connected_components', 'component')
        ] -%}
            {%- do found.append({
                'level': level, 'method': method, 'column': name ~ '_' ~ level,
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(found) -}}
{%- endmacro %}


{#- A select with the clusters of one scope: node_id, cluster_<level>, component_<level>. In
    link_person__clusters a node stands once a scope, as 4 * node_id + scope; criminal justice has
    nodes of its own only where there are other sources too, and is the first scope where there are
    none. -#}
{% macro clustered_nodes(scope, clusters) -%}
    select
        * exclude (node_id),
        node_id // 4 as node_id,
    from {{ clusters }}
    where
        node_id % 4 = {% if scope == 'xjs' -%}
            1
        {%- elif scope == 'within_source' -%}
            3
        {%- else -%}
            (
                select if(count(*) > 0, 2, 1)
                from {{ clusters }}
                where node_id % 4 = 2
            )
        {%- endif %}
{%- endmacro %}
