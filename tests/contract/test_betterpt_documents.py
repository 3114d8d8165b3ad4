"""Our documents against what is known of BetterPT's schema, and against the stand-in's."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import GraphQLEnumType, GraphQLSchema, build_schema, parse, validate

from bot.betterpt import documents
from bot.betterpt.zones import DOCUMENTED
from sandbox.betterpt.schema import schema

OURS = build_schema((Path(documents.__file__).parent / "schema.graphql").read_text(encoding="utf-8"))
SCHEMAS = {"documented": OURS, "sandbox": schema("enum"), "sandbox with strings": schema("string")}


@pytest.mark.parametrize("operation", documents.ALL, ids=lambda operation: operation.name)
@pytest.mark.parametrize("against", SCHEMAS.values(), ids=SCHEMAS)
def test_every_document_is_valid(operation: documents.Operation, against: GraphQLSchema) -> None:
    assert validate(against, parse(operation.document)) == []


@pytest.mark.parametrize(("against", "is_known"), [(schema("enum"), True), (schema("string"), False)])
def test_the_document_that_never_runs_tells_whether_the_enum_exists(
    against: GraphQLSchema, *, is_known: bool
) -> None:
    messages = [error.message for error in validate(against, parse(documents.ZONE_TYPE.document))]
    assert messages
    assert any("PartnerVideoRoomTimeZonesEnum" in message for message in messages) is not is_known


@pytest.mark.parametrize("against", [OURS, schema("enum")], ids=["documented", "sandbox"])
def test_the_documented_zones_are_in_the_schema(against: GraphQLSchema) -> None:
    declared = against.type_map["PartnerVideoRoomTimeZonesEnum"]
    assert isinstance(declared, GraphQLEnumType)
    assert {zone.replace("/", "_") for zone in DOCUMENTED} <= set(declared.values)


@pytest.mark.parametrize("name", ["PartnerVideoRoom", "CreatePartnerVideoRoomInput"])
def test_the_sandbox_knows_every_field_we_rely_on(name: str) -> None:
    ours, theirs = OURS.type_map[name], SCHEMAS["sandbox"].type_map[name]
    assert {field: str(what.type) for field, what in ours.fields.items()}.items() <= {  # type: ignore[attr-defined]
        field: str(what.type)
        for field, what in theirs.fields.items()  # type: ignore[attr-defined]
    }.items()
