{#- A draw from the Poisson distribution of mean 1, by inversion of a column of uniform numbers
    between 0 and 1; 8 stands for 8 and more, which is one draw in a million. -#}
{% macro poisson_draw(uniform) -%}
    case
        when {{ uniform }} < 0.36787944117144233 then 0
        when {{ uniform }} < 0.7357588823428847 then 1
        when {{ uniform }} < 0.9196986029286058 then 2
        when {{ uniform }} < 0.9810118431238462 then 3
        when {{ uniform }} < 0.9963401531726563 then 4
        when {{ uniform }} < 0.9994058151824183 then 5
        when {{ uniform }} < 0.999916758850712 then 6
        when {{ uniform }} < 0.9999897508033253 then 7
        else 8
    end
{%- endmacro %}
