"""All that is kept about one person: handed out, or erased.

`finding` says who somebody is and where they appear, `scrubbing` takes words out of what others wrote, `exporting` and
`erasing` do the two.
"""
