{#- A term whose frequency adjusts weights: how many distinct people bear a value.

    `columns` bear it together. With `smooth_by` (other terms), a value is expected to be as common as
    the product of the frequencies of its parts: a name seen once is as rare as its parts make it.
    `shrink: false` gives the bare share of the people instead, as Splink does. No frequency below
    `floor` is believed. -#}
{% macro term(name, columns, array=false, smooth_by=[], floor=1e-9, shrink=true) %}
    {% do return({
        'name': name, 'columns': columns, 'array': array, 'smooth_by': smooth_by, 'floor': floor,
        'shrink': shrink,
    }) %}
{% endmacro %}
