// How high the frame would like to be. The page around may follow (the Confluence app does) or not: what is too
// high scrolls inside.

/** Pixels from the first to the last line of what is in an element, however much room the element has. */
function content(element) {
  const all = document.createRange();
  all.selectNodeContents(element);
  return all.getBoundingClientRect().height;
}

/** Pixels that the part of a frame would like that takes whatever room is left. */
function natural(part, chosen) {
  // A picture has no height of its own: its author's choice counts.
  if (part.matches('.stage, .tile')) return chosen || part.clientHeight;
  if (part.matches('.scroll')) return content(part) + part.offsetHeight - part.clientHeight;
  // Words keep the room that they have, for the chart that may come after them, unless it is too little.
  return part.scrollHeight;
}

/** Pixels that a frame would like, from its `<section>`. */
export function wanted(section) {
  const all = section.offsetHeight - section.clientHeight + section.scrollHeight;
  const part = section.querySelector('.stage, :scope > .tile, :scope > .scroll, :scope > .middle');
  if (!part) return all;
  return Math.ceil(all - part.clientHeight + natural(part, Number(section.dataset.height)));
}

/**
 * Tells the page around how high the frame would like to be: when something else is shown, and when its width is
 * another. Never because of a new height, which may be the answer to what was told.
 */
export function tellHeight(element) {
  if (parent === window) return;
  let width = -1;
  let told = 0;
  const tell = () => {
    const section = element.firstElementChild;
    const height = section ? wanted(section) : 0;
    if (height <= 0 || height === told) return;
    told = height;
    // To whoever it is: which pages may frame us the server says, and a height holds no secret.
    parent.postMessage({ type: 'inlay:height', height }, '*');
  };
  new MutationObserver(tell).observe(element, { childList: true });
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width === width) return;
    width = contentRect.width;
    tell();
  }).observe(element);
}
