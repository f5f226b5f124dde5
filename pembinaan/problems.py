"""What a rule answers: a list of problems. Forms show them beside fields, actions refuse with them."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


@dataclass(frozen=True)
class Problem:
    code: str
    message: Any
    field: str | None = None


class RuleBroken(ValidationError):
    """Raised by an action under lock; carries the problems by field, as a form's errors do."""

    def __init__(self, problems):
        self.problems = list(problems)
        errors = {}
        for problem in self.problems:
            error = ValidationError(problem.message, code=problem.code)
            errors.setdefault(problem.field or NON_FIELD_ERRORS, []).append(error)
        super().__init__(errors)

    @property
    def codes(self):
        return {problem.code for problem in self.problems}


def refuse(problems):
    """Raise RuleBroken if there is any problem."""
    if problems := list(problems):
        raise RuleBroken(problems)


def add_problems(form, problems):
    """Put problems beside the fields of a form; what has no field of its own goes to the summary."""
    for problem in problems:
        field = problem.field if problem.field in form.fields else None
        form.add_error(field, ValidationError(problem.message, code=problem.code))


def as_problems(error, places=None):
    """A ValidationError as problems; `places` names the field for the code of a constraint."""
    errors = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    return [
        Problem(part.code or "invalid", " ".join(part.messages), (places or {}).get(part.code, field))
        for name, parts in errors.items()
        for field in [None if name == NON_FIELD_ERRORS else name]
        for part in parts
    ]
