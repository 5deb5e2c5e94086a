{{ data_first.review_cells(ref('review_frame')) }}
