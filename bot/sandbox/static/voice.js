// A voice message: play and pause, a wave that fills while it plays, and its length.
const HEIGHTS = [5, 9, 14, 8, 12, 18, 11, 7, 15, 20, 13, 9, 16, 10, 6, 12, 17, 9, 13, 7, 11, 6];

export function voicePlayer(sound) {
  const player = document.createElement("div");
  player.className = "player";
  const audio = Object.assign(document.createElement("audio"), { src: sound.url, preload: "metadata" });
  const play = Object.assign(document.createElement("button"), { type: "button", className: "play" });
  const length = Object.assign(document.createElement("span"), { className: "length", dir: "ltr" });
  const bars = wave();
  const show = () => {
    const whole = Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : sound.duration;
    const played = audio.ended || !whole ? 0 : audio.currentTime / whole;
    [...bars.children].forEach((bar, place) => bar.classList.toggle("played", place < played * HEIGHTS.length));
    length.textContent = clockLike(audio.paused ? whole : audio.currentTime);
    play.setAttribute("aria-label", audio.paused ? "Play the voice message" : "Pause");
    play.classList.toggle("playing", !audio.paused);
  };
  play.addEventListener("click", () => (audio.paused ? audio.play() : audio.pause()));
  for (const change of ["play", "pause", "ended", "timeupdate", "loadedmetadata"]) audio.addEventListener(change, show);
  show();
  player.append(audio, play, bars, length);
  return player;
}

function wave() {
  const bars = document.createElement("span");
  bars.className = "wave";
  bars.setAttribute("aria-hidden", "true");
  for (const height of HEIGHTS) {
    const bar = document.createElement("i");
    bar.style.height = `${height}px`;
    bars.append(bar);
  }
  return bars;
}

function clockLike(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
