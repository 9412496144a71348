// Where the keyboard is, from one picture of a frame to the next.

/** Holds on to what has the focus, and what is being written there; to be called once the rest is another. */
export function hold(element) {
  const active = document.activeElement;
  if (!element.contains(active)) return () => {};
  // What opened a filter takes over from what was in it.
  const opener = active.closest?.('[data-part="panel"]')?.previousElementSibling;
  const ids = [active.id, opener?.id, 'filter-text'].filter(Boolean);
  const written = active.id === 'filter-text' && active.value !== active.defaultValue ? active.value : null;
  return () => {
    const place = ids.map((id) => element.querySelector(`#${CSS.escape(id)}`)).find(Boolean)
      ?? element.querySelector('button:not([tabindex]), summary, a');
    place?.focus({ preventScroll: true });
    if (written !== null && place?.id === 'filter-text') place.value = written;
  };
}
