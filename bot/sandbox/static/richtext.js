// Text with Telegram's entities as elements. Their offsets count as JavaScript's own strings do.
const ELEMENTS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  text_link: "a", url: "a", blockquote: "span", expandable_blockquote: "span", spoiler: "span", bot_command: "button",
};

/** Fill an element with the text; `onCommand` is called with a command that is pressed. */
export function fill(element, text, entities, onCommand) {
  const known = entities.filter((entity) => ELEMENTS[entity.type]);
  const edges = new Set([0, text.length]);
  for (const { offset, length } of known) edges.add(offset).add(offset + length);
  const places = [...edges].sort((a, b) => a - b);
  places.slice(0, -1).forEach((start, index) => {
    const end = places[index + 1];
    const around = known.filter(({ offset, length }) => offset <= start && end <= offset + length);
    element.append(wrapped(text.slice(start, end), around, onCommand));
  });
}

function wrapped(piece, entities, onCommand) {
  return entities.reduceRight((inner, entity) => {
    const outer = document.createElement(ELEMENTS[entity.type]);
    outer.append(inner);
    dress(outer, entity, piece, onCommand);
    return outer;
  }, document.createTextNode(piece));
}

function dress(element, entity, piece, onCommand) {
  if (element.tagName === "A") makeLink(element, entity.url ?? piece);
  if (entity.type.endsWith("blockquote")) element.className = "quote";
  if (entity.type === "spoiler") Object.assign(element, { className: "spoiler", tabIndex: 0 });
  if (entity.type === "bot_command") {
    Object.assign(element, { className: "command", type: "button" });
    element.addEventListener("click", () => onCommand(piece));
  }
}

/** Only links of the web: a make-believe bot must not run scripts on this page. */
export function makeLink(element, url) {
  if (/^(https?:|tg:)/i.test(url)) element.href = url;
  Object.assign(element, { target: "_blank", rel: "noopener noreferrer" });
}
