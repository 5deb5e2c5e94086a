{#- What is said of clusters from a sample of them: ratios of sums over clusters, each a name, what
    is summed above and below. Of n records that are n_people people, sums of squares of their
    numbers of records are n_person_squares. -#}
{% macro cluster_measures() -%}
    {{- return([
        {'name': 'share_of_clusters_of_one_person',
         'above': 'cast(n_people = 1 as integer)', 'below': '1'},
        {'name': 'share_of_records_in_such_clusters',
         'above': 'n_records * cast(n_people = 1 as integer)', 'below': 'n_records'},
        {'name': 'precision', 'above': 'n_right_pairs', 'below': 'n_pairs'},
        {'name': 'b_cubed_precision', 'above': 'n_person_squares / n_records', 'below': 'n_records'},
    ]) -}}
{%- endmacro %}
