{#- A term whose frequency adjusts weights: how many distinct people (by `entity`) bear a value.

    `columns` bear it together. With `smooth_by` (other terms), the frequency of a value is
    (count - 1) / N plus the product of the frequencies of its parts: a name seen once is as rare as
    its parts make it, not 1 / N. `floor` is the least frequency that is believed. -#}
{% macro term(name, columns, array=false, smooth_by=[], floor=1e-7) %}
    {% do return({
        'name': name, 'columns': columns, 'array': array, 'smooth_by': smooth_by, 'floor': floor,
    }) %}
{% endmacro %}
