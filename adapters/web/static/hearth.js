// Swaps the panes that arrive over the socket, and posts what one does without leaving the page.
import { compose } from "./composer.js";

const byId = (id) => document.getElementById(id);
const root = document.documentElement;
const sources = new WeakMap(); // the HTML a keyed child came with, before anybody opened a menu in it
let socket = null;
let patience = 500;
let noticeTimer = 0;
let opener = null;
let pressed = 0;
const meanwhile = [];

const isWorkspace = () => document.body.classList.contains("workspace");
const isOpen = () => socket !== null && socket.readyState === WebSocket.OPEN;
const here = () => location.pathname + location.search;

function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // storage is shut: it lasts as long as the page
  }
}

function say(text) {
  const notice = byId("notice");
  notice.textContent = text;
  clearTimeout(noticeTimer);
  if (text) noticeTimer = setTimeout(() => say(""), 8000);
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// Children with an id stay where they are unless they changed: nothing is read out twice.
function merge(pane, html) {
  const wanted = [...parsed(html).children];
  const ids = new Set(wanted.map((child) => child.id));
  for (const child of [...pane.children]) if (!ids.has(child.id)) child.remove();
  let before = null;
  for (const fresh of wanted) {
    const source = fresh.outerHTML;
    let stands = fresh.id ? byId(fresh.id) : null;
    if (stands === null || stands.parentElement !== pane) {
      pane.insertBefore(fresh, before ? before.nextSibling : pane.firstChild);
      stands = fresh;
    } else if (sources.get(stands) !== source) {
      const within = stands.contains(document.activeElement);
      stands.replaceWith(fresh);
      stands = fresh;
      if (within) focusOn(fresh);
    }
    sources.set(stands, source);
    before = stands;
  }
}

function focusOn(element) {
  const target = element.querySelector("button, a, input, select") ?? element;
  if (target === element) element.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function replace(pane, html) {
  const active = document.activeElement;
  const within = pane.contains(active);
  const place = within ? [...pane.querySelectorAll("a, button, input, summary")].indexOf(active) : -1;
  const open = [...pane.querySelectorAll("details")].map((menu) => menu.open);
  pane.replaceChildren(parsed(html));
  // The clock ticks on beside a menu one has just opened.
  for (const [at, menu] of [...pane.querySelectorAll("details")].entries()) menu.open = open[at] ?? false;
  if (!within) return;
  const again = [...pane.querySelectorAll("a, button, input, summary")];
  (again[place] ?? again.at(-1))?.focus({ preventScroll: true });
}

function showForm() {
  const dialog = byId("form").querySelector("dialog");
  if (dialog === null) {
    if (opener !== null) (opener.isConnected ? opener : (byId("text") ?? byId("scroll")))?.focus();
    opener = null;
    return;
  }
  opener ??= document.activeElement;
  dialog.close();
  dialog.showModal();
  const first = dialog.querySelector("[aria-invalid] input, [aria-invalid]:not(fieldset), .fields input:not([type=hidden]), .fields textarea, .fields select");
  (first ?? dialog).focus();
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dialog.querySelector("[data-close]").requestSubmit();
  });
}

function show(panes, moved) {
  const scroll = byId("scroll");
  const near = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  const log = byId("log");
  if (moved) log.setAttribute("aria-live", "off");
  for (const [id, [mark, html]] of Object.entries(panes)) {
    const pane = byId(id);
    pane.dataset.mark = mark;
    if ("keyed" in pane.dataset) merge(pane, html);
    else replace(pane, html);
    if (id === "form") showForm();
    if (id === "composer") compose(byId("text"));
  }
  if (moved || (near && panes.log)) toEnd(moved);
  if (moved) setTimeout(() => log.setAttribute("aria-live", "polite"), 400);
}

function toEnd(at_once) {
  const scroll = byId("scroll");
  const still = at_once || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = location.pathname.endsWith("/home") ? 0 : scroll.scrollHeight;
  scroll.scrollTo({ top, behavior: still ? "instant" : "smooth" });
}

function drawAll() {
  clearTimeout(pressed);
  pressed = 0;
  for (const draw of meanwhile.splice(0)) draw();
}

// What is redrawn between a finger's going down and up loses the click: it waits, a second at most.
document.addEventListener("pointerdown", () => {
  clearTimeout(pressed);
  pressed = setTimeout(drawAll, 1000);
});
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => setTimeout(drawAll, 0));
}

function connect() {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  let shown = here();
  socket = new WebSocket(`${scheme}//${location.host}/playground/live`);
  socket.addEventListener("open", () => {
    patience = 500;
    root.dataset.line = "up";
    const marks = {};
    for (const pane of document.querySelectorAll("[data-mark]")) marks[pane.id] = pane.dataset.mark;
    socket.send(JSON.stringify({ look: here(), marks }));
  });
  const draw = ({ go, path, panes, title }) => {
    if (go) return location.assign(go);
    const moved = path !== shown;
    if (path !== here()) history.replaceState(null, "", path);
    shown = path;
    document.title = title;
    show(panes, moved);
  };
  socket.addEventListener("message", (event) => {
    meanwhile.push(() => draw(JSON.parse(event.data)));
    if (!pressed) drawAll();
  });
  socket.addEventListener("close", () => {
    root.dataset.line = "down";
    setTimeout(connect, patience);
    patience = Math.min(patience * 2, 8000);
  });
}

function look(path) {
  if (!isOpen()) return location.assign(path);
  if (path !== here()) history.pushState(null, "", path);
  pane("talk");
  socket.send(JSON.stringify({ look: path }));
}

function pane(name) {
  document.body.dataset.pane = name;
  for (const tab of document.querySelectorAll("[data-show]")) {
    tab.toggleAttribute("aria-current", tab.dataset.show === name);
  }
}

function sure(text) {
  const dialog = byId("sure");
  byId("sure-text").textContent = text;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answer) =>
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true }),
  );
}

async function post(form, submitter) {
  if (form.getAttribute("aria-busy") === "true") return;
  const asks = submitter?.dataset.confirm;
  if (asks && !(await sure(asks))) return;
  const body = new FormData(form, submitter);
  form.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(body),
      headers: { Accept: "application/json" },
    });
    if (!response.ok) return say((await response.text()).trim());
    const { go, notice } = await response.json();
    if (form.matches(".write")) form.reset();
    submitter?.closest("details")?.removeAttribute("open");
    say(notice);
    if (go && isWorkspace() && /^\/playground\/(in|home)/.test(go)) look(go);
    else if (go) location.assign(go);
  } catch {
    say("Hearth does not answer. Is it running?");
  } finally {
    form.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  post(form, event.submitter);
});

document.addEventListener("click", (event) => {
  const at = event.target;
  for (const open of document.querySelectorAll("details.pop[open]")) {
    if (!open.contains(at)) open.removeAttribute("open");
  }
  const link = at.closest("a[data-look]");
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    look(link.getAttribute("href"));
  }
  const tab = at.closest("[data-show]");
  if (tab) pane(tab.dataset.show);
  if (at.closest("[data-toggle-behind]")) behind();
  const theme = at.closest("[data-theme-set]")?.dataset.themeSet;
  if (theme) dress(theme);
});

function behind() {
  if (matchMedia("(max-width: 1000px)").matches) {
    return pane(document.body.dataset.pane === "behind" ? "talk" : "behind");
  }
  root.dataset.behind = root.dataset.behind === "closed" ? "open" : "closed";
  keep("hearth.behind", root.dataset.behind);
}

function dress(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  keep("hearth.theme", theme);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.pop[open]");
  if (!open) return;
  open.removeAttribute("open");
  open.querySelector("summary").focus();
});

// A menu near the lower edge opens upwards.
document.addEventListener(
  "toggle",
  (event) => {
    const body = event.target.open ? event.target.querySelector(".pop-body") : null;
    if (!body) return;
    body.classList.remove("flip");
    const room = event.target.closest(".scroll")?.getBoundingClientRect().bottom ?? innerHeight;
    body.classList.toggle("flip", body.getBoundingClientRect().bottom > room);
  },
  true,
);

addEventListener("popstate", () => isOpen() && socket.send(JSON.stringify({ look: here() })));

if (isWorkspace()) {
  for (const child of byId("log").children) sources.set(child, child.outerHTML);
  pane("talk");
  toEnd(true);
  if (byId("form").firstElementChild) showForm();
  compose(byId("text"));
  connect();
}
