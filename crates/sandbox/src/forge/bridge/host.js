// The wiki's half of the bridge: hands the calls of the app's frames to the server, and answers them.

const { cdn, page } = document.currentScript.dataset;

const colorMode = () => document.documentElement.dataset.colorMode ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

async function answer(macro, name, payload) {
  if (name === 'enableTheming') return { result: null, colorMode: colorMode() };
  try {
    const response = await fetch('/_forge/call', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ page: Number(page), macro, name, payload, theme: { colorMode: colorMode() } }),
    });
    return await response.json();
  } catch {
    return { error: 'Forge did not answer.' };
  }
}

addEventListener('message', async ({ origin, source, data }) => {
  if (origin !== cdn) return;
  const frame = [...document.querySelectorAll('iframe[data-macro]')].find(({ contentWindow }) => contentWindow === source);
  if (!frame) return;
  if (data.type === 'forge:height') frame.height = data.height;
  if (data.type !== 'forge:call') return;
  const { go, ...told } = await answer(frame.dataset.macro, data.name, data.payload);
  source.postMessage({ type: 'forge:answer', id: data.id, ...told }, cdn);
  if (go) location.href = go;
});
