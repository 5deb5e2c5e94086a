{%- set levels = ['high', 'medium', 'low'] -%}
{%- set options = data_first.person_linkage_settings().clustering -%}
{%- set all_sources = "scope = 'xjs' and method = 'average_linkage'" -%}
{%- set truth = all_sources ~ " and source_dataset = 'all'" -%}
{%- set cases = "least_score = 0.5 and case_type = 'all' and receipt_type = 'all'"
    ~ " and receipt_year = 'all'" -%}
{#- Few labels say little: what they say is then not held against a limit. -#}
{%- set labels = "method = 'clusters' and n_labels >= 100" %}

with stages as (
    {% for stage, relation in {
        'person records': ref('people_records'),
        'names': ref('link_person__identities'),
        'profiles': ref('link_person__profiles'),
        'pairs of names compared': ref('link_person__pairs'),
        'pairs of profiles scored': ref('link_person__scored_pairs'),
        'case pairs compared': ref('link_case__pairs'),
        'published records': ref('xjs_link'),
        'published cases linked': ref('mags_crown_journey'),
    }.items() %}
    select '{{ stage }}' as stage, count(*) as n_rows, from {{ relation }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- one row a source; what stands in it is linked, or left out for a reason
conserved as (
    {{ data_first.records_conserved() | indent(4) }}
),

sizes as (
    select
        level,
        format('{}, from {} records', level, least_records) as level_and_size,
        n_clusters,
        most_records,
    from {{ ref('quality_cluster_sizes') }}
    where {{ all_sources }}
),

people as (
    select level, sum(n_clusters) as n_people, max(most_records) as n_records_in_largest,
    from sizes
    group by level
),

expected as (
    {% for level in levels %}
    select '{{ level }}' as level, *,
    from {{ ref('link_person__expected_accuracy') }}
    where pair_group = 0 and match_probability = {{ options['match_probability_' ~ level] }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

weights as (
    select sum(match_weight_units) / count(*) / 1048576 as mean_match_weight,
    from {{ ref('link_person__scored_pairs') }}
),

figures as (
    {% for metric, detail, value, relation, filter in [
        ('rows', 'stage', 'n_rows', 'stages', none),
        ('records', 'source_dataset', 'n_records', ref('quality_coverage'), none),
        ('records_unaccounted', 'source_dataset', 'n_unaccounted', 'conserved', none),
        ('rows_unaccounted', 'table_name', 'n_rows - n_published - n_before - n_after - n_undated',
            ref('quality_coverage_by_table'), none),
        ('share_published', 'source_dataset', 'n_published / n_records', ref('quality_coverage'),
            none),
        ('completeness', "source_dataset || ' ' || field_name", 'share_present',
            ref('quality_completeness'), none),
        ('pairs_by_rule', 'blocking_rule', 'n_pairs', ref('quality_pairs_by_rule'), none),
        ('share_of_new_pairs', 'blocking_rule', 'share_of_new_pairs', ref('quality_pairs_by_rule'),
            none),
        ('blocking_recall_expected', "'all sources'", 'blocking_recall',
            ref('link_person__blocking_recall'), 'pair_group = 0'),
        ('blocking_recall_true', "'all sources'", 'blocking_recall', ref('quality_blocking_recall'),
            "source_dataset_l = 'all'"),
        ('share_unlinkable', 'source_dataset', 'share_unlinkable', ref('quality_unlinkable'), none),
        ('prior_match_weight', "source_dataset_l || ' ' || source_dataset_r", 'prior_match_weight',
            ref('link_person__match_shares'), 'source_dataset_l is not null'),
        ('mean_match_weight', "'pairs scored'", 'mean_match_weight', 'weights', none),
        ('people', 'level', 'n_people', 'people', none),
        ('records_in_largest_person', 'level', 'n_records_in_largest', 'people', none),
        ('people_by_size', 'level_and_size', 'n_clusters', 'sizes', none),
        ('precision_expected', 'level', 'expected_precision', 'expected', none),
        ('recall_expected', 'level', 'expected_recall', 'expected', none),
        ('precision_true', 'level', 'precision', ref('quality_linkage_accuracy'), truth),
        ('recall_true', 'level', 'recall', ref('quality_linkage_accuracy'), truth),
        ('precision_labels', 'level', 'precision', ref('quality_label_accuracy'), labels),
        ('recall_labels', 'level', 'recall', ref('quality_label_accuracy'), labels),
        ('b_cubed_f1_true', 'level', 'b_cubed_f1', ref('quality_linkage_accuracy'), truth),
        ('case_share_linked', "'all cases'", 'share_linked', ref('quality_case_link'), cases),
        ('case_precision_true', "'all cases'", 'precision', ref('quality_case_link'), cases),
        ('case_recall_true', "'all cases'", 'recall', ref('quality_case_link'), cases),
    ] %}
    select
        '{{ metric }}' as metric,
        {{ detail }} as detail,
        cast({{ value }} as double) as value,
    from {{ relation }}
    {{ 'where ' ~ filter if filter }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

-- what has no value was not measured
select
    metric,
    detail,
    value,
from figures
where value is not null
order by metric, detail
