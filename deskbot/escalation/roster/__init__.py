"""Who is on call: schedules, overrides and a moment go in, people and the reasons come out. Pure.

`oncall` answers for a moment, `timeline` for a span. Below them: `turns` (whose turn a rotation has), `restrictions`
(when a layer may have somebody on), `layers` (both together), `seats` (what overrides make of it).
"""
