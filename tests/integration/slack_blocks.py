"""Blocks of every kind that Slack takes, for the tests that break them."""

from __future__ import annotations

from tests.integration.slack_stage import Json, actions, button, entry, options, plain, section

PICTURE = {"type": "image", "alt_text": "A knee", "image_url": "https://x.example/knee.png"}
MENU = {"type": "static_select", "action_id": "m", "placeholder": plain("Which"), "options": options("A")}
GROUPED = {
    **{name: MENU[name] for name in ("type", "placeholder")},
    "option_groups": [{"label": plain("All"), "options": options("A")}],
}
EXTERNAL = {"type": "external_select", "action_id": "e", "initial_option": options("A")[0]}
RICH: Json = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "When: "},
                {"type": "date", "timestamp": 1, "format": "{date}"},
            ],
        }
    ],
}
CONFIRM = {"title": plain("Sure?"), "text": plain("Really?")}
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}, RICH]], "column_settings": [None]}
WHOLE: list[Json] = [
    section("Hello", fields=[plain("One")], accessory=PICTURE),
    section("Which?", accessory=GROUPED),
    actions(button("Go", "go", confirm=CONFIRM), MENU, EXTERNAL),
    entry("n", "How many", "number_input", is_decimal_allowed=False, min_value="1"),
    entry("w", "Words", "plain_text_input", max_length=9, dispatch_action_config={}, initial_value="x"),
    entry("r", "Rich", "rich_text_input", initial_value=RICH),
    entry("c", "Where", "multi_conversations_select", filter={"include": ["im"]}, max_selected_items=2),
    entry("t", "When", "timepicker", initial_time="09:00", timezone="UTC"),
    entry("b", "Boxes", "checkboxes", options=options("A", "B"), initial_options=options("A")),
    {"type": "context", "elements": [PICTURE, plain("Below")]},
    {"type": "header", "text": plain("Top")},
    {"type": "video", "title": plain("A film"), "accessory": 5},
    PICTURE,
    RICH,
    TABLE,
]
