// One message as a list item: its bubble, and the buttons under it.
import { hourOf } from "/static/clock.js";
import { fill, makeLink } from "/static/richtext.js";
import { voicePlayer } from "/static/voice.js";

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** `acts` is what can be done from a message: `tap(messageId, place)` and `write(text)`. */
export function messageItem(message, language, acts, repliedTo) {
  const mine = message.direction === "from_parent";
  const item = make("li", mine ? "message mine" : "message");
  const bubble = make("div", "bubble");
  if (repliedTo) bubble.append(make("p", "reply", repliedTo.text || "🎤"));
  bubble.append(...media(message));
  if (message.text) bubble.append(words(message, mine ? null : language, acts));
  bubble.append(meta(message, mine));
  item.append(bubble, ...buttonRows(message, language, acts));
  return item;
}

function words(message, language, acts) {
  const paragraph = make("p", "words");
  paragraph.dir = "auto";
  if (language) paragraph.lang = language;
  fill(paragraph, message.text, message.entities, acts.write);
  return paragraph;
}

function meta(message, mine) {
  const line = make("p", "meta");
  line.dir = "ltr";
  const time = make("time", "", hourOf(new Date(message.time)));
  time.dateTime = message.time;
  line.append(message.edited ? "edited " : "", time, mine ? " ✓✓" : "");
  return line;
}

function media(message) {
  const sound = message.voice ?? message.audio;
  if (sound) return [voicePlayer(sound)];
  if (message.photo) return [Object.assign(make("img", "picture"), { src: message.photo.url, alt: message.text })];
  return message.document ? [file(message.document)] : [];
}

function file(about) {
  const link = Object.assign(make("a", "file"), { href: about.url, download: about.name });
  const label = make("div", "");
  const size = about.size < 1024 ? `${about.size} bytes` : `${Math.round(about.size / 1024)} kB`;
  const told = [make("b", "", about.name), make("span", "", size)];
  for (const part of told) part.dir = "ltr";
  label.append(...told);
  link.append(label);
  return link;
}

function buttonRows(message, language, acts) {
  let place = 0;
  return message.buttons.map((row) => {
    const line = make("div", "press");
    line.append(...row.map((button) => pressable(button, message, language, acts, place++)));
    return line;
  });
}

function pressable(button, message, language, acts, place) {
  const element = make(button.url ? "a" : "button", "", button.label);
  element.dir = "auto";
  if (language) element.lang = language;
  if (button.url) makeLink(element, button.url);
  else element.type = "button";
  if (button.data) element.addEventListener("click", () => acts.tap(message.message_id, place));
  return element;
}
