// Pages work without this file; it saves a step here and there.
const link = document.querySelector("[data-one-time-link]");
if (link && location.hash.length > 1) {
  // The secret stands behind '#', which browsers do not send: hand it in, and take it out of the history.
  link.elements.secret.value = location.hash;
  history.replaceState(null, "", location.pathname);
  link.requestSubmit();
}

const notice = document.querySelector(".notice");
if (notice && location.search.includes("done=")) {
  const address = new URL(location.href);
  address.searchParams.delete("done");
  history.replaceState(null, "", address);
}

const current = document.querySelector(".menu [aria-current]");
if (current) current.scrollIntoView({ block: "nearest", inline: "center" });

const wrong = document.querySelector("[aria-invalid]");
if (wrong) wrong.focus();

// Who fills in a day means later.
const later = document.querySelector("[data-later]");
if (later) {
  const choice = later.closest("form").querySelector("[name=when][value=later]");
  later.addEventListener("input", (event) => (choice.checked ||= Boolean(event.target.value)));
}

// While messages leave and answers come in, the part of the page that tells of it is fetched again.
const followed = document.querySelector("[data-follow]");
if (followed && "EventSource" in window) {
  const source = new EventSource(followed.dataset.follow);
  let told = followed.innerHTML;
  let asking = false;
  let again = false;
  const show = (fresh) => {
    // Who stands on a control of it (they have an id for this) keeps standing there: no key lands elsewhere.
    const held = followed.contains(document.activeElement) ? document.activeElement.id : "";
    told = fresh.innerHTML;
    followed.replaceChildren(...fresh.childNodes);
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
  };
  const ask = async () => {
    again = asking;
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-follow]");
      if (answer.ok && fresh && fresh.innerHTML !== told) show(fresh);
    } finally {
      asking = false;
    }
    if (again) await ask();
  };
  source.addEventListener("message", ask);
}
