{#- Every published table as a relation. The names are written out, because dbt builds a test after
    the models that it names; a test (published_relations__are_all_the_marts) keeps them complete. -#}
{% macro published_relations() -%}
    {{- return([
        ref('data_first', 'xjs_link'),
        ref('data_first', 'criminal_justice_link'),
        ref('data_first', 'person_clusters'),
        ref('data_first', 'linkage_quality'),
        ref('data_first', 'mags_crown_journey'),
        ref('data_first', 'mags_crown_journey_candidates'),
        ref('data_first', 'magistrates_defendant_case'),
        ref('data_first', 'magistrates_offence'),
        ref('data_first', 'crown_defendant_case'),
        ref('data_first', 'crown_offence'),
        ref('data_first', 'prison_custodial_journey'),
        ref('data_first', 'probation_flatfile'),
        ref('data_first', 'probation_requirements'),
        ref('data_first', 'probation_licence_conditions'),
        ref('data_first', 'probation_pss_requirements'),
        ref('data_first', 'probation_pre_sentence_reports'),
        ref('data_first', 'linkage_quality'),
    ]) -}}
{%- endmacro %}
