// Suggestions while one writes: Hearth's words after the slash, people after the @.

const MOST = 8;
let words = null;
let input = null;
let items = [];
let active = -1;
let asked = 0;

const list = () => document.getElementById("suggestions");
const starts = (whole, part) => whole.toLowerCase().startsWith(part.toLowerCase());

export function compose(field) {
  input = field;
  if (!input) return;
  input.addEventListener("focus", load);
  input.addEventListener("input", suggest);
  input.addEventListener("keydown", key);
  input.addEventListener("blur", () => setTimeout(close, 150));
}

async function load() {
  const response = await fetch("/playground/words");
  if (response.ok) words = await response.json();
}

async function suggest() {
  const turn = ++asked;
  if (words === null) await load();
  const found = await matching(input.value.slice(0, input.selectionStart ?? undefined));
  if (turn === asked) draw(found);
}

// What fits at the end of what is written: {label, help, put: the text up to the caret when chosen}.
async function matching(text) {
  const at = /(^|\s)@([^@]*)$/.exec(text);
  if (at && at[2].length < 40) {
    const found = people(text, at[2]);
    if (found.length > 0) return found;
  }
  if (!text.startsWith("/")) return [];
  const rest = /^\/hearth\s+(.*)$/is.exec(text)?.[1] ?? (starts("/hearth", text.trim()) ? "" : null);
  if (rest === null) return [];
  const verb = words.verbs
    .filter((each) => starts(`${rest} `, `${each.verb} `))
    .sort((a, b) => b.verb.length - a.verb.length)[0];
  if (!verb || rest === verb.verb) return verbs(rest);
  return options(verb, rest.slice(verb.verb.length).trimStart(), text);
}

function verbs(rest) {
  return words.verbs
    .filter((each) => starts(each.verb, rest))
    .sort((a, b) => who(a) - who(b))
    .map((each) => ({
      label: `/hearth ${each.verb}`,
      shape: each.options.map(shape).join(" "),
      help: each.help,
      tag: each.who === "coordinator" ? "coordinators" : each.who === "manager" ? "keeper" : "",
      put: `/hearth ${each.verb}${each.options.length > 0 ? " " : ""}`,
    }));
}

const who = (verb) => (verb.who === "coordinator" || verb.who === "manager" ? 1 : 0);
const shape = (option) => {
  const name = option.kind === "person" ? `@${option.name}` : option.name;
  return option.required ? `<${name}>` : `[${name}]`;
};

function people(text, part) {
  const begun = text.slice(0, text.length - part.length - 1);
  const everybody = [{ id: "", name: "Hearth", about: "The bot" }, ...words.people];
  return everybody
    .filter((each) => starts(each.name, part) || starts(each.id, part) || starts(each.name.split(" ").at(-1), part))
    .slice(0, MOST)
    .map((each) => ({ label: `@${each.name}`, help: each.about, put: `${begun}@${each.name} ` }));
}

// Which option is being written, by what the ones before it look like.
function current(verb, rest) {
  let left = rest;
  for (const option of verb.options) {
    if (option.kind === "words") return [option, left];
    const whole =
      option.kind === "person"
        ? words.people.map((each) => `@${each.name}`).find((name) => starts(left, `${name} `))
        : option.choices.find((choice) => starts(left, `${choice} `));
    if (whole === undefined) return [option, left];
    left = left.slice(whole.length).trimStart();
  }
  return [null, ""];
}

async function options(verb, rest, text) {
  const about = { label: `/hearth ${verb.verb}`, shape: verb.options.map(shape).join(" "), help: verb.help, still: true };
  const [option, part] = current(verb, rest);
  if (option === null) return [about];
  const begun = text.slice(0, text.length - part.length);
  const hint = { label: shape(option), help: option.hint || kinds[option.kind], still: true };
  if (option.kind === "choice") {
    const found = option.choices.filter((choice) => starts(choice, part));
    return [about, ...found.map((choice) => ({ label: choice, put: `${begun}${choice} ` }))];
  }
  if (!option.suggests) return [about, hint];
  const found = await complete(verb.verb, option.name, part);
  return [about, ...found.map((each) => ({ label: each.label, help: each.hint, put: begun + each.value }))];
}

const kinds = { person: "Somebody: type @ and a name", words: "Your own words", choice: "One of a few words" };

async function complete(verb, option, partial) {
  const csrf = input.form.elements.csrf.value;
  const response = await fetch("/playground/complete", {
    method: "POST",
    body: new URLSearchParams({ csrf, verb, option, partial }),
  });
  return response.ok ? await response.json() : [];
}

function draw(found) {
  items = found;
  active = -1;
  const box = list();
  box.replaceChildren(...found.map(row));
  box.hidden = found.length === 0;
  input.setAttribute("aria-expanded", String(!box.hidden));
  input.removeAttribute("aria-activedescendant");
}

function row(item, place) {
  const element = document.createElement("div");
  element.id = `suggestion-${place}`;
  element.className = item.still ? "suggestion still" : "suggestion";
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  if (item.still) element.setAttribute("aria-disabled", "true");
  for (const [name, text] of [["label", item.label], ["shape", item.shape], ["help", item.help], ["tag", item.tag]]) {
    if (!text) continue;
    const part = document.createElement("span");
    part.className = `suggestion-${name}`;
    part.textContent = text;
    element.append(part, " ");
  }
  if (!item.still) element.addEventListener("pointerdown", (event) => (event.preventDefault(), choose(item)));
  return element;
}

function choose(item) {
  input.value = item.put + input.value.slice(input.selectionStart ?? input.value.length);
  input.setSelectionRange(item.put.length, item.put.length);
  input.focus();
  suggest();
}

// An answer that is still on its way is not drawn any more.
function close() {
  asked += 1;
  if (input && list()) draw([]);
}

function move(by) {
  const able = items.map((item, place) => (item.still ? -1 : place)).filter((place) => place >= 0);
  if (able.length === 0) return;
  const now = able.indexOf(active);
  active = able[(now + by + able.length + (now < 0 && by < 0 ? 1 : 0)) % able.length];
  for (const [place, element] of [...list().children].entries()) {
    element.setAttribute("aria-selected", String(place === active));
    if (place === active) element.scrollIntoView({ block: "nearest" });
  }
  input.setAttribute("aria-activedescendant", `suggestion-${active}`);
}

function key(event) {
  if (items.length === 0) {
    if (event.key === "Enter" || event.key === "Escape") close();
    return;
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && active >= 0) {
    event.preventDefault();
    choose(items[active]);
  } else if (event.key === "Enter") {
    close();
  } else if (event.key === "Tab" && !event.shiftKey && active < 0) {
    // Tab ends a word that has been begun; otherwise it goes on to the next control, as ever.
    const first = items.find((item) => !item.still);
    const begun = /\S$/.test(input.value);
    if (!first || !begun || !starts(first.put, input.value) || first.put.trim() === input.value) return;
    event.preventDefault();
    choose(first);
  } else if (event.key === "Tab" && active >= 0) {
    event.preventDefault();
    choose(items[active]);
  }
}
