"""What resellers write in the flow tests."""

COMPLETE_S3 = """Hello,

Customer: Hollis Vet Clinic, Galaxy 3000G, host id 3G-88C1-0457, release 7.1.2.

One-way audio at one home office phone: callers hear her, but she cannot hear them. One user, calls inside are fine.
We rebooted the phone and the router and swapped the handset, no change.

You can reach me on 214 555 0137.

Ty Okafor
"""

INCOMPLETE_S3 = """Hi,

one phone at Hollis Vet Clinic shows "Registration failed" and cannot make calls.

Ty
"""

THE_REST = """1. 214 555 0137
Model: Galaxy 3000G
Host ID: 3G-88C1-0457
Release: 7.1.2
Impact: one user, she uses another phone
Tried: re-entered the password and rebooted the phone, no change
"""

OUTAGE_S1 = """Nobody at Hollis Vet Clinic can make or receive any calls, the whole site is down since 9 this morning.
Galaxy 3000G, host 3G-88C1-0457, release 7.1.2. We restarted the server, no change.

Call me on 214 555 0137.
Ty Okafor
"""

QUESTION_S4 = """Hello,

how do I change the holiday greeting on a Galaxy 3000G for Hollis Vet Clinic?

Ty Okafor, 214 555 0137
"""
