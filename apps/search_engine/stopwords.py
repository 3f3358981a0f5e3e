"""English stop words, left out of stemmed fields.

Longer than the usual list of thirty: questions asked in full sentences rank better
without their grammar. Words with another meaning in this field (US, WHO as a name) are
found within quotation marks, where no stop words are removed.
"""

_WORDS = """
a about above across after afterwards again against all almost along already also
although always am among amongst an and another any anybody anyone anything are
aren around as at be became because become becomes becoming been before beforehand
being below beside besides between beyond both but by can cannot could couldn did
didn do does doesn doing don done down during each either else elsewhere enough
etc even ever every everybody everyone everything everywhere except few for from
further furthermore had hadn has hasn have haven having he hence her here hers
herself him himself his how however i if in indeed instead into is isn it its
itself just ll many may maybe me might mine more moreover most mostly much must my
myself namely neither never nevertheless no nobody none nor not nothing now
nowhere of off often on once only onto or other others otherwise our ours
ourselves out over own per perhaps please quite rather re really regarding s same
seem seemed seeming seems several shall she should shouldn since so some somebody
somehow someone something sometimes somewhere still such t than that the their
theirs them themselves then thence there thereafter thereby therefore therein
thereof these they this those though through throughout thus to together too
toward towards under unless until up upon various ve very via was wasn we were
weren what whatever when whence whenever where whereas whereby wherein whereupon
wherever whether which while whither who whoever whole whom whose why will with
within without won would wouldn yet you your yours yourself yourselves
"""

STOP_WORDS = tuple(_WORDS.split())
