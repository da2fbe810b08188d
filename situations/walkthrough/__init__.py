"""Going through an algorithm one step at a time, with the path kept in the address.

A *walk* is a path so far and the *place* it has led to: a step, an end, or another situation. A *way* leads
on from there. Before a hand-over there are *stretches*: the walks through earlier situations that led here.
"""
