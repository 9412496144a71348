// Choosing the chart: one field, checked before it is saved.

import { view } from '@forge/bridge';
import { chartOf, chosen } from '../shared/chosen.ts';

const part = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;

const form = part<HTMLFormElement>('choose');
const field = part<HTMLInputElement>('chart');
const problem = part('problem');

part<HTMLAnchorElement>('inlay').href = INLAY_PUBLIC_URL;

function say(sentence: string): void {
  problem.textContent = sentence;
  if (sentence) {
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  } else {
    field.removeAttribute('aria-invalid');
  }
}

async function save(): Promise<void> {
  const choice = chosen(field.value, INLAY_PUBLIC_URL);
  if ('problem' in choice) {
    say(choice.problem);
    return;
  }
  say('');
  try {
    await view.submit({ config: { chartId: choice.id } });
  } catch {
    say('Confluence did not save the choice. Try again.');
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void save();
});
field.addEventListener('input', () => say(''));
part('cancel').addEventListener('click', () => void view.close());

// Without it the page stays light inside a dark Confluence, and works.
view.theme.enable().catch(() => undefined);
view
  .getContext()
  .then(({ extension }) => {
    field.value ||= chartOf(extension, INLAY_PUBLIC_URL) ?? '';
  })
  // What was chosen before cannot be read: the field stays empty, and a new choice can be saved.
  .catch(() => undefined)
  .finally(() => field.focus());
