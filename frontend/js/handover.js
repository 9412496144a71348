// The last page of a consent: tells the window that opened it how it ended, and closes when that is good news.

const main = document.getElementById('handover');
const { outcome, code } = main.dataset;
// The code has done its work once it is posted; it need not stay in the page.
delete main.dataset.code;

window.opener?.postMessage({ type: 'inlay:handover', outcome, code: code ?? null }, location.origin);

if (outcome === 'authorized') {
  // Pages of ours in the same browser hear it too (frames in other sites' pages do not: they are a world apart).
  new BroadcastChannel('inlay').postMessage({ type: 'inlay:authorized' });
  // A moment for the message to leave before the window does.
  setTimeout(() => {
    window.close();
    // Still here: browsers close only windows that scripts opened and still know.
    main.querySelector('[data-part="close"]').textContent = 'You can close this window.';
  }, 50);
}
