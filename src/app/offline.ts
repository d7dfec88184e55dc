/** Keeps the built page for visits without a connection. */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Where storage is closed to us, the page is one that needs a connection.
  navigator.serviceWorker.register("./service-worker.js").catch(() => {});
}
