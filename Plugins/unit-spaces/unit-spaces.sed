# A space between a number and its unit: "20µm" becomes "20 µm". Only units that nothing else ends in.
s/([0-9])(µm|nm|mm|cm|km|kg|mg|µg|ml|µl|mM|µM|kDa|kHz|MHz|GHz|ms)([^[:alnum:]]|$)/\1 \2\3/g
