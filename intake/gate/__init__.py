"""The gate (domain 3.4): what a client told, weighed by the rules, and what it leaves open where.

`heard` tells which answers stand, `rules` and `flagging` what each sets off, `meaning` reads them,
`standing` is all that is known of a client, `places` says how firm each place may be worked, and
`limits` what that means today. `grounds` is what a decision stands on and `lasting` what ends it.
"""
