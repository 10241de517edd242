// The desk's pages read without this; it keeps them fresh, and makes them quick by keyboard.
const page = document.querySelector("[data-page]");
const live = document.getElementById("live");
const liveText = live ? live.textContent : "";

// One event stream for all tabs: whoever holds the lock listens and tells the others.
const channel = new BroadcastChannel("bordergate-desk");
function listen() {
  const source = new EventSource("/desk/stream");
  const tell = (what) => { channel.postMessage(what); hear(what); };
  for (const name of ["passage.decided", "case.opened", "case.claimed", "case.resolved", "case.acted"]) {
    source.addEventListener(name, () => tell("change"));
  }
  source.onopen = () => tell("open");
  source.onerror = () => tell("lost");
  return new Promise(() => {});
}
if (page) {
  if (navigator.locks) navigator.locks.request("bordergate-desk-stream", listen); else listen();
}
channel.onmessage = (event) => hear(event.data);

let lost = false;
function hear(what) {
  if (!live) return;
  if (what === "lost") { lost = true; live.textContent = live.dataset.lost; return; }
  if (lost) { lost = false; live.textContent = liveText; refresh(); }
  if (what === "change") refresh();
}

let timer = 0, running = false, again = false;
function refresh() {
  clearTimeout(timer);
  timer = setTimeout(load, 120);
}
async function load() {
  if (running) { again = true; return; }
  running = true;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (answer.redirected && new URL(answer.url).pathname === "/login") { location.reload(); return; }
    if (answer.ok) swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch { /* the stream says when the connection is back */ }
  running = false;
  if (again) { again = false; refresh(); }
}

function isBusy(region) {
  const active = document.activeElement;
  if (region.contains(active) && active.matches("input, textarea, select")) return true;
  return [...region.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue)
    || [...region.querySelectorAll("input[type=checkbox]")].some((field) => field.checked !== field.defaultChecked);
}

function swap(next) {
  for (const region of document.querySelectorAll("[data-live]")) {
    const fresh = next.getElementById(region.id);
    if (!fresh || isBusy(region) || fresh.innerHTML === region.innerHTML) continue;
    const focused = region.contains(document.activeElement) ? document.activeElement.closest("[data-row]")?.dataset.row : null;
    const here = region.querySelector(".here")?.dataset.row;
    const open = [...region.querySelectorAll("details[open][id]")].map((part) => part.id);
    region.replaceChildren(...fresh.childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    const row = rows().find((row) => row.dataset.row === (focused ?? here));
    if (row && here) row.classList.add("here");
    if (row && focused) row.querySelector("a.plates")?.focus();
  }
}

// Presence: a sign every twenty seconds while the page is looked at.
const place = page?.dataset.presence;
if (place) setInterval(async () => {
  if (document.hidden) return;
  try {
    const { others } = await (await fetch(place)).json();
    const label = document.getElementById("presence");
    if (label) label.textContent = others.length ? label.dataset.label + " " + others.join(", ") : "";
  } catch { /* the next one */ }
}, 20000);
// Ages go on while nothing happens.
if (page?.dataset.page === "queue") setInterval(() => { if (!document.hidden) refresh(); }, 30000);

// Keys.
const help = document.getElementById("help");
const off = document.getElementById("keys-off");
if (off) {
  off.checked = localStorage.getItem("keys") === "off";
  off.addEventListener("change", () => localStorage.setItem("keys", off.checked ? "off" : "on"));
}
function rows() { return [...document.querySelectorAll("[data-row]")]; }
function step(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("here"));
  const next = Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by));
  all.forEach((row) => row.classList.remove("here"));
  all[next].classList.add("here");
  all[next].querySelector("a.plates")?.focus();
}
let go = false;
document.addEventListener("keydown", (event) => {
  const field = event.target.matches("input, textarea, select");
  if (event.key === "Enter" && event.ctrlKey && event.target.form) { event.target.form.requestSubmit(); return; }
  if (event.key === "Escape" && field && !event.target.closest("dialog")) { event.target.blur(); return; }
  if (field || event.ctrlKey || event.altKey || event.metaKey || off?.checked && event.key !== "?") return;
  if (document.querySelector("dialog[open]") && event.key !== "?") return;
  const key = event.key;
  if (go) {
    go = false;
    const where = { q: "/desk", l: "/desk/lanes", t: "/desk/turnaround" }[key];
    if (where) { location.href = where; event.preventDefault(); return; }
  }
  if (key === "?") { help?.open ? help.close() : help?.showModal(); event.preventDefault(); return; }
  if (key === "g") { go = true; return; }
  if (key === "/") { const box = document.getElementById("q"); if (box) box.focus(); else location.href = "/desk/search"; event.preventDefault(); return; }
  if (key === "j" || (key === "ArrowDown" && rows().length)) { step(1); event.preventDefault(); return; }
  if (key === "k" || (key === "ArrowUp" && rows().length)) { step(-1); event.preventDefault(); return; }
  if (key === "c" && rows().length) { document.querySelector(".here [data-claim]")?.click(); return; }
  if (key === "n") { location.href = "/desk/next"; return; }
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.tagName === "DETAILS") {
    target.open = true;
    target.querySelector("select, textarea, input:not([type=hidden])")?.focus();
  } else target.click();
});

// Pictures: larger, and with more contrast.
const zoom = document.getElementById("zoom");
document.addEventListener("click", (event) => {
  const scene = event.target.closest("[data-zoom]");
  if (scene && zoom && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const copy = scene.cloneNode(true);
    copy.removeAttribute("data-zoom");
    document.getElementById("zoomed").replaceChildren(copy);
    zoom.showModal();
    return;
  }
  const button = event.target.closest("[data-contrast]");
  if (button) {
    const on = document.getElementById(button.dataset.contrast).classList.toggle("contrast");
    document.getElementById("zoomed")?.classList.toggle("contrast", on);
    button.setAttribute("aria-pressed", String(on));
  }
  if (event.target.closest("[data-help]")) help?.showModal();
});
