// The picture: the server's SVG first, drawn again at this frame's size where the first guess was far off,
// and ECharts itself as soon as somebody points at it.

/** Pictures are drawn again when shown at less or more than this share of their size. */
const CRISP = { smallest: 0.92, largest: 1.3, fullest: 0.75 };
/** Where the server draws no other size: so much is still readable. */
const READABLE = { smallest: 0.8, largest: 1.7, fullest: 0.5 };
/** A frame whose width is being dragged is let be. */
const SETTLED = 300;

/**
 * Whether a drawing of one size fits a room of another: text of about its own size (`smallest` to `largest`),
 * and at least `fullest` of the room filled in the direction that is not full.
 */
export function fits(drawn, room, { smallest, largest, fullest } = CRISP) {
  const across = room.width / drawn.width;
  const down = room.height / drawn.height;
  const scale = Math.min(across, down);
  return scale >= smallest && scale <= largest && scale / Math.max(across, down) >= fullest;
}

export class Picture {
  #stage;
  #option;
  #redraw;
  #chart = null;
  #gone = false;
  #sizes;

  /** `redraw` gets a size and answers an `<svg>` of that size, or null. */
  constructor(stage, option, redraw) {
    this.#stage = stage;
    this.#option = option;
    this.#redraw = redraw;
    const once = { once: true, passive: true };
    for (const touch of ['pointerenter', 'touchstart', 'focusin']) stage.addEventListener(touch, () => this.#wake(), once);
    this.#refit();
    let timer = 0;
    this.#sizes = new ResizeObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#refit(), SETTLED);
    });
    this.#sizes.observe(stage);
  }

  dispose() {
    this.#gone = true;
    this.#sizes.disconnect();
    this.#chart?.dispose();
  }

  #room() { return { width: Math.round(this.#stage.clientWidth), height: Math.round(this.#stage.clientHeight) }; }

  #misfit(measure) {
    const drawn = this.#stage.querySelector(':scope > svg')?.viewBox.baseVal;
    const room = this.#room();
    return drawn && room.width > 0 && room.height > 0 && !fits(drawn, room, measure) ? room : null;
  }

  async #refit() {
    const room = this.#gone || this.#chart ? null : this.#misfit();
    if (!room) return;
    const svg = await this.#redraw(room);
    if (this.#gone || this.#chart) return;
    if (svg) this.#stage.querySelector(':scope > svg')?.replaceWith(svg);
    if (this.#misfit(READABLE)) await this.#wake();
  }

  async #wake() {
    if (this.#chart || this.#gone) return;
    // Where the connection is lost meanwhile, the server's drawing stays.
    const charts = await import('./charts.js').catch(() => null);
    if (!charts || this.#chart || this.#gone) return;
    const theme = this.#stage.closest('[data-theme]')?.dataset.theme ?? 'auto';
    // ECharts takes the place of what is in its element.
    this.#chart = charts.draw(this.#stage, this.#option, { theme, label: this.#stage.dataset.label, animate: false });
  }
}
