"""A small trained model that reads one sentence: what it tells, how sure, and which known sentences are like it.

labels.py     what a sentence can tell
features.py   a sentence as numbers
model.py      weights over those numbers, and the verdicts
library.py    the trained weights and the sentences that they were trained on, which come with deskbot
training.py   sentences to weights; `make train-sentences` runs it
data/         the bytes of:
data/*.csv    the sentences, written by us, one file a language: text, labels joined by |
"""
