// Frames of one page hear each other, so that ten charts ask once. The channel reaches only frames of our own
// origin inside the same page (browsers part it by the outermost site), which is also how far the bearer goes.

const CHANNEL = 'inlay';

/**
 * @param {{bearer: () => string|null, onAuthorized: (bearer: string|null) => void}} frame
 * @returns {{tell(bearer: string): void, ask(): void}}
 */
export function listen({ bearer, onAuthorized }) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }) => {
    if (data?.type === 'inlay:authorized') onAuthorized(data.bearer ?? null);
    if (data?.type === 'inlay:ask' && bearer()) channel.postMessage({ type: 'inlay:authorized', bearer: bearer() });
  });
  return {
    tell: (token) => channel.postMessage({ type: 'inlay:authorized', bearer: token }),
    ask: () => channel.postMessage({ type: 'inlay:ask' }),
  };
}
