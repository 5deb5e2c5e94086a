select
    {{ blank_to_null('case_number') }} as case_number,
    {{ blank_to_null('linked_case_number') }} as linked_case_number,
from {{ data_first.source_or_empty('familyman', 'links') }}
