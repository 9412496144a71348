// One frame: what it shows, and asking for it again.

import { Picture } from './picture.js';
import { show as showProgress } from './progress.js';

const SOON = 700;
const LATER = 2000;

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Frame {
  /** Where browsers keep no cookie in frames, the session lives in here alone. */
  bearer = null;
  /** Whether that session is good for this frame's chart alone: the Confluence app opened it. */
  own = false;

  #element;
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
      act();
    });
  }

  /** Shows the chart as somebody else sees it (`owner`), or by the reader's own permissions (nothing). */
  see(as) {
    if (as) this.#element.dataset.as = as;
    else delete this.#element.dataset.as;
    return this.load();
  }

  /**
   * Fetches what there is to show until it is no longer "being read". One at a time: a call while another runs
   * starts over after it, for it may know a bearer that the first did not.
   */
  load() {
    const before = this.#loading;
    const now = (async () => {
      await before;
      // Only the newest of those that waited goes on.
      if (this.#loading === now) await this.#follow(() => this.#loading !== now);
    })();
    this.#loading = now;
    return now;
  }

  async #follow(overtaken) {
    for (let pause = SOON; ; pause = Math.min(pause * 1.3, LATER)) {
      const answer = await this.#fetch();
      if (overtaken()) return;
      if (answer === null) {
        this.#swap(document.getElementById('unreachable').innerHTML);
        return;
      }
      if (answer.status !== 'progress') {
        this.#swap(answer.html);
        return;
      }
      if (this.state !== 'progress') this.#swap(answer.html);
      showProgress(this, answer);
      await wait(pause);
    }
  }

  /** The answer of the view, or null where there is none. */
  async #fetch(size) {
    const { link, as } = this.#element.dataset;
    const query = new URLSearchParams({ ...(link && { link }), ...(as && { as }), ...size });
    const headers = this.bearer ? { Authorization: `Bearer ${this.bearer}` } : {};
    try {
      const response = await fetch(`/embed/${encodeURIComponent(this.chart)}/view?${query}`, { headers });
      const answer = await response.json();
      return typeof answer.html === 'string' ? answer : null;
    } catch {
      return null;
    }
  }

  #swap(html) {
    const hadFocus = this.#element.contains(document.activeElement);
    this.#picture?.dispose();
    this.#picture = null;
    this.#element.innerHTML = html;
    if (hadFocus) this.#element.querySelector('button, summary, a')?.focus({ preventScroll: true });
    this.#shown();
  }

  #shown() {
    const stage = this.part('stage');
    const option = this.#element.querySelector('#option');
    if (!stage || !option) return;
    this.#picture = new Picture(stage, option.textContent, async (size) => {
      const answer = await this.#fetch(size);
      if (answer?.status !== 'chart') return null;
      const other = document.createElement('template');
      other.innerHTML = answer.html;
      return other.content.querySelector('[data-part="stage"] > svg');
    });
  }
}
