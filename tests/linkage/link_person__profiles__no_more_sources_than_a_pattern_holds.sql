-- A pattern packs the pair of sources as 64 * one + the other. A row here is a source too many.
-- Mend: give several deliveries one source_dataset, or raise group_radix in linkage_settings.
select source_dataset, source_id,
from {{ ref('link_person__profiles') }}
where source_id > 63
group by source_dataset, source_id
