"""Standardwerk: a compiler for customer-service standards with a workshop around it.

A file directly in this package wires parts together; a folder works. Read `factory.py` first.
"""
