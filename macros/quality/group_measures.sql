{#- The rates that are shown by group: a list of {name, above, below, unit, is_better_high, of},
    each a ratio of two sums of whole numbers over people. `above` and `below` are columns of
    person_link_sums() that are added up; `unit` is what one counts in `above` (2^20 for shares
    of records, which are added up as whole numbers); `of` says what is counted. Of pairs of
    sources there are only those rates that speak of links. -#}
{% macro group_measures(level, of_links_only=false) -%}
    {%- set found, right = 'n_found_links_' ~ level, 'n_right_links_' ~ level -%}
    {%- set wrong, missed = 'with_false_link_' ~ level, 'with_missed_link_' ~ level -%}
    {%- set links = [
        ['precision', [right], [found], 'found links'],
        ['recall', [right], ['n_true_links'], 'true links'],
        ['f1', [right, right], ['n_true_links', found], 'links'],
        ['share_of_records_with_false_link', ['n_' ~ wrong], ['n_records'], 'records'],
        ['share_of_records_with_missed_link', ['n_' ~ missed], ['n_records'], 'records'],
        ['share_of_people_with_false_link', ['n_people_' ~ wrong], ['n_people'], 'people'],
        ['share_of_people_with_missed_link',
            ['n_people_' ~ missed], ['n_people_with_true_link'], 'people with true links'],
    ] -%}
    {%- set records = [
        ['b_cubed_precision', ['b_cubed_precision_units_' ~ level], ['n_records'], 'records'],
        ['b_cubed_recall', ['b_cubed_recall_units_' ~ level], ['n_records'], 'records'],
        ['blocking_recall', ['n_reached_links'], ['n_true_links'], 'true links'],
        ['share_of_people_lost_in_blocking',
            ['n_people_lost_in_blocking'], ['n_people_with_true_link'], 'people with true links'],
        ['share_unlinkable', ['n_unlinkable'], ['n_records'], 'records'],
    ] -%}
    {%- set measures = [] -%}
    {%- for name, above, below, of in links + ([] if of_links_only else records) -%}
        {%- do measures.append({
            'name': name,
            'above': above,
            'below': below,
            'unit': 1048576 if name.startswith('b_cubed') else 1,
            'is_better_high': not name.startswith('share'),
            'of': of,
        }) -%}
    {%- endfor -%}
    {{- return(measures) -}}
{%- endmacro %}
