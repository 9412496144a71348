// What ECharts expects of any JavaScript world and QuickJS alone does not have. Nothing is ever waited for:
// a drawing is made in one go, so a timer that never fires is right.

globalThis.self ??= globalThis;
globalThis.setTimeout ??= () => 0;
globalThis.clearTimeout ??= () => {};
globalThis.console ??= { log() {}, warn() {}, error() {} };
