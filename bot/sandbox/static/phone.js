// One phone on the page: made once, then brought up to date whenever its chat changes.
import { post, told } from "/static/api.js";
import { arrange } from "/static/arrange.js";
import { messageItem } from "/static/bubble.js";
import { dayOf, hourOf, now } from "/static/clock.js";

const RIGHT_TO_LEFT = new Set(["ar", "fa", "prs", "ps", "ur", "ckb", "sd", "ug", "he", "yi", "dv"]);
const NAMES = new Intl.DisplayNames("en", { type: "language" });
const NEAR = 80; // pixels from the end that still count as reading the newest message

function nameOf(language) {
  try {
    return language ? NAMES.of(language) : "Language not known";
  } catch {
    return language;
  }
}

export class Phone {
  constructor(chat, about) {
    this.id = chat.chat_id;
    this.about = about;
    this.items = new Map(); // message id → what is shown and of what it was made
    this.days = new Map();
    this.lastToast = Math.max(0, ...chat.toasts.map((toast) => toast.monotonic));
    this.element = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.path = `/sandbox/chats/${this.id}`;
    this.acts = {
      write: told((text) => post(`${this.path}/text`, { text })),
      tap: told((messageId, button) => post(`${this.path}/tap`, { message_id: messageId, button })),
    };
    this.dressUp(chat);
    this.listen();
    this.update(chat);
  }

  part(className) {
    return this.element.querySelector(`.${className}`);
  }

  dressUp(chat) {
    const language = nameOf(chat.language);
    this.element.setAttribute("aria-label", `Phone of ${chat.name}, ${language}`);
    this.part("name").textContent = chat.name;
    this.part("language").textContent = language;
    this.part("avatar").textContent = [...chat.name][0];
    this.part("avatar").dataset.tint = this.id % 6;
    this.part("bot").textContent = this.about.bot.name;
    this.part("hour").textContent = hourOf(now());
    this.part("chat").setAttribute("aria-label", `Messages of ${chat.name}`);
    this.part("screen").dir = RIGHT_TO_LEFT.has((chat.language ?? "").split("-")[0]) ? "rtl" : "ltr";
  }

  listen() {
    const { welcome, composer } = { welcome: this.part("welcome"), composer: this.part("composer") };
    welcome.addEventListener("submit", (event) => {
      event.preventDefault();
      told(() => post(`${this.path}/start`, { payload: welcome.payload.value.trim() }))();
    });
    composer.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = composer.text.value.trim();
      composer.text.value = "";
      if (text) this.acts.write(text);
    });
    this.part("voice").addEventListener("click", told(() => post(`${this.path}/voice`)));
    this.part("block").addEventListener("click", told(() => post(`${this.path}/${this.blocked ? "unblock" : "block"}`)));
    this.part("chat").addEventListener("click", () => this.seen());
    this.part("composer").addEventListener("focusin", () => this.seen());
  }

  update(chat) {
    this.blocked = chat.blocked;
    this.unread = chat.unread;
    this.showState(chat);
    this.showMessages(chat);
    this.showKeys(chat.reply_keyboard);
    this.showCommands(chat.language);
    for (const toast of chat.toasts.filter((each) => each.monotonic > this.lastToast)) this.showToast(toast);
  }

  showState(chat) {
    const open = !chat.blocked && !chat.deactivated;
    this.part("welcome").hidden = chat.started || !open;
    this.part("chat").hidden = !chat.started && open;
    this.part("composer").hidden = !(chat.started && open);
    this.part("closed").hidden = open;
    this.part("closed").textContent = chat.deactivated ? "This account is gone." : "You blocked this bot.";
    this.part("block").textContent = chat.blocked ? "Unblock" : "Block the bot";
    this.part("block").hidden = !chat.started || chat.deactivated;
    this.part("about").textContent = forLanguage(this.about.descriptions, chat.language) ?? "What this bot can do: press Start to find out.";
    this.part("doing").textContent = chat.doing ? "typing …" : "bot";
    this.part("doing").toggleAttribute("data-busy", Boolean(chat.doing));
    const avatar = this.part("avatar");
    if (chat.unread) avatar.dataset.unread = chat.unread;
    else delete avatar.dataset.unread;
  }

  showMessages(chat) {
    const view = this.part("chat");
    const atEnd = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR;
    const list = this.part("messages");
    const byId = new Map(chat.messages.map((message) => [message.message_id, message]));
    let day = "";
    const children = chat.messages.flatMap((message) => {
      const item = this.itemFor(message, chat.language, byId.get(message.reply_to));
      const before = day;
      day = dayOf(new Date(message.time));
      return before === day ? [item] : [this.dayMark(day), item];
    });
    for (const id of this.items.keys()) if (!byId.has(id)) this.items.delete(id);
    arrange(list, children);
    if (atEnd) view.scrollTop = view.scrollHeight;
  }

  /** A phone that comes into view shows its newest message. */
  appear() {
    if (this.shown) return;
    this.shown = true;
    this.part("chat").scrollTop = this.part("chat").scrollHeight;
  }

  dayMark(day) {
    const known = this.days.get(day) ?? Object.assign(document.createElement("li"), { className: "day", textContent: day });
    this.days.set(day, known);
    return known;
  }

  itemFor(message, language, repliedTo) {
    const made = JSON.stringify(message);
    const known = this.items.get(message.message_id);
    if (known?.made === made) return known.item;
    const item = messageItem(message, language, this.acts, repliedTo);
    item.classList.toggle("new", this.shown === true);
    this.items.set(message.message_id, { item, made });
    return item;
  }

  showKeys(markup) {
    const rows = (markup?.keyboard ?? []).map((row) => {
      const line = document.createElement("div");
      line.append(...row.map((key) => keyButton(key.text ?? key, () => this.acts.write(key.text ?? key))));
      return line;
    });
    this.part("keys").replaceChildren(...rows);
    this.part("keys").hidden = !rows.length;
  }

  showCommands(language) {
    const commands = forLanguage(this.about.commands, language) ?? [];
    const items = commands.map(({ command, description }) => {
      const item = document.createElement("li");
      const name = Object.assign(document.createElement("b"), { textContent: `/${command}` });
      const button = keyButton("", () => this.choose(command));
      button.append(name, description);
      item.append(button);
      return item;
    });
    this.part("menu").hidden = !items.length;
    this.element.querySelector(".menu ul").replaceChildren(...items);
  }

  choose(command) {
    this.part("menu").open = false;
    this.acts.write(`/${command}`);
  }

  showToast({ text, alert, monotonic }) {
    this.lastToast = monotonic;
    if (!text) return;
    const toast = this.part("toast");
    toast.textContent = text;
    toast.className = alert ? "toast alert" : "toast";
    toast.hidden = false;
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => (toast.hidden = true), alert ? 8000 : 4000);
  }

  seen() {
    if (this.unread) told(() => post(`${this.path}/read`))();
  }
}

/** A thing in the phone's language, or as the bot says it to everybody. */
function forLanguage(things, language) {
  return things[(language ?? "").split("-")[0]] ?? things[""];
}

function keyButton(text, action) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  button.addEventListener("click", action);
  return button;
}
