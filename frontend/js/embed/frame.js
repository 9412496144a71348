// One frame: what it shows, and asking for it again.

import { findAmong } from './filter.js';
import { hold } from './focus.js';
import { Picture } from './picture.js';
import { show as showProgress } from './progress.js';

const SOON = 700;
const LATER = 2000;

/** Waits, unless something newer does not want to. */
const wait = (ms, signal) => new Promise((resolve) => {
  setTimeout(resolve, ms);
  signal.addEventListener('abort', resolve, { once: true });
});

export class Frame {
  /** Where browsers keep no cookie in frames, the session lives in here alone. */
  bearer = null;
  /** Whether that session is good for this frame's chart alone: the Confluence app opened it. */
  own = false;
  /** Told whenever something else is shown. */
  onShown = () => {};

  #element;
  #stop = new AbortController();
  #picture = null;
  #loading = null;

  constructor(element) {
    this.#element = element;
    const { bearer } = element.dataset;
    if (bearer) {
      // The Confluence app's ticket has done its work: it leaves the address, and the session the page.
      this.bearer = bearer;
      this.own = true;
      delete element.dataset.bearer;
      const address = new URL(location.href);
      address.searchParams.delete('grant');
      history.replaceState(null, '', address);
    }
    this.#shown();
  }

  get chart() { return this.#element.dataset.chart; }

  get wantsAnew() { return this.#element.querySelector('[data-act=load]')?.dataset.again === '1'; }

  get state() { return this.#element.querySelector('[data-state]')?.dataset.state; }

  /** Which site's fields the filters are; nothing while there is no chart. */
  get site() { return this.#element.querySelector('[data-site]')?.dataset.site ?? null; }

  /** What the chart is narrowed by, as an address has it. */
  get words() { return this.#element.dataset.words ?? ''; }

  part(name) { return this.#element.querySelector(`[data-part="${name}"]`); }

  /** Buttons are forms with `data-act`, ways to another view are links with it: they do without us too. */
  onAct(acts) {
    this.#element.addEventListener('click', (event) => {
      const link = event.target.closest('a[data-act]');
      const act = acts[link?.dataset.act];
      // Whoever wants a window of its own gets that.
      if (!act || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      act(link);
    });
    this.#element.addEventListener('submit', (event) => {
      const act = acts[event.target.dataset.act];
      if (!act) return;
      event.preventDefault();
      act(event.target, event.submitter);
    });
  }

  onKey(key, act) {
    this.#element.addEventListener('keydown', (event) => {
      if (event.key === key) act(event);
    });
  }

  /** Shows the chart as somebody else sees it (`owner`), or by the reader's own permissions (nothing). */
  see(as) {
    if (as) this.#element.dataset.as = as;
    else delete this.#element.dataset.as;
    return this.load();
  }

  /**
   * Shows the chart narrowed by these words, with the values of one field where its filter is `open`. What is
   * being fetched meanwhile is of no use any more; what is shown stays until the new numbers are there.
   */
  narrow(words, open = '') {
    this.#element.dataset.words = words;
    this.#element.dataset.open = open;
    this.#stop.abort();
    this.#stop = new AbortController();
    const stays = this.state === 'chart';
    if (stays) this.#element.firstElementChild.setAttribute('aria-busy', 'true');
    return this.load(stays);
  }

  /** Whether the values of a filter are on their way. */
  get opens() {
    return Boolean(this.#element.dataset.open) && this.#element.firstElementChild.getAttribute('aria-busy') === 'true';
  }

  /** Closes the filter that is open, as far as asking again is concerned. */
  close() { delete this.#element.dataset.open; }

  /**
   * Fetches what there is to show until it is no longer "being read". One at a time: a call while another runs
   * starts over after it, for it may know a bearer that the first did not.
   */
  load(stays = false) {
    const before = this.#loading;
    const now = (async () => {
      await before;
      // Only the newest of those that waited goes on.
      if (this.#loading === now) await this.#follow(() => this.#loading !== now, stays);
    })();
    this.#loading = now;
    return now;
  }

  async #follow(overtaken, stays) {
    const { signal } = this.#stop;
    for (let pause = SOON; ; pause = Math.min(pause * 1.3, LATER)) {
      const answer = await this.#fetch(this.#query(), signal);
      if (overtaken()) return;
      if (answer === null) {
        this.#swap(document.getElementById('unreachable').innerHTML);
        return;
      }
      if (answer.status !== 'progress') {
        this.#swap(answer.html);
        return;
      }
      if (!stays) {
        if (this.state !== 'progress') this.#swap(answer.html);
        showProgress(this, answer);
      }
      await wait(pause, signal);
      if (overtaken()) return;
    }
  }

  #query() {
    const { link, as, want, words, open } = this.#element.dataset;
    const query = new URLSearchParams({ ...(link && { link }), ...(as && { as }), ...(want && { theme: want }) });
    for (const [name, word] of new URLSearchParams(words)) query.append(name, word);
    if (open) query.append('open', open);
    return query;
  }

  /** The answer of the view, or null where there is none. */
  async #fetch(query, signal) {
    const headers = this.bearer ? { Authorization: `Bearer ${this.bearer}` } : {};
    try {
      const response = await fetch(`/embed/${encodeURIComponent(this.chart)}/view?${query}`, { headers, signal });
      const answer = await response.json();
      return typeof answer.html === 'string' ? answer : null;
    } catch {
      return null;
    }
  }

  #swap(html) {
    const focus = hold(this.#element);
    this.#picture?.dispose();
    this.#picture = null;
    this.#element.innerHTML = html;
    focus();
    this.#shown();
  }

  #shown() {
    findAmong(this.part('values'));
    this.onShown();
    const stage = this.part('stage');
    const option = this.#element.querySelector('#option');
    if (!stage || !option) return;
    // Drawn again it shows the same numbers, whatever is asked for meanwhile.
    const query = this.#query();
    query.delete('open');
    this.#picture = new Picture(stage, option.textContent, async (size) => {
      const answer = await this.#fetch(new URLSearchParams([...query, ...Object.entries(size)]));
      if (answer?.status !== 'chart') return null;
      const other = document.createElement('template');
      other.innerHTML = answer.html;
      return other.content.querySelector('[data-part="stage"] > svg');
    });
  }
}
