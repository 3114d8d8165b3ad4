// A small app on Slack's own JavaScript framework: a command answers and opens a form, the form posts a message.
// It knows the stand-in only by SLACK_API_URL.
"use strict";

const { App, LogLevel, SocketModeReceiver } = require("@slack/bolt");

const clientOptions = { slackApiUrl: process.env.SLACK_API_URL };

// What `socketMode: true` makes by itself, but with pings soon enough for a test, and told of.
const receiver = new SocketModeReceiver({
  appToken: process.env.SLACK_APP_TOKEN,
  clientPingTimeout: 1500,
  pingPongLoggingEnabled: true,
  installerOptions: { clientOptions },
  logLevel: LogLevel.DEBUG,
});

const app = new App({ token: process.env.SLACK_BOT_TOKEN, receiver, clientOptions });

const plain = (text) => ({ type: "plain_text", text });

const form = (channel) => ({
  type: "modal",
  callback_id: "note",
  private_metadata: channel,
  title: plain("A note"),
  submit: plain("Post"),
  blocks: [
    {
      type: "input",
      block_id: "words",
      label: plain("Words"),
      element: { type: "plain_text_input", action_id: "given" },
    },
    {
      type: "input",
      block_id: "who",
      label: plain("Who"),
      element: { type: "external_select", action_id: "who", min_query_length: 1 },
    },
  ],
});

app.command("/note", async ({ ack, client, command }) => {
  await ack({ text: `Noting ${command.text}` });
  await client.views.open({ trigger_id: command.trigger_id, view: form(command.channel_id) });
});

app.options("who", async ({ ack, options }) => {
  const wanted = options.value.toLowerCase();
  const names = ["Dana Reyes", "Lee Park"].filter((name) => name.toLowerCase().includes(wanted));
  await ack({ options: names.map((name) => ({ text: plain(name), value: name })) });
});

app.view("note", async ({ ack, client, view }) => {
  const values = view.state.values;
  const words = values.words.given.value;
  if (words.length < 3) {
    await ack({ response_action: "errors", errors: { words: "A little more, please" } });
    return;
  }
  await ack();
  const who = values.who.who.selected_option.value;
  await client.chat.postMessage({
    channel: view.private_metadata,
    text: `${words}, for ${who}`,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `*${words}*, for ${who}` } },
      { type: "actions", elements: [{ type: "button", action_id: "seen", text: plain("Seen"), value: "1" }] },
    ],
  });
});

app.action("seen", async ({ ack, body, respond }) => {
  await ack();
  await respond({ replace_original: true, text: `Seen by <@${body.user.id}>` });
});

app.shortcut("note-anything", async ({ ack, client, shortcut }) => {
  await ack();
  await client.views.open({ trigger_id: shortcut.trigger_id, view: form("C0TELEHEALTH") });
});

app.event("app_mention", async ({ event, say }) => {
  await say({ text: `You said: ${event.text.replace(/<[^>]*>/g, "").trim()}`, thread_ts: event.ts });
});

app.start().catch((error) => {
  console.error(error);
  process.exit(1);
});
