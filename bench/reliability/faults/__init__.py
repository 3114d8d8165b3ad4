"""Every mishap with every call: the real house over the stand-ins, and the named state that each ends in.

    python -m bench.reliability.faults                      the whole matrix, as a table
    python -m bench.reliability.faults --only 'create'      some of its rows
    python -m bench.reliability.faults --sample 100 --seed 2

Each cell has a sandbox, a ledger and a house of its own; many stand side by side, because most wait. A cell
without a named state, or with something that stands twice, is told in full.
"""
