{#- `make explain`: explain() for two person records of the last build. -#}
{% macro explain_person(left=none, right=none) %}
    {%- set records -%}
        (
            select ids.source_dataset, ids.record_key, nodes.profile_id, ids.cluster_low,
                ids.cluster_medium, ids.cluster_high, parties.case_key as cannot_link_key,
            from {{ data_first._relation_named('link_person__record_ids') }} as ids
            inner join {{ data_first._relation_named('link_person__nodes') }} as nodes using (record_id)
            left join {{ data_first._relation_named('link_person__case_parties') }} as parties using (record_id)
        )
    {%- endset -%}
    {% do data_first.explain(
        left,
        right,
        settings='person_linkage_settings',
        keys='link_person__blocking_keys',
        parameters='link_person__parameters',
        match_shares='link_person__match_shares',
        term_frequencies='link_person__term_frequencies',
        records=records,
        entity='person',
    ) %}
{% endmacro %}
