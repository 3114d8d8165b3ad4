"""What Block Kit's blocks and elements may hold, as a table.

The numbers are from Slack's reference. Not here: the checking (`blocks.py`), and blocks that are let through
as they are (`UNREAD`).
"""

from __future__ import annotations

from dataclasses import dataclass

ID_LENGTH = 255
OPTION_TEXT = 75
OPTION_VALUE = 150
SECTION_FIELDS = 10
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
UNREAD = frozenset({"video", "file", "markdown", "context_actions"})
EXTERNAL = frozenset({"external_select", "multi_external_select"})
"""Menus whose options the app is asked for."""
TYPES: dict[str, type] = {
    **dict.fromkeys(("elements", "fields", "options", "option_groups", "rows", "column_settings"), list),
    **dict.fromkeys(("initial_options", "initial_users", "initial_channels", "initial_conversations"), list),
    **dict.fromkeys(("accessory", "element", "confirm", "filter", "slack_file", "initial_option"), dict),
    "dispatch_action_config": dict,
    **dict.fromkeys(("block_id", "action_id", "value", "url", "image_url", "alt_text"), str),
    **dict.fromkeys(("accessibility_label", "style", "timezone", "initial_date", "initial_time"), str),
    **dict.fromkeys(("initial_user", "initial_channel", "initial_conversation"), str),
    **dict.fromkeys(("optional", "dispatch_action", "expand", "multiline", "focus_on_load"), bool),
    **dict.fromkeys(("response_url_enabled", "default_to_current_conversation"), bool),
    "is_decimal_allowed": bool,
    **dict.fromkeys(("min_length", "max_length", "initial_date_time"), int),
}
"""What a field's value is, wherever in blocks and elements it stands."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text object's place: which field, how long, which kinds."""

    field: str
    limit: int
    is_required: bool = True
    is_plain: bool = True


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a block or element may hold."""

    texts: tuple[Text, ...] = ()
    strings: tuple[tuple[str, int], ...] = ()
    """Fields of plain strings with their longest length."""
    needs: tuple[str, ...] = ()
    options: int = 0
    """How many options at most; 0: it has none."""
    fields: tuple[str, ...] = ()
    """Fields that are allowed and not looked into."""

    def knows(self, name: str) -> bool:
        """Whether a field of that name belongs there."""
        named = {text.field for text in self.texts} | {name for name, _ in self.strings}
        listed = {"options", "option_groups"} if self.options else set()
        return name in named | listed | {*self.needs, *self.fields, "type", "block_id", "action_id"}


_PLACEHOLDER = Text(field="placeholder", limit=150, is_required=False)
_INPUT = ("focus_on_load", "dispatch_action_config", "confirm")

BLOCKS = {
    "section": Shape(
        texts=(Text(field="text", limit=3000, is_required=False, is_plain=False),),
        fields=("fields", "accessory", "expand"),
    ),
    "header": Shape(texts=(Text(field="text", limit=150),), fields=("level",)),
    "divider": Shape(),
    "context": Shape(needs=("elements",)),
    "actions": Shape(needs=("elements",)),
    "input": Shape(
        texts=(Text(field="label", limit=2000), Text(field="hint", limit=2000, is_required=False)),
        needs=("element",),
        fields=("optional", "dispatch_action"),
    ),
    "image": Shape(
        texts=(Text(field="title", limit=2000, is_required=False),),
        strings=(("image_url", 3000), ("alt_text", 2000)),
        needs=("alt_text",),
        fields=("slack_file",),
    ),
    "rich_text": Shape(needs=("elements",)),
    "table": Shape(needs=("rows",), fields=("column_settings",)),
}

ELEMENTS = {
    "button": Shape(
        texts=(Text(field="text", limit=75),),
        strings=(("value", 2000), ("url", 3000), ("accessibility_label", 75)),
        fields=("style", "confirm"),
    ),
    "overflow": Shape(options=5, fields=("confirm",)),
    "static_select": Shape(texts=(_PLACEHOLDER,), options=100, fields=("initial_option", *_INPUT)),
    "multi_static_select": Shape(
        texts=(_PLACEHOLDER,), options=100, fields=("initial_options", "max_selected_items", *_INPUT)
    ),
    "external_select": Shape(texts=(_PLACEHOLDER,), fields=("initial_option", "min_query_length", *_INPUT)),
    "multi_external_select": Shape(
        texts=(_PLACEHOLDER,),
        fields=("initial_options", "min_query_length", "max_selected_items", *_INPUT),
    ),
    "radio_buttons": Shape(options=10, fields=("initial_option", *_INPUT)),
    "checkboxes": Shape(options=10, fields=("initial_options", *_INPUT)),
    "plain_text_input": Shape(
        texts=(_PLACEHOLDER,),
        fields=("initial_value", "multiline", "min_length", "max_length", *_INPUT),
    ),
    "email_text_input": Shape(texts=(_PLACEHOLDER,), fields=("initial_value", *_INPUT)),
    "url_text_input": Shape(texts=(_PLACEHOLDER,), fields=("initial_value", *_INPUT)),
    "rich_text_input": Shape(texts=(_PLACEHOLDER,), fields=("initial_value", *_INPUT)),
    "number_input": Shape(
        texts=(_PLACEHOLDER,),
        needs=("is_decimal_allowed",),
        fields=("initial_value", "min_value", "max_value", *_INPUT),
    ),
    "datepicker": Shape(texts=(_PLACEHOLDER,), fields=("initial_date", *_INPUT)),
    "timepicker": Shape(texts=(_PLACEHOLDER,), fields=("initial_time", "timezone", *_INPUT)),
    "datetimepicker": Shape(fields=("initial_date_time", *_INPUT)),
    "users_select": Shape(texts=(_PLACEHOLDER,), fields=("initial_user", *_INPUT)),
    "multi_users_select": Shape(
        texts=(_PLACEHOLDER,), fields=("initial_users", "max_selected_items", *_INPUT)
    ),
    "multi_channels_select": Shape(
        texts=(_PLACEHOLDER,), fields=("initial_channels", "max_selected_items", *_INPUT)
    ),
    "multi_conversations_select": Shape(
        texts=(_PLACEHOLDER,),
        fields=(
            "initial_conversations",
            "default_to_current_conversation",
            "filter",
            "max_selected_items",
            *_INPUT,
        ),
    ),
    "channels_select": Shape(
        texts=(_PLACEHOLDER,), fields=("initial_channel", "response_url_enabled", *_INPUT)
    ),
    "conversations_select": Shape(
        texts=(_PLACEHOLDER,),
        fields=(
            "initial_conversation",
            "default_to_current_conversation",
            "filter",
            "response_url_enabled",
            *_INPUT,
        ),
    ),
    "image": Shape(
        strings=(("image_url", 3000), ("alt_text", 2000)), needs=("alt_text",), fields=("slack_file",)
    ),
}

_ONLY_INPUT = {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
IN_SECTION = frozenset(ELEMENTS) - _ONLY_INPUT
IN_ACTIONS = frozenset(
    name for name in ELEMENTS if name not in _ONLY_INPUT and not name.startswith("multi_") and name != "image"
)
IN_INPUT = frozenset(ELEMENTS) - {"button", "overflow", "image"}
