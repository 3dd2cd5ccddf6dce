// Talking with the control API, and telling people when that goes wrong.
const trouble = document.getElementById("trouble");
let hiding;

export async function get(path) {
  return read(await fetch(path));
}

export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return read(await fetch(path, { method: "POST", headers, body: JSON.stringify(body ?? {}) }));
}

async function read(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/** Wrap what a button does, so that a failure is seen instead of lost. */
export function told(action) {
  return async (...given) => {
    try {
      await action(...given);
    } catch (error) {
      tell(error instanceof TypeError ? "The sandbox does not answer. Is it still running?" : error.message);
    }
  };
}

function tell(sentence) {
  trouble.textContent = sentence;
  trouble.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (trouble.hidden = true), 6000);
}
