{#- Every way in which the records were grouped: a list of {scope, level, method, column}. -#}
{% macro clusterings() -%}
    {%- set found = [] -%}
    {%- for scope in ['xjs', 'criminal_justice', 'within_source'] -%}
        {%- for level in ['high', 'medium', 'low'] -%}
            {%- for method, name in [
                ('average_linkage', 'cluster'), ('connected_components', 'component')
            ] -%}
                {%- do found.append({
                    'scope': scope, 'level': level, 'method': method, 'column': name ~ '_' ~ level,
                }) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(found) -}}
{%- endmacro %}


{#- A select with the clusters of one of them: node_id, cluster_id. In link_person__clusters a node
    stands once a scope, as 4 * node_id + scope; criminal justice has nodes of its own only where
    there are other sources too, and is the first scope where there are none. -#}
{% macro clustered_nodes(clustering, clusters) -%}
    select
        node_id // 4 as node_id,
        {{ clustering.column }} as cluster_id,
    from {{ clusters }}
    where
        node_id % 4 = {% if clustering.scope == 'xjs' -%}
            1
        {%- elif clustering.scope == 'within_source' -%}
            3
        {%- else -%}
            (
                select if(count(*) > 0, 2, 1)
                from {{ clusters }}
                where node_id % 4 = 2
            )
        {%- endif %}
{%- endmacro %}
