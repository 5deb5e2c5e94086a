{{ config(severity='warn') }}

-- Rows of the files of decisions that cannot be used: each says how to mend it.
select file_name, rejected_column, rejected_value, mend, from {{ ref('review_rejected') }}
