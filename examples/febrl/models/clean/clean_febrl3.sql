{{ clean_febrl(source('febrl', 'dataset3')) }}
