{#- Writes what every label of the last build stands for to <review>/label_weights.csv (pair_id,
    weight), so that the next build can train m from labels: `dbt run-operation save_label_weights`,
    then a build with `labels_train_m: true`.

    A label's weight comes from the sample, which is drawn from the scores, which come from m:
    within one build that is a circle. Weights are scaled to Kish's effective number of labels,
    sum(w)^2 / sum(w^2), so that half a match more at each level (Jeffreys) keeps its meaning. -#}
{% macro save_label_weights() %}
    {%- set path = var('review') ~ '/label_weights.csv' -%}
    {%- set weighed %}
        select pair_id, label_weight, label_weight * n_record_pairs as weight,
        from {{ ref('review_labels') }}
        where decision <> 'cannot_tell'
    {%- endset -%}
    {%- set number = run_query('select count(*) from (' ~ weighed ~ ')').columns[0].values()[0] -%}
    {%- if number == 0 -%}
        {%- do exceptions.raise_compiler_error(
            'There is no label to weigh: review pairs, and build review_labels, before m is trained'
            ~ ' from labels.'
        ) -%}
    {%- endif -%}
    {% do run_query(
        'copy (with weighed as (' ~ weighed ~ ') select pair_id, label_weight * (select '
        ~ data_first.exact_sum('weight') ~ ' / ' ~ data_first.exact_sum('weight * weight')
        ~ ' from weighed) as weight from weighed order by pair_id) to '
        ~ data_first._text(path) ~ ' (format csv, header)'
    ) %}
    {% do log(
        path ~ ': weights of ' ~ number ~ ' labels. To train m from them, build with labels_train_m'
        ~ ' true: the whole project, or `dbt build --select review_training_labels+`.', info=true
    ) %}
{% endmacro %}
