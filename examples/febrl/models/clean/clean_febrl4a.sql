{{ clean_febrl(source('febrl', 'dataset4a')) }}
