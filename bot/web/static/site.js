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

const wrong = document.querySelector("[aria-invalid]");
if (wrong) wrong.focus();
