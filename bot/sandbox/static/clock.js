// The clock of the make-believe world: shown on top and on every phone, pushed by buttons.
import { get, post, told } from "/static/api.js";

let offset = 0;
let zone;

export const now = () => new Date(Date.now() + offset);

export function setZone(name) {
  zone = name;
  tick();
}

export function hourOf(date) {
  return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
}

export function dayOf(date) {
  return date.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: zone });
}

export async function readClock() {
  const clock = await get("/sandbox/clock");
  offset = new Date(clock.now) - Date.now();
  document.getElementById("today").hidden = Math.abs(clock.offset_seconds) < 1;
  tick();
}

function tick() {
  const moment = now();
  const hour = hourOf(moment);
  document.getElementById("day").textContent = `${dayOf(moment)} ${moment.getFullYear()}`;
  document.getElementById("time").textContent = hour;
  for (const shown of document.querySelectorAll(".hour")) shown.textContent = hour;
}

export function startClock() {
  for (const button of document.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", told(() => post("/sandbox/clock", { advance: button.dataset.advance })));
  }
  const today = document.getElementById("today");
  today.addEventListener("click", told(() => post("/sandbox/clock", { set: new Date().toISOString() })));
  setInterval(tick, 1000);
}
