{{ clean_febrl(source('febrl', 'dataset4b')) }}
