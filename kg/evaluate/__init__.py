"""How well Entente reads: gold files in; recall, precision and calibration out, and the floors they may not fall below.

A gold fact is found when subject, relation and object of a fact read are its own, by any name of the gold entity; one
fact read pays for one gold fact. Nothing here touches a store: the reader's facts are scored as it hands them over.
"""
