"""GraphQL over HTTP as Apollo does it: what is answered with which status, and what `data` is absent for.

What the operations do is handed in as resolvers; no faults here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    execute_sync,
    parse,
    specified_rules,
    validate,
)
from graphql.language import FieldNode

Answer = tuple[int, dict[str, object]]
_KEPT = 64
"""How many documents are remembered: a program sends the same few, and reading one takes milliseconds."""


class Endpoint:
    """Answers GraphQL requests.

    Args:
        schema: what may be asked.
        resolvers: the function of each operation.
        introspection: whether the schema may be asked about; production servers often forbid it.
    """

    def __init__(
        self, schema: GraphQLSchema, resolvers: Mapping[str, Callable[..., object]], *, introspection: bool
    ) -> None:
        self._schema = schema
        self._resolvers = dict(resolvers)
        self._rules = [*specified_rules, *([] if introspection else [NoSchemaIntrospectionCustomRule])]
        self._errors = lru_cache(_KEPT)(self._validated)

    def answer(self, asked: Mapping[str, object]) -> Answer:
        """The HTTP status and the envelope."""
        query = str(asked.get("query"))
        try:
            document = _parsed(query)
        except GraphQLError as error:
            return 400, _refused([error], "GRAPHQL_PARSE_FAILED")
        if errors := self._errors(query):
            return 400, _refused(errors, "GRAPHQL_VALIDATION_FAILED")
        result = self._executed(document, asked)
        if result.data is None and result.errors and not any(error.path for error in result.errors):
            # The variables did not fit: nothing was run, so there is no `data` at all.
            return 200, _refused(result.errors, "BAD_USER_INPUT")
        return 200, dict(result.formatted)

    def _validated(self, query: str) -> list[GraphQLError]:
        return validate(self._schema, _parsed(query), self._rules)

    def _executed(self, document: DocumentNode, asked: Mapping[str, object]) -> ExecutionResult:
        variables, name = asked.get("variables"), asked.get("operationName")
        return execute_sync(
            self._schema,
            document,
            root_value=self._resolvers,
            variable_values=variables if isinstance(variables, dict) else {},
            operation_name=name if isinstance(name, str) else None,
        )


def operation_of(asked: Mapping[str, object]) -> str:
    """The first field of the operation that is to be run, or `?`."""
    try:
        document = _parsed(str(asked.get("query")))
    except GraphQLError:
        return "?"
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode):
            continue
        name = definition.name.value if definition.name else None
        first = definition.selection_set.selections[0]
        if asked.get("operationName") in (None, name) and isinstance(first, FieldNode):
            return first.name.value
    return "?"


@lru_cache(_KEPT)
def _parsed(query: str) -> DocumentNode:
    return parse(query)


def _refused(errors: list[GraphQLError], code: str) -> dict[str, object]:
    return {"errors": [dict(error.formatted) | {"extensions": {"code": code}} for error in errors]}
