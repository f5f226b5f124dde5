"""The kinds of papers. Each is a module of this folder with four names:

`KIND`; `facts_of(training, day, enrolment=None)`, what is figured from the data, ready for JSON and in
Indonesian words; `sections(facts)`, what staff may word, with a proposal for each; and
`blocks(facts, words, frame)`, the paper itself, `words` being {name of a section: its text}.

Two more where they are needed: `told(facts, words)`, the facts without what was not chosen for the paper, and
`LABELS`, {name of a fact: what it is called}.
"""

from trainings.documents.papers import assignment, guidance, invitation, press, proposal, report

BY_KIND = {module.KIND: module for module in (proposal, invitation, assignment, report, guidance, press)}
