// The page: which phones are shown, and keeping them up to date.
import { get, post, told } from "/static/api.js";
import { arrange } from "/static/arrange.js";
import { readClock, setZone, startClock } from "/static/clock.js";
import { Phone } from "/static/phone.js";

const PAGE = 12;
const LAST = 80; // messages shown on a phone
const $ = (id) => document.getElementById(id);
const phones = new Map();
const about = {};
let limit = PAGE;
let total = 0;

async function list() {
  const search = $("search").value.trim();
  const query = new URLSearchParams({ search, limit, last: LAST });
  const found = await get(`/sandbox/chats?${query}`);
  const items = found.items;
  total = found.total;
  const shown = items.map(phoneOf);
  arrange($("phones"), shown.map((phone) => phone.element));
  for (const phone of shown) phone.appear();
  $("count").textContent = total > items.length ? `${items.length} of ${total} phones` : `${total} ${total === 1 ? "phone" : "phones"}`;
  $("more-row").hidden = total <= items.length;
  $("empty").hidden = total > 0;
  $("empty-why").textContent = search
    ? `Nobody here is called “${search}”.`
    : "Phones appear when families are invited. You can also make one yourself with “New phone”.";
}

function phoneOf(chat) {
  const known = phones.get(chat.chat_id);
  if (known) known.update(chat);
  else phones.set(chat.chat_id, new Phone(chat, about));
  return phones.get(chat.chat_id);
}

async function refresh({ chats, clock, bot }) {
  if (clock) await readClock();
  if (bot) return all();
  const shown = chats.map((id) => phones.get(id)).filter((phone) => phone?.element.isConnected);
  await Promise.all(shown.map(async (phone) => phone.update(await get(`${phone.path}?last=${LAST}`))));
  if (chats.some((id) => !phones.has(id)) && (await countNow()) !== total) await list();
}

/** How many phones the search finds by now: most news is of phones that are not shown. */
async function countNow() {
  const query = new URLSearchParams({ search: $("search").value.trim(), limit: 0 });
  return (await get(`/sandbox/chats?${query}`)).total;
}

async function all() {
  Object.assign(about, await get("/sandbox/about"));
  showAbout();
  await readClock();
  await list();
}

function showAbout() {
  setZone(about.timezone);
  const links = about.links.map(({ label, url }) => Object.assign(document.createElement("a"), { textContent: label, href: url }));
  $("links").replaceChildren(...links);
  $("links").hidden = !links.length;
}

function openDialog() {
  const dialog = $("new-phone");
  dialog.querySelector("form").reset();
  dialog.returnValue = "";
  dialog.showModal();
}

async function makePhone() {
  const { name, language } = $("new-phone").querySelector("form").elements;
  if ($("new-phone").returnValue !== "make") return;
  const chat = await post("/sandbox/chats", { name: name.value, language: language.value || null });
  $("search").value = total < limit ? "" : name.value; // the new one stands last, and must be seen
  await list();
  phones.get(chat.chat_id)?.part("welcome").payload.focus();
}

function listen() {
  let waiting;
  $("search").addEventListener("input", () => {
    clearTimeout(waiting);
    limit = PAGE;
    waiting = setTimeout(told(list), 150);
  });
  $("more").addEventListener("click", told(() => { limit += PAGE; return list(); }));
  $("add").addEventListener("click", openDialog);
  $("new-phone").addEventListener("close", told(makePhone));
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
}

function follow() {
  const events = new EventSource("/sandbox/events");
  let before = Promise.resolve();
  events.addEventListener("message", (event) => {
    before = before.then(told(() => refresh(JSON.parse(event.data))));
  });
  // After a break anything may have happened.
  events.addEventListener("open", told(all));
}

startClock();
listen();
follow();
