// What Forge puts in front of an app's own script: `__bridge.callBridge`, whose calls the page around answers.
// (@forge/bridge looks for it as soon as it is loaded.)

(() => {
  const { host } = document.currentScript.dataset;
  const waiting = new Map();
  let last = 0;

  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== host || source !== parent || data?.type !== 'forge:answer') return;
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.colorMode) document.documentElement.dataset.colorMode = data.colorMode;
    if (data.error === undefined) call?.resolve(data.result);
    else call?.reject(new Error(data.error));
  });

  globalThis.__bridge = {
    callBridge: (name, payload) => new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      parent.postMessage({ type: 'forge:call', id: last, name, payload }, host);
    }),
  };

  // Forge makes a macro as high as its page.
  addEventListener('DOMContentLoaded', () => {
    const tell = () => parent.postMessage({ type: 'forge:height', height: Math.ceil(document.body.getBoundingClientRect().height) }, host);
    new ResizeObserver(tell).observe(document.body);
  });
})();
