// How far the reading is, changed in place: nothing jumps and a screen reader hears only the words.

const number = new Intl.NumberFormat('en');

/** The same words as `app/src/model/progress.rs`. */
export function far({ done, of, unit }) {
  if (of > 0) return `${number.format(done)} of about ${number.format(of)} ${unit}`;
  return done > 0 ? `${number.format(done)} ${unit}` : 'Asking Jira';
}

export function show(frame, answer) {
  const bar = frame.part('bar');
  const words = frame.part('far');
  if (!bar || !words) return;
  if (answer.of > 0 && answer.done > 0) bar.value = Math.min(1, answer.done / answer.of);
  else bar.removeAttribute('value');
  words.textContent = far(answer);
}
