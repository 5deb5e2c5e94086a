{{ data_first.cluster_metrics(ref('link_person__node_metrics')) }}
