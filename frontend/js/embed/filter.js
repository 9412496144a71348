// The filter bar with its script: what its form would send, asked for without leaving the frame, because the
// session of a frame may live in its memory alone.

/** So many values are seen at a glance. */
const GLANCE = 8;

/**
 * What pairs of an address narrow by, as an address has it and always in the same way. All else is left out.
 *
 * @param {Iterable<[string, string]>|string} pairs
 */
export function words(pairs) {
  const all = [...new URLSearchParams(typeof pairs === 'string' ? pairs : [...pairs])].map(([name, word]) => [name, name === 'text' ? word.trim() : word]);
  const fields = new Set(all.filter(([name]) => name.startsWith('filter.')).map(([name]) => name.slice('filter.'.length)));
  const counts = ([name, word]) => word !== ''
    && (name === 'text' || name.startsWith('filter.') || (name.startsWith('how.') && word !== 'any' && fields.has(name.slice('how.'.length))));
  return new URLSearchParams(all.filter(counts)).toString();
}

/**
 * What the bar's buttons do.
 *
 * @param {{part(name: string): Element|null, words: string, opens: boolean, close(): void}} frame
 * @param {(words: string, open?: string) => void} narrow
 */
export function acts(frame, narrow) {
  const close = () => {
    const onItsWay = frame.opens;
    frame.close();
    const panel = frame.part('panel');
    if (panel) {
      const opener = panel.previousElementSibling;
      panel.remove();
      opener.setAttribute('aria-expanded', 'false');
      opener.removeAttribute('aria-controls');
      opener.value = opener.dataset.field;
      opener.focus({ preventScroll: true });
    }
    if (onItsWay) narrow(words(frame.words));
  };
  return {
    filter: (form, button) => narrow(words(new FormData(form)), button?.name === 'open' ? button.value : ''),
    clear: () => narrow(''),
    close,
    escape(event) {
      // A search field of the browser's empties itself first.
      if (event.target.type === 'search' && event.target.value !== '') return;
      close();
    },
  };
}

/** Over many values, a field that finds some by their letters. */
export function findAmong(values) {
  if (!values || values.childElementCount <= GLANCE) return;
  const find = document.createElement('input');
  Object.assign(find, { type: 'search', className: 'filter-find', placeholder: 'Find a value', autocomplete: 'off' });
  find.setAttribute('aria-label', 'Find a value');
  find.addEventListener('input', () => {
    const letters = find.value.trim().toLowerCase();
    for (const row of values.children) row.hidden = !row.textContent.toLowerCase().includes(letters);
  });
  // Enter would apply what is chosen so far.
  find.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  values.before(find);
}
