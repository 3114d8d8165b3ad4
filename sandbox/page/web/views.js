// What modals and the Home tab have in common: what is typed into them, and how their blocks tell the app.
import { post } from "./api.js";

const typed = new Map(); // by view id, block id, action id: what stands here and was not submitted yet

// How the blocks of a view are shown and used: see blocks.js.
export function howOf(view, where) {
  return {
    where,
    channel: view.channel,
    value: (block, element) => typed.get(view.id)?.[block.block_id]?.[element.action_id]
      ?? view.typed?.[block.block_id]?.[element.action_id],
    report: (block, element, chosen) => note(view, block.block_id, element.action_id, chosen),
    act: (block, element, chosen) => post("/page/click", {
      person: where.me, view: view.id, block_id: block.block_id, action_id: element.action_id, chosen, typed: typedInto(view),
    }),
    suggest: (block, element, query) => post("/page/suggest", {
      person: where.me, view: view.id, block_id: block.block_id, action_id: element.action_id, query,
    }),
  };
}

// Everything filled in so far, also what the sandbox remembers from before.
export function typedInto(view) {
  const all = structuredClone(view.typed ?? {});
  for (const [block, actions] of Object.entries(typed.get(view.id) ?? {})) all[block] = { ...all[block], ...actions };
  return all;
}

export const hasTyped = (view) => Object.values(typedInto(view)).some((actions) => Object.values(actions).some((value) => (Array.isArray(value) ? value.length : value)));

// A new content keeps what was typed only where block and action stay.
export function forgetOthers(view) {
  const stays = new Set(view.blocks.flatMap((block) =>
    [block.element, block.accessory, ...(block.elements ?? [])].filter(Boolean).map((each) => `${block.block_id} ${each.action_id}`)));
  for (const [block, actions] of Object.entries(typed.get(view.id) ?? {})) {
    for (const action of Object.keys(actions)) if (!stays.has(`${block} ${action}`)) delete actions[action];
  }
}

// What was typed into modals that are gone.
export function forgetViews(stay) {
  for (const id of [...typed.keys()]) if (!stay.includes(id)) typed.delete(id);
}

function note(view, block, action, chosen) {
  const values = typed.get(view.id) ?? {};
  values[block] = { ...values[block], [action]: chosen };
  typed.set(view.id, values);
}
